import { type Code, door, lines, only, TS } from "../code.js";
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

/** What a reader does with one tag: it evaluates an expression, or executes statements. */
type Branch = { readonly tag: number } & ({ readonly expression: Code } | { readonly statements: readonly Code[] });

/** The functions that read a message. `type` is its TypeScript type. */
export function emitDecode(message: MessageModel, type: Code, scope: Scope): Code[] {
  const names = privateNames(message);
  const fields = message.fields.map((field) => ({ field, tag: tagOf(field.number, 0) })).sort((a, b) => a.tag - b.tag);
  const entryReaders = message.fields
    .filter((field) => field.cardinality === "map")
    .map((field) => emitEntryReader(field, names.mapReader(field.name), scope));
  const branches = (part: typeof fields): Branch[] =>
    part.flatMap(({ field }) => branchesOf(field, names.mapReader(field.name), scope));
  const unknown: Code = [door("unknownField"), `(m, b, q, t, end${message.deep ? ", d" : ""})`];

  const parts: Code[] = [];
  let loop: Code;
  if (fields.length <= UNSPLIT) {
    loop = emitLoop(branches(fields), unknown);
  } else {
    const sized = branches(fields).some(isSized);
    const calls = [];
    for (let i = 0; i < fields.length; i += PART) {
      const part = fields.slice(i, i + PART);
      const name = `${names.read}${parts.length + 1}`;
      const found = dispatch(branches(part), (few) => chain(few, ["return ", unknown, ";"]));
      parts.push(
        decodeTemplate.readPart({ readPart: name, Message: type, position: sized ? "p + n" : "p", fields: [found] }),
      );
      calls.push({ tag: part[0]!.tag, name });
    }
    const holes = { n: sized ? "n" : "0", depth: message.deep ? "d" : "0" };
    const call = dispatch(calls, ([part]) => decodeTemplate.callPart({ ...holes, part: part!.name }), 1);
    loop = decodeTemplate.loop({ length: sized ? [decodeTemplate.length()] : [], fields: [call] });
  }
  const holes = { Message: type, literal: messageLiteral(message.members), loop: [loop] };
  const read = message.deep
    ? decodeTemplate.readDeep({ ...holes, readDeep: names.read })
    : decodeTemplate.read({ ...holes, read: names.read });
  return [...entryReaders, ...parts, read];
}

/** The loop over the fields of a message. `unknown` gives the position behind a field that none of the branches reads. */
function emitLoop(branches: readonly Branch[], unknown: Code): Code {
  const position: Code = ["p = ", unknown, ";"];
  if (!branches.some(isSized)) {
    return decodeTemplate.loop({ length: [], fields: [dispatch(branches, (few) => chain(few, position))] });
  }
  const found = dispatch(branches, (few) => chain(few, ["{", lines("  ", [position, "continue;"]), "\n}"]));
  return decodeTemplate.loop({ length: [decodeTemplate.length()], fields: [found, "p += n;"] });
}

function isSized({ tag }: Branch): boolean {
  return (tag & 7) === LEN;
}

/** Finds what a tag belongs to, among items in the order of their tags. */
function dispatch<T extends { readonly tag: number }>(
  items: readonly T[],
  emit: (items: readonly T[]) => Code,
  few: number = CHAIN,
): Code {
  if (items.length <= few) return emit(items);
  const middle = items.length >> 1;
  return decodeTemplate.fork({
    tag: String(items[middle]!.tag),
    low: [dispatch(items.slice(0, middle), emit, few)],
    high: [dispatch(items.slice(middle), emit, few)],
  });
}

/** Tries branches one after the other. */
function chain(branches: readonly Branch[], otherwise: Code): Code {
  return [
    branches.map((branch) =>
      "expression" in branch
        ? [decodeTemplate.branch({ tag: String(branch.tag), expression: branch.expression }), "\nelse "]
        : [decodeTemplate.block({ tag: String(branch.tag), statements: branch.statements }), " else "],
    ),
    otherwise,
  ];
}

function branchesOf(field: FieldModel, mapReader: string, scope: Scope): Branch[] {
  const { value, number } = field;
  if (field.cardinality === "map") return [mapBranch(field, mapReader)];
  const single = singleBranch(field, tagOf(number, wireType(value)), scope);
  const isList = field.cardinality === "expanded" || field.cardinality === "packed";
  // Both forms of a list are read, whichever one the schema asks writers for.
  if (!isList || !isPackable(value)) return [single];
  return [single, packedBranch(field)].sort((a, b) => a.tag - b.tag);
}

