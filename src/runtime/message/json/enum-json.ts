import type { EnumType } from "../enum-type.js";
import type { JsonValue } from "../json-value.js";
import { scalarProblem, show } from "../scalar.js";
import type { JsonPlace } from "./json-place.js";
import { type JsonTree, showTree } from "./json-tree.js";
import { readInteger } from "./scalar-json.js";

/** How `google.protobuf.NullValue` is written, and read besides as any other enum. */
const NULL_VALUE = "google.protobuf.NullValue";

/** The name of an enum value, or its number where it has no name or names are not asked for. */
export function writeEnum(type: EnumType<number>, number: unknown, asInteger: boolean, place: JsonPlace): JsonValue {
  if (scalarProblem("int32", number) !== undefined) {
    throw place.error(`expected a number of enum ${type.typeName}, got ${show(number)}`);
  }
  if (type.typeName === NULL_VALUE) return null;
  return (asInteger ? undefined : type.name(number as number)) ?? (number as number);
}

/** The number of an enum value, by its name or number; undefined for one that the enum does not know. */
export function readEnum(type: EnumType<number>, json: JsonTree, place: JsonPlace): number | undefined {
  if (json === null && type.typeName === NULL_VALUE) return 0;
  if (typeof json === "string") return type.number(json);
  if (json === null || typeof json === "boolean" || Array.isArray(json)) {
    throw place.error(`expected a name or number of enum ${type.typeName}, got ${showTree(json)}`);
  }
  const number = readInteger("int32", json, place) as number;
  return type.closed && !type.isKnown(number) ? undefined : number;
}
