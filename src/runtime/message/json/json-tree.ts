import type { JsonValue } from "../json-value.js";
import { show } from "../scalar.js";
import { NumberText } from "./number-text.js";

/** A JSON value as it is read: from JSON.parse, or from `parseText`, which keeps what numbers of JavaScript may not hold. */
export type JsonTree = JsonValue | NumberText | JsonTree[] | JsonTreeObject;
export type JsonTreeObject = { [key: string]: JsonTree };

/** Whether the value is a JSON object. An instance of a class, such as a Date, is no JSON. */
export function isObject(json: JsonTree): json is JsonTreeObject {
  if (typeof json !== "object" || json === null) return false;
  const prototype: unknown = Object.getPrototypeOf(json);
  // Not compared with Object.prototype, of which every realm has another one.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A JSON value for an error message, cut to a length that fits a line. */
export function showTree(json: JsonTree): string {
  if (json instanceof NumberText) return json.text.length > 40 ? `${json.text.slice(0, 40)}…` : json.text;
  return isObject(json) ? "an object" : show(json);
}
