import { LEN, Reader } from "../schema/wire.js";
import { camelCase } from "./names.js";

/** How the messages within a message are written, by the numbers of its fields. */
interface Shape {
  readonly [field: number]: Shape;
}

// The messages of descriptor.proto that lead to options or to fields.
const PLAIN: Shape = {};
const options = (features: number): Shape => ({ [features]: PLAIN, 999: PLAIN });
const FIELD: Shape = { 8: { 20: PLAIN, 21: PLAIN, 22: PLAIN, 999: PLAIN } };
const ENUM: Shape = { 2: { 3: { ...options(2), 4: PLAIN } }, 3: options(7), 4: PLAIN };
const MESSAGE: { [field: number]: Shape } = {
  2: FIELD,
  4: ENUM,
  5: { 3: { 2: PLAIN, ...options(50) } },
  6: FIELD,
  7: options(12),
  8: { 2: options(1) },
  9: PLAIN,
};
MESSAGE[3] = MESSAGE;
const METHOD_OPTIONS = options(35);
const SERVICE: Shape = { 2: { 4: METHOD_OPTIONS }, 3: options(34) };
const FILE: Shape = { 4: MESSAGE, 5: ENUM, 6: SERVICE, 7: FIELD, 8: options(50) };

const ELEMENTS = [4, 5, 6, 7];
const SOURCE_CODE_INFO = 9;

/** From here on, numbers are those of custom options. */
const CUSTOM = 1000;

/**
 * A serialized FileDescriptorProto in pieces, which are it when they are joined: what the file says of itself, then each top-level
 * element. The comments are left out, and what tells nothing. Compilers write fields in different orders; here they stand in that of
 * their numbers, custom options last.
 */
export function piecesOf(file: Buffer): Uint8Array[] {
  const fields = fieldsOf(file);
  const head = fields.filter(({ number }) => number !== SOURCE_CODE_INFO && !ELEMENTS.includes(number));
  const elements = ELEMENTS.flatMap((wanted) => fields.filter(({ number }) => number === wanted));
  return [head, ...elements.map((element) => [element])].map((piece) => Buffer.concat(partsOf(file, piece, FILE)));
}

/** Serialized google.protobuf.MethodOptions in the same order. */
export function methodOptionsOf(options: Buffer): Uint8Array {
  return rewritten(options, METHOD_OPTIONS);
}

/** A field of a serialized message: its number, where it begins, where the content of a value of wire type LEN does, and its end. */
interface Field {
  readonly number: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

function fieldsOf(message: Buffer): Field[] {
  const fields: Field[] = [];
  const r = new Reader(message);
  for (let start = 0; r.next(); start = r.pos) {
    const number = r.field;
    if (r.type === LEN) {
      const { length } = r.value();
      fields.push({ number, start, content: r.pos - length, end: r.pos });
    } else {
      r.skip();
      fields.push({ number, start, content: 0, end: r.pos });
    }
  }
  return fields;
}

/** The parts of a message that has some fields of another. Where nothing is to be changed, they are those bytes themselves. */
function partsOf(message: Buffer, fields: readonly Field[], shape: Shape): Buffer[] {
  const parts: Buffer[] = [];
  /** Where the bytes begin and end that are not among the parts yet. */
  let start = 0;
  let end = 0;
  for (const field of inOrder(fields)) {
    const inner = field.content === 0 ? undefined : shape[field.number];
    const content = inner === undefined ? undefined : message.subarray(field.content, field.end);
    const changed = content === undefined ? undefined : rewritten(content, inner!);
    if (changed === content) {
      if (field.start !== end) {
        if (end > start) parts.push(message.subarray(start, end));
        start = field.start;
      }
      end = field.end;
    } else {
      if (end > start) parts.push(message.subarray(start, end));
      parts.push(tagAndLength(field.number, changed!.length), changed!);
      start = end = field.end;
    }
  }
  if (end > start) parts.push(message.subarray(start, end));
  return parts;
}

function rewritten(message: Buffer, shape: Shape): Buffer {
  const fields = fieldsOf(message);
  const kept = shape === FIELD ? withoutJsonName(message, fields) : fields;
  const parts = partsOf(message, kept, shape);
  if (shape === FIELD) shortenDefault(message, kept, parts);
  if (parts.length === 1 && parts[0]!.length === message.length) return message;
  return Buffer.concat(parts);
}

/** Fields in the order of their numbers; custom options keep theirs. */
function inOrder(fields: readonly Field[]): readonly Field[] {
  const rank = ({ number }: Field): number => Math.min(number, CUSTOM);
  const isOrdered = fields.every((field, i) => i === 0 || rank(fields[i - 1]!) <= rank(field));
  return isOrdered ? fields : fields.toSorted((a, b) => rank(a) - rank(b));
}

function tagAndLength(number: number, length: number): Buffer {
  const bytes: number[] = [];
  for (const value of [(number << 3) | LEN, length]) {
    let rest = value;
    for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
    bytes.push(rest);
  }
  return Buffer.from(bytes);
}

// Fields of FieldDescriptorProto.
const NAME = 1;
const TYPE = 5;
const DEFAULT_VALUE = 7;
const JSON_NAME = 10;
const TYPE_FLOAT = 2;

/** The fields of a FieldDescriptorProto without a JSON name that follows from the field's name. Compilers give every field its JSON name. */
function withoutJsonName(field: Buffer, fields: readonly Field[]): readonly Field[] {
  const jsonName = text(field, fields, JSON_NAME);
  if (jsonName === undefined || jsonName !== camelCase(text(field, fields, NAME) ?? "")) return fields;
  return fields.filter(({ number }) => number !== JSON_NAME);
}

/** Gives the default of a float the fewest digits that tell it: compilers hand over different ones. */
function shortenDefault(field: Buffer, fields: readonly Field[], parts: Buffer[]): void {
  const type = fields.find(({ number }) => number === TYPE);
  if (type === undefined || field[type.end - 1] !== TYPE_FLOAT) return;
  const value = text(field, fields, DEFAULT_VALUE);
  if (value === undefined || !/\d/.test(value)) return;
  const bytes = Buffer.from(shortestFloat(value));
  const split = fields.map((one): Buffer[] =>
    one.number === DEFAULT_VALUE ? [tagAndLength(DEFAULT_VALUE, bytes.length), bytes] : partsOf(field, [one], FIELD),
  );
  parts.splice(0, parts.length, ...split.flat());
}

function text(message: Buffer, fields: readonly Field[], wanted: number): string | undefined {
  const field = fields.findLast(({ number }) => number === wanted);
  return field === undefined ? undefined : message.toString("utf8", field.content, field.end);
}

/** The fewest digits that tell a number of 32 bits from all others: 9 always do. */
function shortestFloat(text: string): string {
  const value = Math.fround(Number(text));
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return numberText(rounded);
  }
  return numberText(Number(value.toPrecision(9)));
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
