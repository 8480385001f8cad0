import { INVALID } from "../wire/errors.js";
import { isBytes } from "../wire/writer.js";
import { type AnyMap, emptyLike, entriesOf, putEntry } from "./any-map.js";
import { boundedWalk } from "./bounded-walk.js";
import { getField, type PlainMessage, setField } from "./field-access.js";
import { type Field, type FieldValue, fieldsOf } from "./field-table.js";
import type { AnyMessageType, MessageType } from "./message-type.js";
import { isPlain } from "./plain.js";
import { RECURSION_LIMIT } from "./recursion-limit.js";

/**
 * A message that equals the given one and shares no object, array, map or bytes with it.
 *
 * Throws EncodeError, which names the field, for a message that nests deeper than 100 levels or in a circle.
 */
export function clone<T>(type: MessageType<T, never>, message: T): T {
  return boundedWalk(type, message, () => cloneMessage(type, message, RECURSION_LIMIT)) as T;
}

function cloneMessage(type: AnyMessageType, message: unknown, depth: number): unknown {
  if (depth < 0) throw INVALID;
  if (type.$problem !== undefined) return cloneMapped(type, message, depth + 1);
  const from = message as PlainMessage;
  const copy = type.$create() as PlainMessage;
  for (const field of fieldsOf(type).all) {
    const value = getField(from, field);
    if (value !== undefined) setField(copy, field, cloneField(field, value, depth));
  }
  if (from.$unknown !== undefined) copy.$unknown = from.$unknown.slice();
  return copy;
}

/** A copy of what stands for a message: JSON, a scalar, bytes, or an object that its type copies. */
function cloneMapped(type: AnyMessageType, value: unknown, depth: number): unknown {
  if (isBytes(value)) return value.slice();
  if (!Array.isArray(value) && !isPlain(value)) return type.$create(value);
  // A list or an object is two messages, the Value and what it holds; the outermost one may be a ListValue or Struct, which is one.
  if (depth < 1) throw INVALID;
  if (Array.isArray(value)) return value.map((element) => cloneMapped(type, element, depth - 2));
  const copy = {};
  for (const [key, element] of Object.entries(value)) putEntry(copy, key, cloneMapped(type, element, depth - 2));
  return copy;
}

/** A copy of what a message holds in a field, with at most `depth` levels below the message. */
export function cloneField(field: Field, value: unknown, depth: number = RECURSION_LIMIT): unknown {
  switch (field.cardinality) {
    case "expanded":
    case "packed":
      return (value as unknown[]).map((element) => cloneValue(field.value, element, depth));
    case "map": {
      const copy = emptyLike(value as AnyMap);
      for (const [key, element] of entriesOf(value as AnyMap))
        putEntry(copy, key, cloneValue(field.value, element, depth));
      return copy;
    }
    default:
      return cloneValue(field.value, value, depth);
  }
}

function cloneValue(expected: FieldValue, value: unknown, depth: number): unknown {
  if (expected.kind === "message") return cloneMessage(expected.type, value, depth - 1);
  return isBytes(value) ? value.slice() : value;
}
