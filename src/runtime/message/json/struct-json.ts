import type { JsonObject, JsonValue } from "../json-value.js";
import { setEntry } from "../map.js";
import { scalarProblem } from "../scalar.js";
import type { JsonPlace } from "./json-place.js";
import { isObject, type JsonTree, showTree } from "./json-tree.js";
import { NumberText } from "./number-text.js";
import { finiteNumber } from "./scalar-json.js";
import type { WellKnownJson } from "./well-known-json.js";

/** A form that is the same in JSON and in a message: what is read or written is checked and copied. */
function mirror(copy: (json: JsonTree, place: JsonPlace) => JsonValue): WellKnownJson {
  return {
    write: (value, { place }) => copy(value as JsonTree, place),
    read: (json, { place }) => copy(json, place),
  };
}

export const VALUE: WellKnownJson = { .../*@__PURE__*/ mirror(copyValue), nullable: true };
export const STRUCT: WellKnownJson = /*@__PURE__*/ mirror(copyStruct);
export const LIST_VALUE: WellKnownJson = /*@__PURE__*/ mirror(copyList);

function copyValue(json: JsonTree, place: JsonPlace): JsonValue {
  if (json === null || typeof json === "boolean") return json;
  if (typeof json === "string") return copyString(json, place);
  if (Array.isArray(json)) return nested(json, place, copyList);
  if (isObject(json)) return nested(json, place, copyStruct);
  const number = typeof json === "number" || json instanceof NumberText ? finiteNumber(json) : undefined;
  if (number === undefined) throw place.error(`expected a JSON value, got ${showTree(json)}`);
  return number;
}

/** A list or struct in a Value is a message in a message, as in the binary form. */
function nested(json: JsonTree, place: JsonPlace, copy: (json: JsonTree, place: JsonPlace) => JsonValue): JsonValue {
  place.open();
  const value = copy(json, place);
  place.close();
  return value;
}

function copyStruct(json: JsonTree, place: JsonPlace): JsonObject {
  if (!isObject(json)) throw place.error(`expected an object, got ${showTree(json)}`);
  const object: JsonObject = {};
  for (const key of Object.keys(json)) {
    place.enter(key);
    setEntry(object, copyString(key, place), element(json[key]!, place));
    place.leave();
  }
  return object;
}

function copyList(json: JsonTree, place: JsonPlace): JsonValue[] {
  if (!Array.isArray(json)) throw place.error(`expected an array, got ${showTree(json)}`);
  return json.map((value, i) => {
    place.enter(i);
    const copy = element(value, place);
    place.leave();
    return copy;
  });
}

function element(json: JsonTree, place: JsonPlace): JsonValue {
  place.open();
  const value = copyValue(json, place);
  place.close();
  return value;
}

function copyString(text: string, place: JsonPlace): string {
  const problem = scalarProblem("string", text);
  if (problem !== undefined) throw place.error(problem);
  return text;
}
