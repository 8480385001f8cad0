import { type AnyMap, entriesOf, putEntry } from "./any-map.js";
import { clone } from "./clone.js";
import { getField, type PlainMessage, setField } from "./field-access.js";
import { type Field, fieldsOf } from "./field-table.js";
import type { AnyMessageType, MessageType } from "./message-type.js";
import { isPlain } from "./plain.js";
import { isZero } from "./scalar.js";

/**
 * Merges `from` into `into`, as if the binary forms of both were decoded one behind the other: what `from` has takes the place of
 * what `into` has, lists are appended, maps are merged by key, and messages field by field. Nothing of `from` is shared.
 *
 * Throws EncodeError, which names the field, for a `from` that nests deeper than 100 levels or in a circle, before anything is merged;
 * TypeError for a type that is a single value in JavaScript, such as a wrapper: there is nothing to merge into.
 *
 * Source: `MergeFrom` of the Protocol Buffers APIs; "Last One Wins" in "Encoding".
 */
export function merge<T extends object>(type: MessageType<T, never>, into: T, from: T): void {
  if (type.$problem === undefined) mergeMessage(type, into as PlainMessage, clone(type, from) as PlainMessage);
  else replace(into, mergeMapped(type, into, from));
}

/** Moves what `from` has into `into`. */
function mergeMessage(type: AnyMessageType, into: PlainMessage, from: PlainMessage): void {
  for (const field of fieldsOf(type).all) {
    const value = getField(from, field);
    if (value !== undefined) mergeField(field, into, value);
  }
  if (from.$unknown !== undefined) into.$unknown = concat(into.$unknown, from.$unknown);
}

/** Merges what a field holds into another message, which owns it from then on. */
export function mergeField(field: Field, into: PlainMessage, value: unknown): void {
  if (field.cardinality === "implicit" && isZero(field.value, value)) return;
  const present = getField(into, field);
  if (present === undefined) {
    setField(into, field, value);
    return;
  }
  switch (field.cardinality) {
    case "expanded":
    case "packed":
      for (const element of value as unknown[]) (present as unknown[]).push(element);
      break;
    case "map":
      for (const [key, element] of entriesOf(value as AnyMap)) {
        putEntry(present as AnyMap, key, element);
      }
      break;
    default:
      if (field.value.kind !== "message") setField(into, field, value);
      else if (field.value.type.$problem !== undefined)
        setField(into, field, mergeMapped(field.value.type, present, value));
      else mergeMessage(field.value.type, present as PlainMessage, value as PlainMessage);
  }
}

/** Merges what stands for a message by way of the binary form, which alone knows the fields behind it. */
function mergeMapped(type: AnyMessageType, into: unknown, from: unknown): unknown {
  return type.decode(concat(type.encode(into), type.encode(from)));
}

/** Gives an object or array the content of another one. */
function replace(into: object, content: unknown): void {
  if (Array.isArray(into) && Array.isArray(content)) {
    into.length = 0;
    for (const element of content) into.push(element);
  } else if (isPlain(into) && isPlain(content)) {
    for (const [key, value] of Object.entries(content)) putEntry(into, key, value);
  } else {
    throw new TypeError("merge: a value of this type cannot be changed in place; merge the message that holds it");
  }
}

function concat(a: Uint8Array | undefined, b: Uint8Array): Uint8Array {
  const both = new Uint8Array((a?.length ?? 0) + b.length);
  if (a !== undefined) both.set(a);
  both.set(b, a?.length ?? 0);
  return both;
}
