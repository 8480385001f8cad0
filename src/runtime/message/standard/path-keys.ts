import { type AnyMap, entriesOf, entryOf } from "../any-map.js";
import { show } from "../scalar.js";

const SEGMENT = /\.([\w$]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g;

/** The keys that lead through `value` to the place that the path of an error names: `.items[3].method.card` is `items`, 3, `method`, `value`. */
export function keysOf(path: string, value: unknown): (string | number)[] {
  const keys: (string | number)[] = [];
  let at = value;
  for (const [, name, index, quoted] of path.matchAll(SEGMENT)) {
    const key = index !== undefined && Array.isArray(at) ? Number(index) : keyOf(at, name ?? index, quoted);
    keys.push(typeof key === "number" ? key : String(key));
    at = isObject(at) ? entryOf(at, key) : undefined;
  }
  return keys;
}

/** A long key is cut in a path, that of an ES Map stands there as text, and the member of a oneof is its `value`. */
function keyOf(at: unknown, name: string | undefined, quoted: string | undefined): unknown {
  if (!isObject(at)) return name ?? JSON.parse(quoted!);
  if (quoted !== undefined) {
    const entry = entriesOf(at).find(([key]) => show(String(key)) === quoted);
    return entry === undefined ? JSON.parse(quoted) : entry[0];
  }
  return !Object.hasOwn(at, name!) && entryOf(at, "case") === name ? "value" : name!;
}

function isObject(value: unknown): value is AnyMap {
  return typeof value === "object" && value !== null;
}
