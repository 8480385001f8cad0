import { EMPTY_BYTES } from "../wire/reader.js";
import { isBytes } from "../wire/writer.js";
import { type AnyMap, entriesOf, entryOf, hasEntry, isPlain } from "./any-map.js";
import { getField, type PlainMessage } from "./field-access.js";
import type { Field, FieldValue } from "./field-table.js";
import type { AnyMessageType, MessageType } from "./message-type.js";
import { zeroOf } from "./scalar.js";

/**
 * Whether two messages hold the same. NaN equals itself, and in a float or double 0 and -0 differ, as they do on the wire. Bytes are
 * compared by content, maps whatever the order of their entries, unknown fields as the raw bytes that they are. A property that is
 * missing and one that is `undefined` are alike.
 */
export function equals<T>(type: MessageType<T, never>, a: T, b: T): boolean {
  return sameMessage(type, a, b);
}

function sameMessage(type: AnyMessageType, a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (type.$problem !== undefined) return sameMapped(type, a, b);
  const left = a as PlainMessage;
  const right = b as PlainMessage;
  return (
    type.$fields.all.every((field) => sameField(field, getField(left, field), getField(right, field))) &&
    sameBytes(left.$unknown ?? EMPTY_BYTES, right.$unknown ?? EMPTY_BYTES)
  );
}

/** Whether two messages hold the same in a field; undefined where one lacks it. */
export function sameField(field: Field, a: unknown, b: unknown): boolean {
  switch (field.cardinality) {
    case "expanded":
    case "packed":
      return sameList(field.value, (a ?? []) as unknown[], (b ?? []) as unknown[]);
    case "map":
      return sameMap(field.value, (a ?? {}) as AnyMap, (b ?? {}) as AnyMap);
    case "implicit":
      return sameValue(field.value, a ?? zeroOf(field.value), b ?? zeroOf(field.value));
    default:
      return a === undefined || b === undefined ? a === b : sameValue(field.value, a, b);
  }
}

function sameList(value: FieldValue, a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((element, i) => sameValue(value, element, b[i]));
}

function sameMap(value: FieldValue, a: AnyMap, b: AnyMap): boolean {
  const entries = entriesOf(a);
  return (
    entries.length === entriesOf(b).length &&
    entries.every(([key, element]) => hasEntry(b, key) && sameValue(value, element, entryOf(b, key)))
  );
}

function sameValue(value: FieldValue, a: unknown, b: unknown): boolean {
  if (value.kind === "message") return sameMessage(value.type, a, b);
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
function sameMapped(type: AnyMessageType, a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((element, i) => sameMapped(type, element, b[i]));
  }
  if (isBytes(a)) return isBytes(b) && sameBytes(a, b);
  if (!isPlain(a)) return !isPlain(b) && sameEncoded(type, a, b);
  const entries = Object.entries(a);
  return (
    isPlain(b) &&
    entries.length === Object.keys(b).length &&
    entries.every(([key, element]) => Object.hasOwn(b, key) && sameMapped(type, element, b[key]))
  );
}

/** Compares by the binary form. Values that have none, such as an invalid Date, are the same if the same is wrong with them. */
function sameEncoded(type: AnyMessageType, a: unknown, b: unknown): boolean {
  const problems = [type.$problem?.(a), type.$problem?.(b)];
  if (problems.some((problem) => problem !== undefined)) return problems[0] === problems[1];
  return sameBytes(type.encode(a), type.encode(b));
}
