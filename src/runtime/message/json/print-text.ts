import type { JsonValue } from "../json-value.js";

/** JSON text of a value as JSON.stringify gives it, but for the sign of -0, which stays. `spaces` a level, or all on one line. */
export function printText(json: JsonValue, spaces = 0): string {
  return holdsNegativeZero(json) ? print(json, " ".repeat(spaces), "") : JSON.stringify(json, null, spaces);
}

function holdsNegativeZero(json: JsonValue): boolean {
  if (typeof json !== "object" || json === null) return Object.is(json, -0);
  if (Array.isArray(json)) return json.some(holdsNegativeZero);
  return Object.keys(json).some((key) => holdsNegativeZero(json[key]!));
}

function print(json: JsonValue, step: string, indent: string): string {
  if (Object.is(json, -0)) return "-0";
  if (typeof json !== "object" || json === null) return JSON.stringify(json);
  const inner = indent + step;
  const colon = step === "" ? ":" : ": ";
  const items = Array.isArray(json)
    ? json.map((element) => print(element, step, inner))
    : Object.keys(json).map((key) => JSON.stringify(key) + colon + print(json[key]!, step, inner));
  const [open, close] = Array.isArray(json) ? "[]" : "{}";
  if (step === "" || items.length === 0) return open + items.join(",") + close;
  return `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
}
