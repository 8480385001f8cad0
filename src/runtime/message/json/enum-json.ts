import type { EnumType } from "../enum-type.js";
import type { JsonValue } from "../json-value.js";
import { scalarProblem } from "../scalar.js";
import type { JsonPlace } from "./json-place.js";
import type { JsonTree } from "./json-tree.js";
import { NumberText } from "./number-text.js";
import { readInteger } from "./scalar-json.js";

/** The enums that are null in JSON, by full name, with the number that null stands for. They are read as any other enum besides. */
export const NULL_NUMBERS: ReadonlyMap<string, number> = /*@__PURE__*/ new Map([["google.protobuf.NullValue", 0]]);

/** The name of an enum value, or its number where it has no name or names are not asked for. */
export function writeEnum(type: EnumType<number>, number: unknown, asInteger: boolean, place: JsonPlace): JsonValue {
  if (scalarProblem("int32", number) !== undefined) {
    throw place.unexpected(`a number of enum ${type.typeName}`, number);
  }
  if (NULL_NUMBERS.has(type.typeName)) return null;
  return (asInteger ? undefined : type.name(number as number)) ?? (number as number);
}

/** The number of an enum value, by its name or number; undefined for one that the enum does not know. */
export function readEnum(type: EnumType<number>, json: JsonTree, place: JsonPlace): number | undefined {
  if (json === null) return NULL_NUMBERS.get(type.typeName);
  if (typeof json === "string") return type.number(json);
  if (typeof json !== "number" && !(json instanceof NumberText)) {
    throw place.unexpected(`a name or number of enum ${type.typeName}`, json);
  }
  const number = readInteger("int32", json, place) as number;
  return type.closed && !type.isKnown(number) ? undefined : number;
}
