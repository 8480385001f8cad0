import type { FieldValue } from "../field-table.js";
import { quoteBytes, quoteString } from "./escape.js";

/** A scalar or enum value as the text format writes it; an enum by its name where it has one. */
export function printScalar(expected: Exclude<FieldValue, { kind: "message" }>, value: unknown): string {
  if (expected.kind === "enum") return expected.type.name(value as number) ?? String(value);
  switch (expected.scalar) {
    case "string":
      return quoteString(value as string);
    case "bytes":
      return quoteBytes(value as Uint8Array);
    case "double":
      return printNumber(value as number);
    case "float":
      return printNumber(shortestFloat(value as number));
    default:
      return String(value);
  }
}

function printNumber(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  return Object.is(value, -0) ? "-0" : String(value);
}

/** The number with the fewest digits that is the same float: 0.1 for 0.10000000149011612. */
function shortestFloat(value: number): number {
  const float = Math.fround(value);
  // No digits tell -0, nan and the infinities from others.
  if (float === 0 || !Number.isFinite(float)) return float;
  for (let digits = 6; digits < 9; digits++) {
    const shorter = Number(float.toPrecision(digits));
    if (Math.fround(shorter) === float) return shorter;
  }
  return Number(float.toPrecision(9));
}
