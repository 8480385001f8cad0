import { isBytes } from "../wire/writer.js";
import { type AnyMap, emptyLike, entriesOf, putEntry } from "./any-map.js";
import { getField, type PlainMessage, setField } from "./field-access.js";
import type { Field, FieldValue } from "./field-table.js";
import type { AnyMessageType, MessageType } from "./message-type.js";

/** A message that equals the given one and shares no object, array, map or bytes with it. */
export function clone<T>(type: MessageType<T, never>, message: T): T {
  return cloneMessage(type, message) as T;
}

function cloneMessage(type: AnyMessageType, message: unknown): unknown {
  // What stands for a message is a scalar, bytes, or an object that its type copies.
  if (type.$problem !== undefined) return isBytes(message) ? message.slice() : type.$create(message);
  const from = message as PlainMessage;
  const copy = type.$create() as PlainMessage;
  for (const field of type.$fields.all) {
    const value = getField(from, field);
    if (value !== undefined) setField(copy, field, cloneField(field, value));
  }
  if (from.$unknown !== undefined) copy.$unknown = from.$unknown.slice();
  return copy;
}

/** A copy of what a message holds in a field. */
export function cloneField(field: Field, value: unknown): unknown {
  switch (field.cardinality) {
    case "expanded":
    case "packed":
      return (value as unknown[]).map((element) => cloneValue(field.value, element));
    case "map": {
      const copy = emptyLike(value as AnyMap);
      for (const [key, element] of entriesOf(value as AnyMap)) putEntry(copy, key, cloneValue(field.value, element));
      return copy;
    }
    default:
      return cloneValue(field.value, value);
  }
}

function cloneValue(expected: FieldValue, value: unknown): unknown {
  if (expected.kind === "message") return cloneMessage(expected.type, value);
  return isBytes(value) ? value.slice() : value;
}
