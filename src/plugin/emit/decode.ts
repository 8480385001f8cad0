import { type Code, door, only, TS } from "../code.js";
import { decodeTemplate } from "../fragments.gen.js";
import type { FieldModel, MessageModel } from "../model/message.js";
import type { EnumValue, MessageValue, ScalarName, ScalarValue, ValueModel } from "../model/value.js";
import { stringLiteral } from "./literal.js";
import { messageLiteral, zero } from "./literals.js";
import { privateNames } from "./private-names.js";
import { companionOf, readCall, type Scope } from "./scope.js";
import { bytesOfTag, I64, isPackable, LEN, tagOf, VARINT, wireType } from "./tag.js";
import { capitalized, fieldType, isLong, isNumberKey, valueType } from "./types.js";

/** Up to so many branches stand in a row; more are halved first, so that no tag is compared with all of them. */
const CHAIN = 16;
/** A message of more fields is read by several functions of `PART` fields: a larger one is never optimised as a whole. */
const UNSPLIT = 64;
const PART = 48;

/** What a reader does with one tag. */
interface Branch {
  readonly tag: number;
  readonly body: readonly Code[];
}

/** The functions that read a message. `type` is its TypeScript type. */
export function emitDecode(message: MessageModel, type: Code, scope: Scope): Code[] {
  const names = privateNames(message);
  const fields = message.fields.map((field) => ({ field, tag: tagOf(field.number, 0) })).sort((a, b) => a.tag - b.tag);
  const entryReaders = message.fields
    .filter((field) => field.cardinality === "map")
    .map((field) => emitEntryReader(field, names.mapReader(field.name), scope));
  const branches = (part: typeof fields): Branch[] =>
    part.flatMap(({ field }) => branchesOf(field, names.mapReader(field.name), scope));

  const parts: Code[] = [];
  let body: Code;
  if (fields.length <= UNSPLIT) {
    body = dispatch(branches(fields), ({ tag, body }) =>
      decodeTemplate.branch({ tag: String(tag), body, done: ["continue;"] }),
    );
  } else {
    const calls = [];
    for (let i = 0; i < fields.length; i += PART) {
      const part = fields.slice(i, i + PART);
      const name = `${names.read}${parts.length + 1}`;
      const found = dispatch(branches(part), ({ tag, body }) =>
        decodeTemplate.branch({ tag: String(tag), body, done: ["return p;"] }),
      );
      parts.push(decodeTemplate.readPart({ readPart: name, Message: type, fields: [found] }));
      calls.push({ tag: part[0]!.tag, name });
    }
    const depth = message.deep ? "d" : "0";
    body = dispatch(calls, ({ name }) => decodeTemplate.callPart({ part: name, depth }), 1);
  }
  const holes = { Message: type, literal: messageLiteral(message.members), fields: fields.length === 0 ? [] : [body] };
  const read = message.deep
    ? decodeTemplate.readDeep({ ...holes, readDeep: names.read })
    : decodeTemplate.read({ ...holes, read: names.read });
  return [...entryReaders, ...parts, read];
}

/** Finds what a tag belongs to, among items in the order of their tags. */
function dispatch<T extends { readonly tag: number }>(
  items: readonly T[],
  emit: (item: T) => Code,
  chain: number = CHAIN,
): Code {
  if (items.length <= chain) return items.map((item, i) => [i === 0 ? "" : "\n", emit(item)]);
  const middle = items.length >> 1;
  return decodeTemplate.fork({
    tag: String(items[middle]!.tag),
    low: [dispatch(items.slice(0, middle), emit, chain)],
    high: [dispatch(items.slice(middle), emit, chain)],
  });
}

function branchesOf(field: FieldModel, mapReader: string, scope: Scope): Branch[] {
  const { value, number } = field;
  if (field.cardinality === "map") return [{ tag: tagOf(number, LEN), body: mapBody(field, mapReader) }];
  const single: Branch = { tag: tagOf(number, wireType(value)), body: singleBody(field, scope) };
  const isList = field.cardinality === "expanded" || field.cardinality === "packed";
  // Both forms of a list are read, whichever one the schema asks writers for.
  if (!isList || !isPackable(value)) return [single];
  const packed: Branch = { tag: tagOf(number, LEN), body: [packedBody(field)] };
  return [single, packed].sort((a, b) => a.tag - b.tag);
}

