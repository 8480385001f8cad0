import { INVALID } from "../wire/errors.js";

/** The entries of an ES Map that is to be written. */
export function entries<K, V>(map: ReadonlyMap<K, V>): Iterable<[K, V]> {
  if (!(map instanceof Map)) throw INVALID;
  return map;
}

/** An ES Map whose values are what `convert` makes of the values of `map`; an empty one where there is none. */
export function convertMap<K, V, W>(map: ReadonlyMap<K, V> | undefined, convert: (value: V) => W): Map<K, W> {
  const result = new Map<K, W>();
  for (const [key, value] of map ?? []) result.set(key, convert(value));
  return result;
}
