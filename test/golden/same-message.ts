import "temporal-polyfill/global";
import { isDeepStrictEqual } from "node:util";
import { type DescField, type DescMessage, type Message, toJson } from "@bufbuild/protobuf";
import { type ReflectList, type ReflectMap, type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { FeatureSet_FieldPresence, FieldOptions_JSType, isWrapperDesc } from "@bufbuild/protobuf/wkt";

/** Types that are JSON values in farcall. */
const jsonTypes = new Set(["google.protobuf.Struct", "google.protobuf.Value", "google.protobuf.ListValue"]);

/**
 * Throws unless farcall's form of a message holds what `theirs`, that of @bufbuild/protobuf, holds. Properties are matched by their
 * order, that of the .proto file, so that the names need no second copy of the rules that choose them.
 */
export function expectSame(desc: DescMessage, theirs: Message, ours: unknown): void {
  compareMessage(reflect(desc, theirs), ours, desc.typeName);
}

function compareMessage(theirs: ReflectMessage, ours: unknown, path: string): void {
  check(typeof ours === "object" && ours !== null, path, "is no object");
  check(Object.getPrototypeOf(ours) === Object.prototype, path, "is no plain object");
  const names = Object.keys(ours).filter((name) => name !== "$unknown");
  const members = theirs.members.map((member) => member.localName);
  check(names.length === members.length, path, `has the properties [${names}], expected those of [${members}]`);
  theirs.members.forEach((member, i) => {
    const value = (ours as Record<string, unknown>)[names[i]!];
    const here = `${path}.${member.name}`;
    if (member.kind === "oneof") {
      compareOneof(theirs, theirs.oneofCase(member), value, here);
    } else if (member.presence !== FeatureSet_FieldPresence.IMPLICIT && !theirs.isSet(member)) {
      check(value === undefined, here, "is present");
    } else {
      compareField(member, theirs.get(member), value, here);
    }
  });
}

function compareOneof(theirs: ReflectMessage, field: DescField | undefined, ours: unknown, path: string): void {
  check(typeof ours === "object" && ours !== null, path, "is no oneof");
  const { case: selected, value } = ours as { case?: unknown; value?: unknown };
  if (field === undefined) {
    check(selected === undefined && value === undefined, path, "is set");
  } else {
    check(typeof selected === "string", path, `has the case ${String(selected)}, expected a name for ${field.name}`);
    compareSingle(field, theirs.get(field), value, `${path}.${field.name}`);
  }
}

function compareField(field: DescField, theirs: unknown, ours: unknown, path: string): void {
  if (field.fieldKind === "list") {
    const expected = [...(theirs as ReflectList)];
    check(Array.isArray(ours), path, "is no array");
    check(ours.length === expected.length, path, `has ${ours.length} elements, expected ${expected.length}`);
    expected.forEach((value, i) => {
      compareSingle(field, value, ours[i], `${path}[${i}]`);
    });
  } else if (field.fieldKind === "map") {
    check(typeof ours === "object" && ours !== null, path, "is no object");
    const expected = [...(theirs as ReflectMap)];
    // The keys of an ES Map are of the type that the schema gives them.
    const isTyped = ours instanceof Map;
    const entries = isTyped ? ours : new Map<unknown, unknown>(Object.entries(ours));
    check(entries.size === expected.length, path, `has ${entries.size} entries, expected ${expected.length}`);
    for (const [typed, value] of expected) {
      const key = isTyped ? typed : String(typed);
      check(entries.has(key), path, `has no key ${show(key)}`);
      compareSingle(field, value, entries.get(key), `${path}[${show(key)}]`);
    }
  } else {
    compareSingle(field, theirs, ours, path);
  }
}

function compareSingle(field: DescField, theirs: unknown, ours: unknown, path: string): void {
  if (field.message === undefined) {
    compareScalar(theirs, ours, field, path);
  } else if (isWrapperDesc(field.message)) {
    compareScalar((theirs as ReflectMessage).get(field.message.fields[0]), ours, undefined, path);
  } else if (jsonTypes.has(field.message.typeName)) {
    const expected = toJson(field.message, (theirs as ReflectMessage).message);
    check(isDeepStrictEqual(ours, expected), path, `is ${show(ours)}, expected ${show(expected)}`);
  } else if (ours instanceof Date || ours instanceof Temporal.Instant || ours instanceof Temporal.Duration) {
    const expected = nanosecondsOf(theirs as ReflectMessage);
    check(nanosecondsIn(ours) === expected, path, `is ${String(ours)}, expected ${expected} ns`);
  } else {
    compareMessage(theirs as ReflectMessage, ours, path);
  }
}

/** The time of a Timestamp or Duration. */
function nanosecondsOf(message: ReflectMessage): bigint {
  const [seconds, nanos] = message.fields.map((field) => message.get(field) as bigint | number);
  return BigInt(seconds!) * 1_000_000_000n + BigInt(nanos!);
}

function nanosecondsIn(time: Date | Temporal.Instant | Temporal.Duration): bigint {
  if (time instanceof Date) return BigInt(time.getTime()) * 1_000_000n;
  if (time instanceof Temporal.Instant) return time.epochNanoseconds;
  const { seconds, milliseconds, microseconds, nanoseconds } = time;
  return BigInt(seconds) * 1_000_000_000n + BigInt(milliseconds * 1_000_000 + microseconds * 1000 + nanoseconds);
}

function compareScalar(theirs: unknown, ours: unknown, field: DescField | undefined, path: string): void {
  const expected = typeof theirs === "bigint" && field !== undefined ? byJsType(theirs, field) : theirs;
  if (expected instanceof Uint8Array) {
    check(Object.getPrototypeOf(ours) === Uint8Array.prototype, path, "is no Uint8Array");
    check(isDeepStrictEqual(ours, expected), path, "holds other bytes");
  } else {
    check(Object.is(ours, expected), path, `is ${show(ours)}, expected ${show(expected)}`);
  }
}

function byJsType(value: bigint, field: DescField): bigint | string | number {
  switch (field.proto.options?.jstype) {
    case FieldOptions_JSType.JS_STRING:
      return String(value);
    case FieldOptions_JSType.JS_NUMBER:
      return Number(value);
    default:
      return value;
  }
}

function show(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : `${typeof value} ${String(value)}`;
}

function check(condition: boolean, path: string, problem: string): asserts condition {
  if (!condition) throw new Error(`${path} ${problem}`);
}
