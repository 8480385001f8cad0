import { INVALID } from "../wire/errors.js";
import { EMPTY_BYTES } from "../wire/reader.js";
import { isBytes } from "../wire/writer.js";
import { type AnyMap, entriesOf, entryOf, hasEntry } from "./any-map.js";
import { boundedWalk } from "./bounded-walk.js";
import { getField, type PlainMessage } from "./field-access.js";
import { type Field, type FieldValue, fieldsOf } from "./field-table.js";
import type { AnyMessageType, MessageType } from "./message-type.js";
import { isPlain } from "./plain.js";
import { RECURSION_LIMIT } from "./recursion-limit.js";
import { zeroOf } from "./scalar.js";

/**
 * Whether two messages hold the same. NaN equals itself, and in a float or double 0 and -0 differ, as they do on the wire. Bytes are
 * compared by content, maps whatever the order of their entries, unknown fields as the raw bytes that they are. A property that is
 * missing and one that is `undefined` are alike.
 *
 * Throws EncodeError, which names the field, where both nest deeper than 100 levels or in a circle before they differ.
 */
export function equals<T>(type: MessageType<T, never>, a: T, b: T): boolean {
  return boundedWalk(type, a, () => sameMessage(type, a, b, RECURSION_LIMIT));
}

function sameMessage(type: AnyMessageType, a: unknown, b: unknown, depth: number): boolean {
  if (Object.is(a, b)) return true;
  if (depth < 0) throw INVALID;
  if (type.$problem !== undefined) return sameMapped(type, a, b, depth + 1);
  const left = a as PlainMessage;
  const right = b as PlainMessage;
  return (
    fieldsOf(type).all.every((field) => sameField(field, getField(left, field), getField(right, field), depth)) &&
    sameBytes(left.$unknown ?? EMPTY_BYTES, right.$unknown ?? EMPTY_BYTES)
  );
}

/** Whether two messages hold the same in a field; undefined where one lacks it. */
export function sameField(field: Field, a: unknown, b: unknown, depth: number = RECURSION_LIMIT): boolean {
  switch (field.cardinality) {
    case "expanded":
    case "packed":
      return sameList(field.value, (a ?? []) as unknown[], (b ?? []) as unknown[], depth);
    case "map":
      return sameMap(field.value, (a ?? {}) as AnyMap, (b ?? {}) as AnyMap, depth);
    case "implicit":
      return sameValue(field.value, a ?? zeroOf(field.value), b ?? zeroOf(field.value), depth);
    default:
      return a === undefined || b === undefined ? a === b : sameValue(field.value, a, b, depth);
  }
}

function sameList(value: FieldValue, a: readonly unknown[], b: readonly unknown[], depth: number): boolean {
  return a.length === b.length && a.every((element, i) => sameValue(value, element, b[i], depth));
}

function sameMap(value: FieldValue, a: AnyMap, b: AnyMap, depth: number): boolean {
  const entries = entriesOf(a);
  return (
    entries.length === entriesOf(b).length &&
    entries.every(([key, element]) => hasEntry(b, key) && sameValue(value, element, entryOf(b, key), depth))
  );
}

function sameValue(value: FieldValue, a: unknown, b: unknown, depth: number): boolean {
  if (value.kind === "message") return sameMessage(value.type, a, b, depth - 1);
  if (value.kind === "enum") return a === b;
  switch (value.scalar) {
    case "bytes":
      return sameBytes(a as Uint8Array, b as Uint8Array);
    case "float":
    case "double":
      return Object.is(a, b);
    default:
      return a === b;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Compares what stands for a message: JSON, scalars, and objects of other kinds. */
function sameMapped(type: AnyMessageType, a: unknown, b: unknown, depth: number): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  // A list or an object is two messages, the Value and what it holds; the outermost one may be a ListValue or Struct, which is one.
  if (depth < 1 && (Array.isArray(a) || isPlain(a))) throw INVALID;
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) && a.length === b.length && a.every((element, i) => sameMapped(type, element, b[i], depth - 2))
    );
  }
  if (isBytes(a)) return isBytes(b) && sameBytes(a, b);
  if (!isPlain(a)) return !isPlain(b) && sameEncoded(type, a, b);
  const entries = Object.entries(a);
  return (
    isPlain(b) &&
    entries.length === Object.keys(b).length &&
    entries.every(([key, element]) => Object.hasOwn(b, key) && sameMapped(type, element, b[key], depth - 2))
  );
}

/** Compares by the binary form. Values that have none, such as an invalid Date, are the same if the same is wrong with them. */
function sameEncoded(type: AnyMessageType, a: unknown, b: unknown): boolean {
  const problems = [type.$problem?.(a), type.$problem?.(b)];
  if (problems.some((problem) => problem !== undefined)) return problems[0] === problems[1];
  return sameBytes(type.encode(a), type.encode(b));
}
