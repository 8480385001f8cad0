/**
 * What the tests use of node:util: whether two values are of one kind and have the same properties, -0 and 0 being two. It knows what
 * messages are made of: objects, arrays, bytes, maps, and Dates and Temporal's objects, whose value is no property.
 */
export function isDeepStrictEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (a instanceof Map) return b instanceof Map && isDeepStrictEqual([...a], [...b]);
  if (a instanceof Date || /^Temporal\./.test(Object.prototype.toString.call(a).slice(8)))
    return JSON.stringify(a) === JSON.stringify(b);
  const keys = Reflect.ownKeys(a);
  return (
    keys.length === Reflect.ownKeys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isDeepStrictEqual(Reflect.get(a, key), Reflect.get(b, key)))
  );
}
