import type { ScalarName } from "../field-table.js";
import { isLong, scalarProblem } from "../scalar.js";
import type { JsonPlace } from "./json-place.js";
import { integerOf } from "./number-text.js";

/** The text that stands for a key of a map, one for each key, however it was written. Throws JsonError for what is no key of the type. */
export function keyText(scalar: ScalarName, key: string, place: JsonPlace): string {
  if (scalar === "string" || (scalar === "bool" && /^(true|false)$/.test(key))) return key;
  const number = Number(key);
  const value = Number.isSafeInteger(number) && String(number) === key ? number : integerOf(key);
  const typed = isLong(scalar) ? value : Number(value);
  if (scalarProblem(scalar, typed) === undefined) return String(typed);
  throw place.error(`expected a key of type ${scalar}`);
}
