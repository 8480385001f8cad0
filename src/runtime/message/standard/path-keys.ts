import { show } from "../scalar.js";

const SEGMENT = /\.([\w$]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g;

/** The keys that lead through `value` to the place that the path of an error names: `.items[3].method.card` is `items`, 3, `method`, `value`. */
export function keysOf(path: string, value: unknown): (string | number)[] {
  const keys: (string | number)[] = [];
  let at = value;
  for (const [, name, index, quoted] of path.matchAll(SEGMENT)) {
    const key = index !== undefined && Array.isArray(at) ? Number(index) : keyOf(at, name ?? index, quoted);
    keys.push(key);
    at = isObject(at) ? at[key] : undefined;
  }
  return keys;
}

/** A long key is cut in a path, and the member of a oneof is its `value`. */
function keyOf(at: unknown, name: string | undefined, quoted: string | undefined): string {
  if (!isObject(at)) return name ?? JSON.parse(quoted!);
  if (quoted !== undefined) return Object.keys(at).find((key) => show(key) === quoted) ?? JSON.parse(quoted);
  return !Object.hasOwn(at, name!) && at["case"] === name ? "value" : name!;
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null;
}
