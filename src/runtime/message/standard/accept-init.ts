import { type AnyMap, entriesOf } from "../any-map.js";
import type { AnyMessageType } from "../message-type.js";
import { isPlain } from "../plain.js";

/**
 * The message that an init stands for, in a box; undefined for what encode refuses or would drop. It comes by way of the binary form,
 * because encode takes more than the types say, such as the digits of a 64-bit integer, and decode gives what they say.
 */
export function acceptInit(type: AnyMessageType, value: unknown): { readonly value: unknown } | undefined {
  try {
    const message: unknown = type.decode(type.encode(value, { pooled: true }));
    return excess(value, message) === undefined ? { value: message } : undefined;
  } catch {
    return undefined;
  }
}

/** The path of the first property or object in `value` that has no counterpart in the message made from it. */
export function excess(value: unknown, message: unknown): readonly (string | number)[] | undefined {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return undefined;
  if (isPlain(message) ? !isPlain(value) : Array.isArray(message) !== Array.isArray(value)) return [];
  if (value instanceof Map) return message instanceof Map ? excessInMap(value, message) : [];
  const [given, made] = [value, message] as { [key: string]: unknown }[];
  for (const key of Object.keys(value)) {
    const at = Array.isArray(value) ? Number(key) : key;
    if (given![key] === undefined) continue;
    if (!Object.hasOwn(made as object, key) || made![key] === undefined) return [at];
    const below = excess(given![key], made![key]);
    if (below !== undefined) return [at, ...below];
  }
  return undefined;
}

/** The same for an ES Map. Keys are compared as text, because an init may tell the digits of a 64-bit key. */
function excessInMap(value: AnyMap, message: AnyMap): readonly (string | number)[] | undefined {
  const made = new Map(entriesOf(message).map(([key, element]) => [String(key), element]));
  for (const [key, element] of entriesOf(value)) {
    const at = typeof key === "number" ? key : String(key);
    if (!made.has(String(key))) return [at];
    const below = excess(element, made.get(String(key)));
    if (below !== undefined) return [at, ...below];
  }
  return undefined;
}
