/** Whether a value is an object without a class. An instance of one, such as a Date or a Map, is no JSON: what it holds would be lost. */
export function isPlain(value: unknown): value is { [key: string]: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Not compared with Object.prototype, of which every realm has another one.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
