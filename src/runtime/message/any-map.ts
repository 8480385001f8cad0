import { setEntry } from "./map.js";

/** A map field in either form: an object, or an ES Map (the option `map=map`). */
export type AnyMap = { [key: string]: unknown } | Map<unknown, unknown>;

/** The entries of a map. Keys of an object are strings whatever the type of the key. */
export function entriesOf(map: AnyMap): [key: unknown, value: unknown][] {
  return map instanceof Map ? [...map] : Object.entries(map);
}

/** Whether a map has no entry. */
export function isEmpty(map: AnyMap): boolean {
  return map instanceof Map ? map.size === 0 : Object.keys(map).length === 0;
}

/** Whether a map has an entry with the key. */
export function hasEntry(map: AnyMap, key: unknown): boolean {
  return map instanceof Map ? map.has(key) : Object.hasOwn(map, key as string);
}

/** The value of an entry that the map has. */
export function entryOf(map: AnyMap, key: unknown): unknown {
  return map instanceof Map ? map.get(key) : map[key as string];
}

/** Sets an entry, also one with the key `__proto__`. */
export function putEntry(map: AnyMap, key: unknown, value: unknown): void {
  if (map instanceof Map) map.set(key, value);
  else setEntry(map, key as string, value);
}

/** An empty map of the same form. */
export function emptyLike(map: AnyMap): AnyMap {
  return map instanceof Map ? new Map() : {};
}
