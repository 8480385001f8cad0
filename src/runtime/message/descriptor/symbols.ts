import { at, readLength, readString, readTag, skipField } from "../../wire/reader.js";
import { RECURSION_LIMIT } from "../recursion-limit.js";

/** What declares names: each field of it that holds such declarations, by its number. `name` is field 1 of all. */
interface Declaration {
  readonly [field: number]: Declaration;
}

const LEAF: Declaration = {};
const SERVICE: Declaration = { 2: LEAF };
/** The values of an enum have their names beside that of the enum, not below it. */
const ENUM: Declaration = { 2: LEAF };
/** DescriptorProto: fields, nested types, enums, extensions, oneofs. */
const MESSAGE: { [field: number]: Declaration } = { 2: LEAF, 4: ENUM, 6: LEAF, 8: LEAF };
MESSAGE[3] = MESSAGE;
/** FileDescriptorProto: messages, enums, services, extensions. */
const FILE: Declaration = { 4: MESSAGE, 5: ENUM, 6: SERVICE, 7: LEAF };
const PACKAGE = 2;

const NAME = 1;
const LENGTH_DELIMITED = 2;

/** The full names of all that a serialized FileDescriptorProto declares, found without the codec of descriptors. */
export function symbolsIn(file: Uint8Array): Set<string> {
  const symbols = new Set<string>();
  collect(file, 0, file.length, FILE, textOf(file, 0, file.length, PACKAGE), symbols);
  return symbols;
}

/** Adds what stands in the declaration from `start` to `end`, whose members' names have `scope` in front. */
function collect(
  b: Uint8Array,
  start: number,
  end: number,
  declaration: Declaration,
  scope: string,
  symbols: Set<string>,
): void {
  for (const { number, from, to } of fieldsOf(b, start, end)) {
    const kind = declaration[number];
    if (kind === undefined) continue;
    const name = textOf(b, from, to, NAME);
    const symbol = scope === "" ? name : `${scope}.${name}`;
    symbols.add(symbol);
    collect(b, from, to, kind, kind === ENUM ? scope : symbol, symbols);
  }
}

function textOf(b: Uint8Array, start: number, end: number, number: number): string {
  for (const field of fieldsOf(b, start, end)) {
    if (field.number === number) return readString(b, field.from, field.to - field.from);
  }
  return "";
}

/** The length-delimited fields: their numbers, and where their values stand. */
function* fieldsOf(
  b: Uint8Array,
  start: number,
  end: number,
): Generator<{ readonly number: number; readonly from: number; readonly to: number }> {
  for (let p = start; p < end; ) {
    const tag = readTag(b, p, end);
    const value = at.next;
    if ((tag & 7) === LENGTH_DELIMITED) {
      const length = readLength(b, value, end);
      const from = at.next;
      p = from + length;
      yield { number: tag >>> 3, from, to: p };
    } else {
      p = skipField(b, value, tag, end, RECURSION_LIMIT);
    }
  }
}
