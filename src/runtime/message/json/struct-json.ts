import type { JsonObject, JsonValue } from "../json-value.js";
import { setEntry } from "../map.js";
import { isPlain } from "../plain.js";
import { scalarProblem } from "../scalar.js";
import type { JsonForm } from "./json-form.js";
import type { JsonPlace } from "./json-place.js";
import type { JsonTree } from "./json-tree.js";
import { NumberText } from "./number-text.js";

/** A form that is the same in JSON and in a message: what is read or written is checked and copied. */
function mirror(copy: (json: JsonTree, place: JsonPlace) => JsonValue): JsonForm {
  return {
    write: (value, { place }) => copy(value as JsonTree, place),
    read: (json, { place }) => copy(json, place),
  };
}

export const valueJson: JsonForm = { .../*@__PURE__*/ mirror(copyValue), nullable: true };
export const structJson: JsonForm = /*@__PURE__*/ mirror(copyStruct);
export const listValueJson: JsonForm = /*@__PURE__*/ mirror(copyList);

function copyValue(json: JsonTree, place: JsonPlace): JsonValue {
  if (json === null || typeof json === "boolean") return json;
  if (typeof json === "string") return copyString(json, place);
  if (Array.isArray(json)) return nested(json, place, copyList);
  if (isPlain(json)) return nested(json, place, copyStruct);
  const number = json instanceof NumberText ? Number(json.text) : json;
  if (!Number.isFinite(number)) throw place.unexpected("a JSON value", json);
  return number as number;
}

/** A list or struct in a Value is a message in a message, as in the binary form. */
function nested(json: JsonTree, place: JsonPlace, copy: (json: JsonTree, place: JsonPlace) => JsonValue): JsonValue {
  place.open();
  const value = copy(json, place);
  place.close();
  return value;
}

function copyStruct(json: JsonTree, place: JsonPlace): JsonObject {
  if (!isPlain(json)) throw place.unexpected("an object", json);
  const object: JsonObject = {};
  for (const key of Object.keys(json)) {
    place.enter(key);
    setEntry(object, copyString(key, place), element(json[key]!, place));
    place.leave();
  }
  return object;
}

function copyList(json: JsonTree, place: JsonPlace): JsonValue[] {
  if (!Array.isArray(json)) throw place.unexpected("an array", json);
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
