import { boolKey, keys, numberKey } from "../message/map.js";
import { isZero } from "../message/scalar.js";
import { INVALID } from "../wire/errors.js";
import { count } from "../wire/packed-writer.js";
import { finish, room, writeUint32 } from "../wire/writer.js";
import { EGROUP, LEN, type Step } from "./step.js";

/** Writes what a message holds in a field that is no member of a oneof. */
export function writeField(step: Step, b: Uint8Array, p: number, x: unknown, d: number): number {
  const { number, cardinality, value } = step.field;
  if (cardinality === "required" && x === undefined) throw INVALID;
  if (x === undefined) return p;
  switch (cardinality) {
    case "implicit":
      return isZero(value, x) ? p : writeValue(step, number, b, p, x, d);
    case "expanded":
      for (let i = 0, n = count(x as []); i < n; i++) p = writeValue(step, number, b, p, (x as unknown[])[i], d);
      return p;
    case "packed":
      return count(x as []) === 0 ? p : writePacked(step, b, p, x as readonly unknown[]);
    case "map":
      for (const k of keys(x as object)) p = writeEntry(step, b, p, k, x as { [key: string]: unknown }, d);
      return p;
    default:
      return writeValue(step, number, b, p, x, d);
  }
}

function writePacked({ field, scalar }: Step, b: Uint8Array, p: number, list: readonly unknown[]): number {
  room(b, p);
  p = writeTag(b, p, field.number, LEN);
  const start = p++;
  for (const x of list) {
    room(b, p);
    p = scalar!.write(b, p, x);
  }
  return finish(b, start, p);
}

function writeEntry(
  step: Step,
  b: Uint8Array,
  p: number,
  k: string,
  map: { [key: string]: unknown },
  d: number,
): number {
  const { number, mapKey } = step.field;
  room(b, p);
  p = writeTag(b, p, number, LEN);
  const start = p++;
  p = writeTag(b, p, 1, step.key!.wireType);
  p = step.key!.write(b, p, mapKey === "bool" ? boolKey(k) : mapKey!.endsWith("32") ? numberKey(k) : k);
  p = writeValue(step, 2, b, p, map[k], d);
  return finish(b, start, p);
}

/** Writes one value behind its tag. */
export function writeValue(step: Step, number: number, b: Uint8Array, p: number, x: unknown, d: number): number {
  const { value } = step.field;
  room(b, p);
  p = writeTag(b, p, number, step.wireType);
  if (value.kind !== "message") return step.scalar!.write(b, p, x);
  if (!value.delimited) return finish(b, p, value.type.$write(b, p + 1, x, d - 1));
  p = value.type.$write(b, p, x, d - 1);
  room(b, p);
  return writeTag(b, p, number, EGROUP);
}

function writeTag(b: Uint8Array, p: number, number: number, wireType: number): number {
  return writeUint32(b, p, ((number << 3) | wireType) >>> 0);
}
