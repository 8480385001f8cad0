import type { EnumType } from "../enum-type.js";
import type { ScalarName, ScalarValue } from "../field-table.js";
import { isLong, scalarProblem } from "../scalar.js";
import { decodeBase64 } from "./base64.js";
import { QUOTE } from "./codes.js";
import type { JsonReader } from "./from-json.js";
import { isNullValue } from "./null-value.js";
import { integerOf, partsOf } from "./number-text.js";
import { FALSE, NULL, TRUE } from "./word.js";

/** The scalar that the JSON value stands for at which the reader is. Source: "Representation of each type" of the ProtoJSON format. */
export function readScalar(scalar: ScalarName, as: ScalarValue["as"], reader: JsonReader): unknown {
  switch (scalar) {
    case "string":
      if (reader.next() !== QUOTE) throw reader.unexpected(scalar);
      return reader.string();
    case "bool":
      reader.next();
      if (reader.take(TRUE)) return true;
      if (reader.take(FALSE)) return false;
      throw reader.unexpected(scalar);
    case "bytes":
      return reader.parse("base64 in a string", decodeBase64);
    case "double":
      return readFloating(scalar, reader);
    case "float":
      return Math.fround(readFloating(scalar, reader));
    default: {
      const value = readInteger(scalar, reader);
      return isLong(scalar) ? reader.long(as, value) : value;
    }
  }
}

/** The number of an enum value, by its name or number; undefined for one that the enum does not know and that may be ignored. */
export function readEnum(type: EnumType<number>, reader: JsonReader, mayIgnore: boolean): number | undefined {
  const start = reader.at;
  const code = reader.next();
  if (isNullValue(type) && reader.take(NULL)) return 0;
  let number: number | undefined;
  if (code === QUOTE) number = type.number(reader.string());
  else {
    number = Number(readInteger("int32", reader, `a name or number of enum ${type.typeName}`));
    if (type.closed && !type.isKnown(number)) number = undefined;
  }
  if (number !== undefined || mayIgnore) return number;
  reader.at = start;
  throw reader.unexpected(`a value of enum ${type.typeName}`);
}

/** An integer in the range of the type: a number, or a bigint where that has too few digits. */
function readInteger(scalar: ScalarName, reader: JsonReader, expected: string = scalar): number | bigint {
  const start = reader.at;
  const isText = reader.next() === QUOTE;
  const short = reader.shortNumber();
  // Most integers are in the range of every type.
  if (((short | 0) === short && short > 0) || short === 0) return short + 0;
  if (Number.isInteger(short) && scalarProblem(scalar, short) === undefined) return short + 0; // -0 + 0 is 0.
  reader.at = start;
  const exact = reader.parse(expected, integerOf, true);
  const isSafe = Number.isSafeInteger(Number(exact));
  const value = isSafe ? Number(exact) : exact;
  const isRounded = !isText && !isSafe && reader.isRounded;
  if (!isRounded && scalarProblem(scalar, value) === undefined) return value;
  reader.at = start;
  throw isRounded && isLong(scalar)
    ? reader.error(`expected ${scalar}, got ${exact}, which may be rounded; use fromJsonString`)
    : reader.unexpected(expected);
}

function readFloating(scalar: "float" | "double", reader: JsonReader): number {
  const start = reader.at;
  const short = reader.shortNumber();
  if (!Number.isNaN(short)) return short;
  reader.at = start;
  return reader.parse(scalar, (text) => floatingOf(scalar, text), true);
}

function floatingOf(scalar: "float" | "double", text: string): number | undefined {
  if (/^(NaN|-?Infinity)$/.test(text)) return Number(text);
  const value = partsOf(text) === null ? Number.NaN : Number(text);
  return Number.isFinite(value) && scalarProblem(scalar, value) === undefined ? value : undefined;
}