/** A field that holds one value, or an element of a list. */
function singleBody(field: FieldModel, scope: Scope): Code[] {
  const { value } = field;
  if (value.kind === "enum" && value.closed) {
    const stored = store(field, ["n", only(TS, [" as ", valueType(value, "message")])]);
    return [decodeTemplate.closedEnum({ isKnown: [companionOf(value), ".isKnown"], value: [stored] })];
  }
  if (field.oneof !== undefined) {
    return [
      decodeTemplate.oneofMember({
        oneof: field.oneof,
        case: stringLiteral(field.name),
        Type: valueType(value, "message"),
        value: [readValue(value, field.number, "v", oneofValue(field), scope)],
      }),
    ];
  }
  if (field.cardinality === "expanded" || field.cardinality === "packed") {
    return [
      readValue(value, field.number, `m.${field.name}[m.${field.name}.length]`, "undefined", scope, charge(value)),
    ];
  }
  return [readValue(value, field.number, `m.${field.name}`, `m.${field.name}`, scope)];
}

/** What the oneof holds already, if it is the same member: a message that comes again is merged. */
function oneofValue({ oneof, name }: FieldModel): Code {
  return `m.${oneof}.case === ${stringLiteral(name)} ? m.${oneof}.value : undefined`;
}

function store(field: FieldModel, value: Code): Code {
  if (field.oneof !== undefined)
    return [`m.${field.oneof} = { case: ${stringLiteral(field.name)}, value: `, value, " };"];
  if (field.cardinality === "expanded" || field.cardinality === "packed") return [`m.${field.name}.push(`, value, ");"];
  return [`m.${field.name} = `, value, ";"];
}

/** The statements that read one value into `target`. A message goes on with what `into` holds. */
function readValue(
  value: ValueModel,
  number: number,
  target: Code,
  into: Code,
  scope: Scope,
  charge: readonly Code[] = [],
): Code {
  switch (value.kind) {
    case "scalar":
      return readScalar(value, target);
    case "enum":
      return decodeTemplate.int32({ target, result: ["n", only(TS, [" as ", valueType(value, "message")])] });
    case "message":
      return value.delimited
        ? decodeTemplate.delimited({
            number: String(number),
            depth: value.deep ? "d - 1" : "100",
            target,
            expression: readCall(value, "p", "e", into, scope),
            charge,
          })
        : decodeTemplate.sized({ target, expression: readCall(value, "p", "p + n", into, scope), charge });
  }
}

const INT32_RESULTS: { readonly [scalar in ScalarName]?: Code } = {
  int32: "n",
  uint32: "n >>> 0",
  sint32: "(n >>> 1) ^ -(n & 1)",
};

function readScalar(value: ScalarValue, target: Code): Code {
  const result = INT32_RESULTS[value.scalar];
  if (result !== undefined) return decodeTemplate.int32({ target, result });
  const reader = scalarReader(value);
  switch (wireType(value)) {
    case VARINT:
      return decodeTemplate.varint({ target, reader });
    case LEN:
      return decodeTemplate.sized({ target, expression: [reader, "(b, p, n)"], charge: [] });
    default:
      return decodeTemplate.fixed({ target, reader, size: wireType(value) === I64 ? "8" : "4" });
  }
}

/** The function that reads a scalar: `readInt64String`. */
function scalarReader({ scalar, long, verifyUtf8 }: ScalarValue): Code {
  if (scalar === "string" && !verifyUtf8) return door("readUnverifiedString");
  return door(`read${capitalized(scalar)}${isLong(scalar) ? LONG_SUFFIXES[long] : ""}`);
}

const LONG_SUFFIXES = { bigint: "", string: "String", number: "Number" } as const;

function packedBody(field: FieldModel): Code {
  const { value } = field;
  if (value.kind === "enum" && value.closed) return packedClosedEnum(field, value);
  const list = `m.${field.name}`;
  return decodeTemplate.sized({ target: list, expression: packedCall(value, list), charge: [] });
}

function packedCall(value: ValueModel, list: string): Code {
  if (value.kind !== "scalar") return [door("readPackedInt32"), `(b, p, p + n, ${list})`];
  if (!isLong(value.scalar) || value.long === "bigint")
    return [door(`readPacked${capitalized(value.scalar)}`), `(b, p, p + n, ${list})`];
  const reader = wireType(value) === VARINT ? "readPackedVarints" : "readPackedFixed";
  return [door(reader), `(b, p, p + n, ${list}, `, scalarReader(value), ")"];
}

function packedClosedEnum(field: FieldModel, value: EnumValue): Code {
  return decodeTemplate.packedClosedEnum({
    isKnown: [companionOf(value), ".isKnown"],
    number: String(field.number),
    value: [store(field, ["n", only(TS, [" as ", valueType(value, "message")])])],
  });
}

