import type { JsonValue } from "../json-value.js";

/** JSON text of a value. Unlike JSON.stringify it keeps the sign of -0. `spaces` a level, or all on one line. */
export function printText(json: JsonValue, spaces = 0, indent = ""): string {
  if (typeof json === "number") return Object.is(json, -0) ? "-0" : String(json);
  if (typeof json !== "object" || json === null) return JSON.stringify(json);
  const inner = indent + " ".repeat(spaces);
  const isArray = Array.isArray(json);
  const colon = spaces > 0 ? ": " : ":";
  const items = isArray
    ? json.map((element) => printText(element, spaces, inner))
    : Object.keys(json).map((key) => JSON.stringify(key) + colon + printText(json[key]!, spaces, inner));
  const [open, close] = isArray ? "[]" : "{}";
  if (spaces === 0 || items.length === 0) return open + items.join(",") + close;
  return `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
}