/** A field that holds one value, or an element of a list. */
function singleBranch(field: FieldModel, tag: number, scope: Scope): Branch {
  const { value } = field;
  if (value.kind === "enum" && value.closed) {
    const closed = decodeTemplate.closedEnum({ isKnown: isKnown(value), stored: stored(field, enumNumber(value)) });
    return { tag, statements: [decodeTemplate.int32(), closed] };
  }
  const isList = field.cardinality === "expanded" || field.cardinality === "packed";
  const read = readValue(value, field.number, isList ? "undefined" : heldValue(field), scope, isList);
  return valueBranch(tag, read, (result) => stored(field, result));
}

/** A value that is read and stored. */
function valueBranch(tag: number, { before, result, after }: ValueRead, store: (result: Code) => Code): Branch {
  const expression = store(result);
  if (before.length + after.length === 0) return { tag, expression };
  return { tag, statements: [...before, [expression, ";"], ...after] };
}

/** What the message holds already: a message that comes again is merged. */
function heldValue({ oneof, name }: FieldModel): Code {
  if (oneof === undefined) return `m.${name}`;
  return `m.${oneof}.case === ${stringLiteral(name)} ? m.${oneof}.value : undefined`;
}

/** The expression that stores a value in its field. */
function stored(field: FieldModel, value: Code): Code {
  if (field.oneof !== undefined)
    return [`m.${field.oneof} = { case: ${stringLiteral(field.name)}, value: `, value, " }"];
  if (field.cardinality === "expanded" || field.cardinality === "packed")
    return [`m.${field.name}[m.${field.name}.length] = `, value];
  return [`m.${field.name} = `, value];
}

/** How one value is read: as the expression `result`, and what has to be done before and behind it. */
interface ValueRead {
  readonly before: readonly Code[];
  readonly result: Code;
  readonly after: readonly Code[];
}

/** A message goes on with what `into` holds. An element of a list pays for the memory that it takes. */
function readValue(value: ValueModel, number: number, into: Code, scope: Scope, charged = false): ValueRead {
  switch (value.kind) {
    case "scalar":
      return readScalar(value);
    case "enum":
      return { before: [decodeTemplate.int32()], result: enumNumber(value), after: [] };
    case "message": {
      const paid = charged ? charge(value) : [];
      if (!value.delimited) return { before: paid, result: readCall(value, "p", "p + n", into, scope), after: [] };
      const depth = value.deep ? "d - 1" : "100";
      return {
        before: [decodeTemplate.delimited({ number: String(number), depth }), ...paid],
        result: readCall(value, "p", "e", into, scope),
        after: [decodeTemplate.behindDelimited()],
      };
    }
  }
}

function enumNumber(value: EnumValue): Code {
  return ["i", only(TS, [" as ", valueType(value, "message")])];
}

const INT32_RESULTS: { readonly [scalar in ScalarName]?: Code } = {
  int32: "i",
  uint32: "i >>> 0",
  sint32: "(i >>> 1) ^ -(i & 1)",
};

function readScalar(value: ScalarValue): ValueRead {
  const result = INT32_RESULTS[value.scalar];
  if (result !== undefined) return { before: [decodeTemplate.int32()], result, after: [] };
  return readBy(scalarReader(value), wireType(value));
}

/** A scalar that a function of the door reads. */
function readBy(reader: Code, type: number): ValueRead {
  switch (type) {
    case VARINT:
      return { before: [], result: [reader, "(b, p)"], after: [decodeTemplate.behindVarint()] };
    case LEN:
      return { before: [], result: [reader, "(b, p, n)"], after: [] };
    default:
      return {
        before: [],
        result: [reader, "(b, p, end)"],
        after: [decodeTemplate.behindFixed({ size: type === I64 ? "8" : "4" })],
      };
  }
}

/** The function that reads a scalar: `readInt64String`. */
function scalarReader({ scalar, long, verifyUtf8 }: ScalarValue): Code {
  if (scalar === "string" && !verifyUtf8) return door("readUnverifiedString");
  return door(`read${capitalized(scalar)}${isLong(scalar) ? LONG_SUFFIXES[long] : ""}`);
}

