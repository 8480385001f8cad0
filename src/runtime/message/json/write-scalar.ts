import type { EnumType } from "../enum-type.js";
import type { ScalarName } from "../field-table.js";
import { isLong, scalarProblem } from "../scalar.js";
import type { JsonOutput } from "./json-output.js";
import { isNullValue } from "./null-value.js";

/** Writes a scalar. Source: "Representation of each type" of the ProtoJSON format. */
export function writeScalar(scalar: ScalarName, value: unknown, output: JsonOutput): void {
  if (output.fast(scalar, value)) return;
  const problem = scalarProblem(scalar, value);
  if (problem !== undefined) throw output.error(problem);
  switch (typeof value) {
    case "boolean":
      output.ascii(`${value}`);
      break;
    case "object":
      output.base64(value as Uint8Array);
      break;
    case "number":
      if (isLong(scalar) || !Number.isFinite(value)) output.ascii(`"${value}"`);
      else output.number(scalar === "float" || scalar === "double" ? value : value + 0); // -0 + 0 is 0.
      break;
    default:
      if (scalar === "string") output.string(value as string);
      else output.ascii(`"${BigInt(value as bigint | string)}"`);
  }
}

/** Writes the name of an enum value, or its number where it has no name or names are not asked for. */
export function writeEnum(type: EnumType<number>, number: unknown, asInteger: boolean, output: JsonOutput): void {
  if (((number as number) | 0) !== number) {
    throw output.unexpected(`a number of enum ${type.typeName}`, number);
  }
  const name = asInteger ? undefined : type.name(number as number);
  if (isNullValue(type)) output.ascii("null");
  else if (name !== undefined) output.string(name);
  else output.number((number as number) | 0);
}
