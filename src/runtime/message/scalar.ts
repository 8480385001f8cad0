import { EMPTY_BYTES } from "../wire/reader.js";
import { isWellFormed } from "../wire/well-formed.js";
import { isBytes } from "../wire/writer.js";
import type { FieldValue, ScalarName } from "./field-table.js";

/** The zero of a scalar or enum. */
export function zeroOf(value: FieldValue): unknown {
  if (value.kind === "enum") return value.type.closed ? value.type.values[0]?.number : 0;
  if (value.kind === "message") return undefined;
  switch (value.scalar) {
    case "string":
      return "";
    case "bytes":
      return EMPTY_BYTES;
    case "bool":
      return false;
    default:
      if (!isLong(value.scalar)) return 0;
      return value.as === "string" ? "0" : value.as === "number" ? 0 : 0n;
  }
}

/** Whether a scalar or enum is the zero of its type, which a field with implicit presence does not write. -0 is none. */
export function isZero(expected: FieldValue, value: unknown): boolean {
  if (isBytes(value)) return value.length === 0;
  const isFloat = expected.kind === "scalar" && (expected.scalar === "float" || expected.scalar === "double");
  return isFloat ? Object.is(value, 0) : value === zeroOf(expected);
}

/** Whether integers of the type have 64 bits. */
export function isLong(scalar: ScalarName): boolean {
  return scalar[scalar.length - 1] === "4";
}

/** What is wrong with a string that has a half of a surrogate pair. */
export const LONE = "expected a string, got one with a lone surrogate";

/** What is wrong with a value for a scalar field: `expected int32, got 4294967296`; undefined if nothing is. */
export function scalarProblem(scalar: ScalarName, value: unknown): string | undefined {
  if (isScalar(scalar, value)) return undefined;
  if (scalar === "string" && typeof value === "string") return LONE;
  return `expected ${scalar}, got ${show(value)}`;
}

function isScalar(scalar: ScalarName, value: unknown): boolean {
  switch (scalar) {
    case "string":
      return typeof value === "string" && isWellFormed(value);
    case "bytes":
      return isBytes(value);
    case "bool":
      return typeof value === "boolean";
    case "double":
      return typeof value === "number";
    case "float":
      return typeof value === "number" && (!Number.isFinite(value) || Number.isFinite(Math.fround(value)));
    case "int32":
    case "sint32":
    case "sfixed32":
      return typeof value === "number" && (value | 0) === value;
    case "uint32":
    case "fixed32":
      return typeof value === "number" && value >>> 0 === value;
    case "uint64":
    case "fixed64":
      return isLongInRange(value, 0n, 0xffffffffffffffffn);
    default:
      return isLongInRange(value, -0x8000000000000000n, 0x7fffffffffffffffn);
  }
}

function isLongInRange(value: unknown, least: bigint, most: bigint): boolean {
  if (typeof value === "bigint") return value >= least && value <= most;
  if (typeof value === "number") return Number.isSafeInteger(value) && (value >= 0 || least < 0n);
  return typeof value === "string" && /^-?\d+$/.test(value) && isLongInRange(BigInt(value), least, most);
}

/** A value for an error message, cut to a length that fits a line. */
export function show(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
    case "bigint":
      return `${value}n`;
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? "an array" : `an object (${value.constructor?.name ?? "no prototype"})`;
    case "function":
      return "a function";
    default:
      return String(value);
  }
}
