import { INVALID } from "../wire/errors.js";

/**
 * Sets an entry of a map with string keys. A key named `__proto__` would change the prototype if it were assigned; it is
 * defined instead.
 */
export function setEntry<V>(map: { [key: string]: V }, key: string, value: V): void {
  if (key === "__proto__") {
    Object.defineProperty(map, key, { value, configurable: true, enumerable: true, writable: true });
  } else {
    map[key] = value;
  }
}

/**
 * Sets entries of a map with 32-bit keys. Where the keys lie far apart the largest one comes first: V8 then hashes from the beginning what it
 * would else hold as an array, and copy over and over as the array grows. That takes half the time.
 */
export function setNumberEntries<V>(map: { [key: number]: V }, keys: readonly number[], values: readonly V[]): void {
  let largest = 0;
  for (let i = 0; i < keys.length; i++) {
    if (keys[i]! > largest) largest = keys[i]!;
  }
  if (largest > SPARSE * keys.length) map[largest] = values[0]!;
  for (let i = 0; i < keys.length; i++) map[keys[i]!] = values[i]!;
}

/** How many places of an array a key has to have before V8 takes a hash table. */
const SPARSE = 16;

/** A map whose values are what `convert` makes of the values of `map`; an empty one where there is none. */
export function mapValues<V, W>(
  map: { readonly [key: string]: V } | undefined,
  convert: (value: V) => W,
): { [key: string]: W } {
  const result: { [key: string]: W } = {};
  if (map === undefined) return result;
  for (const key of Object.keys(map)) setEntry(result, key, convert(map[key]!));
  return result;
}

/** The keys of a map that is to be written. */
export function keys(map: object): string[] {
  if (typeof map !== "object" || map instanceof Map) throw INVALID;
  return Object.keys(map);
}

/** The number of a key of a map with 32-bit keys. */
export function numberKey(key: string): number {
  const number = Number(key);
  if (String(number) !== key) throw INVALID;
  return number;
}

/** The bool of a key of map<bool, V>. */
export function boolKey(key: string): boolean {
  if (key === "true") return true;
  if (key === "false") return false;
  throw INVALID;
}
