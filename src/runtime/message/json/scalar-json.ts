import type { FieldValue, ScalarName } from "../field-table.js";
import type { JsonValue } from "../json-value.js";
import { scalarProblem, show } from "../scalar.js";
import { decodeBase64, encodeBase64 } from "./base64.js";
import type { JsonPlace } from "./json-place.js";
import type { JsonTree } from "./json-tree.js";
import { integerOf, isNumber, NumberText } from "./number-text.js";

export type ScalarValue = Extract<FieldValue, { kind: "scalar" }>;

/** The JSON of a scalar. Source: "Representation of each type" of the ProtoJSON format. */
export function writeScalar(scalar: ScalarName, value: unknown, place: JsonPlace): JsonValue {
  const problem = scalarProblem(scalar, value);
  if (problem !== undefined) throw place.error(problem);
  switch (scalar) {
    case "bytes":
      return encodeBase64(value as Uint8Array);
    case "float":
    case "double":
      return Number.isFinite(value) ? (value as number) : String(value);
    case "bool":
    case "string":
      return value as boolean | string;
    default:
      return isLong(scalar) ? String(BigInt(value as bigint | number | string)) : (value as number);
  }
}

/** The scalar that a JSON value stands for. */
export function readScalar({ scalar, as }: ScalarValue, json: JsonTree, place: JsonPlace): unknown {
  switch (scalar) {
    case "string":
    case "bool": {
      if (typeof json === "object") throw place.unexpected(scalar, json);
      const problem = scalarProblem(scalar, json);
      if (problem !== undefined) throw place.error(problem);
      return json;
    }
    case "bytes": {
      const bytes = typeof json === "string" ? decodeBase64(json) : undefined;
      if (bytes === undefined) throw place.unexpected("base64 in a string", json);
      return bytes;
    }
    case "double":
      return readFloating(scalar, json, place);
    case "float":
      return Math.fround(readFloating(scalar, json, place));
    default: {
      const value = readInteger(scalar, json, place);
      if (as === "string") return String(value);
      if (as !== "number" || typeof value === "number") return value;
      if (Number.isSafeInteger(Number(value))) return Number(value);
      throw place.error(`expected an integer of at most 53 bits, got ${value}; the field is a number in JavaScript`);
    }
  }
}

/** An integer of the type: a bigint for 64 bits, a number for all others. */
export function readInteger(scalar: ScalarName, json: JsonTree, place: JsonPlace): bigint | number {
  if (typeof json === "number" && Number.isInteger(json) && !Number.isSafeInteger(json) && isLong(scalar)) {
    throw place.error(
      `expected ${scalar}, got ${json}, which may be rounded; give it as a string, or use fromJsonString`,
    );
  }
  const exact = exactInteger(json);
  const value = exact === undefined ? json : isLong(scalar) ? BigInt(exact) : Number(exact);
  if (exact === undefined || scalarProblem(scalar, value) !== undefined) {
    throw place.unexpected(scalar, json);
  }
  return value as bigint | number;
}

function exactInteger(json: JsonTree): bigint | number | undefined {
  if (typeof json === "number") return Number.isSafeInteger(json) ? json + 0 : undefined; // -0 + 0 is 0.
  if (typeof json === "string") return integerOf(json);
  return json instanceof NumberText ? integerOf(json.text) : undefined;
}

const NOT_FINITE: ReadonlySet<JsonTree> = new Set(["NaN", "Infinity", "-Infinity"]);

function readFloating(scalar: "float" | "double", json: JsonTree, place: JsonPlace): number {
  if (NOT_FINITE.has(json)) return Number(json);
  const value = finiteNumber(json);
  if (value === undefined || scalarProblem(scalar, value) !== undefined) {
    throw place.unexpected(scalar, json);
  }
  return value;
}

/** The number that a JSON number or its text in quotes stands for, rounded to a double. */
export function finiteNumber(json: JsonTree): number | undefined {
  const text = json instanceof NumberText ? json.text : json;
  const value = typeof text === "number" ? text : typeof text === "string" && isNumber(text) ? Number(text) : undefined;
  return Number.isFinite(value) ? value : undefined;
}

/** The text that stands for a key of a map: one for each key, however it was written. */
export function mapKeyText(scalar: ScalarName, key: string, place: JsonPlace): string {
  if (scalar === "string") return readScalar({ kind: "scalar", scalar, as: undefined }, key, place) as string;
  if (scalar !== "bool") return String(readInteger(scalar, key, place));
  if (key === "true" || key === "false") return key;
  throw place.error(`expected the key "true" or "false", got ${show(key)}`);
}

function isLong(scalar: ScalarName): boolean {
  return scalar.endsWith("64");
}