const LONG_SUFFIXES = { bigint: "", string: "String", number: "Number" } as const;

function packedBranch(field: FieldModel): Branch {
  const { value, number } = field;
  const tag = tagOf(number, LEN);
  if (value.kind === "enum" && value.closed) {
    const holes = { isKnown: isKnown(value), number: String(number), stored: stored(field, enumNumber(value)) };
    return { tag, statements: [decodeTemplate.packedClosedEnum(holes)] };
  }
  const list = `m.${field.name}`;
  return { tag, expression: [`${list} = `, packedCall(value, list)] };
}

/** The function that tells whether a closed enum has a number. */
function isKnown(value: EnumValue): Code {
  return [companionOf(value), ".isKnown"];
}

function packedCall(value: ValueModel, list: string): Code {
  if (value.kind !== "scalar") return [door("readPackedInt32"), `(b, p, p + n, ${list})`];
  if (!isLong(value.scalar) || value.long === "bigint")
    return [door(`readPacked${capitalized(value.scalar)}`), `(b, p, p + n, ${list})`];
  const reader = wireType(value) === VARINT ? "readPackedVarints" : "readPackedFixed";
  return [door(reader), `(b, p, p + n, ${list}, `, scalarReader(value), ")"];
}

/** What an element pays that takes over 64 times its bytes in memory, where it has so few. */
function charge(value: ValueModel, length: Code = value.kind === "message" && value.delimited ? "e - p" : "n"): Code[] {
  if (value.kind !== "message" || value.mapped) return [];
  // An element takes two bytes beside its content: the tag and the length. What is charged are those above 32 times their bytes,
  // which leaves as much again for what stands in them.
  const least = Math.ceil(value.memory / 32) - 2;
  return least > 0 ? [decodeTemplate.charge({ length, least: String(least), memory: String(value.memory) })] : [];
}

function mapBranch(field: FieldModel, mapReader: string): Branch {
  const { value } = field;
  const tag = tagOf(field.number, LEN);
  const depth = takesDepth(value) ? ", d" : "";
  if (takesRow(field)) {
    // It goes on behind the last entry of the row.
    return { tag, statements: [`p = ${mapReader}(b, p, n, end, m.${field.name}${depth});`, "n = 0;"] };
  }
  const call = `${mapReader}(b, p, p + n, m.${field.name}${depth})`;
  if (value.kind === "enum" && value.closed) {
    return { tag, statements: [decodeTemplate.closedEntry({ expression: call })] };
  }
  const paid = charge(value);
  return paid.length === 0 ? { tag, expression: call } : { tag, statements: [...paid, `${call};`] };
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
  const result: Code = value.kind === "message" ? ["v ?? ", readCall(value, "end", "end", "undefined", scope)] : "v";
  const branches = [
    valueBranch(tagOf(1, wireType(key)), isEsMap ? readScalar(key) : readKey(key), (k) => ["k = ", k]),
    valueBranch(tagOf(2, wireType(value)), readValue(value, 2, "v", scope), (v) => ["v = ", v]),
  ];
  const loop = [emitLoop(branches, [door("skipFieldAt"), "(b, q, t, end, d)"])];
  const mapType = fieldType(field, "message");
  const valueZero = zeroOfType(value);
  if (takesRow(field)) {
    const tag = bytesOfTag(field.number, LEN);
    return decodeTemplate.readEntries({
      readEntries: name,
      Map: mapType,
      Type: valueType(value, "message"),
      charge: charge(value, "size"),
      valueZero,
      loop,
      store: [decodeTemplate.storeInRow({ result })],
      isNext: isNextEntry(tag),
      tagSize: String(tag.length),
    });
  }
  const holes = {
    Map: mapType,
    keyZero: isEsMap ? zero(key) : zeroOfKey(field),
    valueZero,
    loop,
    store: [storeTemplate(field)({ result })],
  };
  if (value.kind === "enum" && value.closed) {
    return decodeTemplate.readClosedEntry({
      ...holes,
      readClosedEntry: name,
      isKnown: isKnown(value),
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
function readKey(key: ScalarValue): ValueRead {
  return key.scalar === "bool" ? readBy(door("readBoolKey"), VARINT) : readScalar({ ...key, long: "string" });
}
