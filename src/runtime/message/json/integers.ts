import type { ScalarName } from "../field-table.js";

/** The least number of a type of integers of 32 bits; undefined for all other types. */
export function leastInteger(scalar: ScalarName): number | undefined {
  switch (scalar) {
    case "int32":
    case "sint32":
    case "sfixed32":
      return -0x80000000;
    case "uint32":
    case "fixed32":
      return 0;
    default:
      return undefined;
  }
}
