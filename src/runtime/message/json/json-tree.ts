import type { JsonValue } from "../json-value.js";
import { isPlain } from "../plain.js";
import { show } from "../scalar.js";
import { NumberText } from "./number-text.js";

/** A JSON value as it is read: from JSON.parse, or from `parseText`, which keeps what numbers of JavaScript may not hold. */
export type JsonTree = JsonValue | NumberText | JsonTree[] | JsonTreeObject;
export type JsonTreeObject = { [key: string]: JsonTree };

/** A JSON value for an error message, cut to a length that fits a line. */
export function showTree(json: unknown): string {
  if (json instanceof NumberText) return json.text.length > 40 ? `${json.text.slice(0, 40)}…` : json.text;
  return isPlain(json) ? "an object" : show(json);
}