/** What an element pays that takes over 64 times its bytes in memory, where it has so few. */
function charge(value: ValueModel): Code[] {
  if (value.kind !== "message" || value.mapped) return [];
  // An element takes two bytes beside its content: the tag and the length. What is charged are those above 32 times their bytes,
  // which leaves as much again for what stands in them.
  const least = Math.ceil(value.memory / 32) - 2;
  return least > 0
    ? [
        decodeTemplate.charge({
          length: value.delimited ? "e - p" : "n",
          least: String(least),
          memory: String(value.memory),
        }),
      ]
    : [];
}

function mapBody(field: FieldModel, mapReader: string): Code[] {
  const { value } = field;
  const depth = takesDepth(value) ? ", d" : "";
  if (takesRow(field)) {
    return [decodeTemplate.entries({ expression: `${mapReader}(b, p, end, m.${field.name}${depth})` })];
  }
  const call = `${mapReader}(b, p, p + n, m.${field.name}${depth})`;
  const closed = value.kind === "enum" && value.closed;
  const read = closed ? decodeTemplate.closedEntry({ expression: call }) : `${call};`;
  return [decodeTemplate.sizedCall({ value: [...charge(value), read] })];
}

function takesDepth(value: ValueModel): value is MessageValue {
  return value.kind === "message" && value.deep;
}

/** Whether all entries of a map that stand in a row are read at once. */
function takesRow(field: FieldModel): boolean {
  const isClosed = field.value.kind === "enum" && field.value.closed;
  return field.mapForm !== "map" && isNumberKey(field) && !isClosed;
}

/** Whether another entry of a map follows at `p`. */
function isNextEntry(bytes: readonly number[]): string {
  const compared = bytes.map((byte, i) => `b[${i === 0 ? "p" : `p + ${i}`}] === ${byte}`);
  return [`p < all - ${bytes.length}`, ...compared].join(" && ");
}

/** The function that reads one entry of a map, or several. */
function emitEntryReader(field: FieldModel, name: string, scope: Scope): Code {
  const key = field.key!;
  const { value } = field;
  const isEsMap = field.mapForm === "map";
  const valueRead = readValue(value, 2, "v", "v", scope);
  const branch = (tag: number, body: Code): Code =>
    decodeTemplate.branch({ tag: String(tag), body: [body], done: ["continue;"] });
  const result: Code = value.kind === "message" ? ["v ?? ", readCall(value, "end", "end", "undefined", scope)] : "v";
  const fields = [
    branch(tagOf(1, wireType(key)), isEsMap ? readScalar(key, "k") : readKey(key)),
    branch(tagOf(2, wireType(value)), valueRead),
  ];
  const mapType = fieldType(field, "message");
  const valueZero = zeroOfType(value);
  if (takesRow(field)) {
    const tag = bytesOfTag(field.number, LEN);
    return decodeTemplate.readEntries({
      readEntries: name,
      Map: mapType,
      Type: valueType(value, "message"),
      charge: charge(value),
      valueZero,
      fields,
      store: [decodeTemplate.storeInRow({ result })],
      isNext: isNextEntry(tag),
      tagSize: String(tag.length),
    });
  }
  const holes = {
    Map: mapType,
    keyZero: isEsMap ? zero(key) : zeroOfKey(field),
    valueZero,
    fields,
    store: [storeTemplate(field)({ result })],
  };
  if (value.kind === "enum" && value.closed) {
    return decodeTemplate.readClosedEntry({
      ...holes,
      readClosedEntry: name,
      isKnown: [companionOf(value), ".isKnown"],
    });
  }
  return decodeTemplate.readEntry({ ...holes, readEntry: name });
}

function storeTemplate(field: FieldModel): (holes: { result: Code }) => Code {
  if (field.mapForm === "map") return decodeTemplate.storeEsMapEntry;
  return isNumberKey(field) ? decodeTemplate.storeNumberEntry : decodeTemplate.storeEntry;
}

/** The zero of a key as an object has it. */
function zeroOfKey(field: FieldModel): Code {
  if (isNumberKey(field)) return "0";
  switch (field.key!.scalar) {
    case "string":
      return '""';
    case "bool":
      return ['"false"', only(TS, " as string")];
    default:
      return '"0"';
  }
}

/** The zero of a map's value, as a value of the map's type. */
function zeroOfType(value: ValueModel): Code {
  switch (value.kind) {
    case "scalar":
      return zero(value);
    case "enum":
      return [zero(value), only(TS, [" as ", valueType(value, "message")])];
    case "message":
      return ["undefined", only(TS, [" as ", valueType(value, "message"), " | undefined"])];
  }
}

/** Reads a key as an object has it. */
function readKey(key: ScalarValue): Code {
  if (key.scalar === "bool") return decodeTemplate.varint({ target: "k", reader: door("readBoolKey") });
  return readScalar({ ...key, long: "string" }, "k");
}
