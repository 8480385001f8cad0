/** Whether tools agree on what bytes mean: one that computes something else would be compared in vain. */
import { type DescField, type DescMessage, type DescOneof, ScalarType } from "@bufbuild/protobuf";
import type { Contestant } from "./contestants.js";
import { names } from "./contestants.js";

type Values = { readonly [name: string]: unknown };

const scalarsOf64Bits = new Set([
  ScalarType.INT64,
  ScalarType.UINT64,
  ScalarType.SINT64,
  ScalarType.FIXED64,
  ScalarType.SFIXED64,
]);

/** Why a tool is shown, but is not one to compare with: it does less than the others. */
export function inexactness(tool: string, schema: DescMessage): string | undefined {
  if (tool === "pbf" && has64Bits(schema)) return "loses digits of 64-bit integers";
  if (tool === "pbf" && hasOneof(schema)) return "writes all members of a oneof";
  return tool === "google-protobuf" ? "drops unknown fields, here custom options" : undefined;
}

/**
 * Demands that a tool decodes what `reference`, protobuf-es, decodes, and that what it encodes is decoded to the same.
 *
 * @throws Error that shows where they begin to differ
 */
export function expectAgreement(tool: string, one: Contestant, reference: Contestant, schema: DescMessage): void {
  const message = one.message ?? one.decode(one.bytes);
  if (tool === names.json) {
    expectSame(one.decode(one.encode(message)), message, "JSON differs from itself");
    return;
  }
  const expected = plain(schema, reference.decode(reference.bytes));
  expectSame(plain(schema, one.decode(one.bytes)), expected, `${tool} decodes something else`);
  expectSame(plain(schema, reference.decode(one.encode(message))), expected, `${tool} encodes something else`);
}

function expectSame(actual: unknown, expected: unknown, problem: string): void {
  const [a, b] = [actual, expected].map((value) =>
    JSON.stringify(value, (_, one) => (typeof one === "bigint" ? `${one}n` : one)),
  );
  if (a === b) return;
  const place = Array.from(a!).findIndex((char, i) => char !== b![i]);
  const [got, wanted] = [a, b].map((text) => text!.slice(Math.max(0, place - 60), place + 60));
  throw new Error(`${problem}:\n  ${got}\ninstead of\n  ${wanted}`);
}

/** Whether a message has a field, at any level, that is an integer of 64 bits. */
function has64Bits(schema: DescMessage): boolean {
  return fieldsBelow(schema).some((field) => {
    const scalars = field.fieldKind === "map" ? [field.mapKey, field.scalar] : [field.scalar];
    return scalars.some((scalar) => scalar !== undefined && scalarsOf64Bits.has(scalar));
  });
}

/** Whether a message has a oneof, at any level. */
function hasOneof(schema: DescMessage): boolean {
  return fieldsBelow(schema).some(({ oneof }) => oneof !== undefined);
}

function fieldsBelow(schema: DescMessage, seen: Set<DescMessage> = new Set()): DescField[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  return schema.fields.flatMap((field) => [field, ...(field.message ? fieldsBelow(field.message, seen) : [])]);
}

/** The fields of any tool's message that differ from their defaults, in one form. */
function plain(schema: DescMessage, message: unknown): Values {
  const entries = schema.fields.map((field) => [field.name, plainValue(field, message as Values)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The value of a field in one form; `undefined` where it is the default. */
function plainValue(field: DescField, message: Values): unknown {
  const value = field.oneof === undefined ? ownValue(field, message) : chosenValue(field, field.oneof, message);
  if (value === undefined || value === null) return undefined;
  if (field.fieldKind === "list") {
    const list = Array.from(value as Iterable<unknown>, (item) => single(field, item));
    return list.length > 0 ? list : undefined;
  }
  if (field.fieldKind === "map") {
    const entries = Object.entries(value).map(([key, item]) => [key, single(field, item)] as const);
    return entries.length > 0 ? Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1))) : undefined;
  }
  const one = single(field, value);
  if (field.message !== undefined || field.oneof !== undefined) return one;
  return one === single(field, field.getDefaultValue() ?? zero(field)) ? undefined : one;
}

/** Most tools make camel case of names. */
function ownValue(field: DescField, message: Values): unknown {
  return message[field.localName] ?? message[field.name];
}

/** The value of a member of a oneof that is chosen. */
function chosenValue(field: DescField, oneof: DescOneof, message: Values): unknown {
  const choice = message[oneof.localName];
  if (typeof choice === "string")
    return choice === field.name || choice === field.localName ? ownValue(field, message) : undefined;
  if (typeof choice !== "object" || choice === null) return ownValue(field, message);
  const { case: name, oneofKind, $case, value, [field.localName]: named } = choice as Values;
  return (name ?? oneofKind ?? $case) === field.localName ? (value ?? named) : undefined;
}

function single(field: DescField, value: unknown): unknown {
  if (field.message !== undefined) return plain(field.message, value);
  if (value instanceof Uint8Array) return [...value].join();
  if (field.scalar !== undefined && scalarsOf64Bits.has(field.scalar)) return BigInt(String(value));
  return value;
}

function zero(field: DescField): unknown {
  if (field.enum !== undefined) return field.enum.values[0]!.number;
  if (field.scalar === ScalarType.STRING) return "";
  if (field.scalar === ScalarType.BYTES) return new Uint8Array();
  return field.scalar === ScalarType.BOOL ? false : 0;
}
