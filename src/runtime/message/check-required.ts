import { DecodeError } from "../wire/errors.js";
import { type AnyMap, entriesOf } from "./any-map.js";
import { type Field, fieldsOf } from "./field-table.js";
import type { AnyMessageType } from "./message-type.js";
import { show } from "./scalar.js";

type PlainMessage = { readonly [property: string]: unknown };

/**
 * Refuses a decoded message that lacks a required field (`features.field_presence = LEGACY_REQUIRED`), itself or in a
 * message below. Done after the whole input has been read, because a message may arrive in several parts.
 */
export function checkRequired(type: AnyMessageType, message: unknown): void {
  inMessage(type, message as PlainMessage, type.typeName);
}

function inMessage(type: AnyMessageType, message: PlainMessage, path: string): void {
  if (type.$required === undefined) return;
  for (const field of fieldsOf(type).all) inField(field, message, path);
}

function inField(field: Field, message: PlainMessage, path: string): void {
  let value = message[field.oneof ?? field.localName];
  path += field.oneof === undefined ? `.${field.localName}` : `.${field.oneof}.${field.localName}`;
  if (field.cardinality === "required" && value === undefined) {
    throw new DecodeError("the required field is missing", 0, path);
  }
  if (field.value.kind !== "message" || value === undefined) return;
  const { type } = field.value;
  if (field.oneof !== undefined) {
    const choice = value as { case: string | undefined; value: unknown };
    if (choice.case !== field.localName) return;
    value = choice.value;
  }
  if (field.cardinality === "map") {
    for (const [key, element] of entriesOf(value as AnyMap)) {
      inMessage(type, element as PlainMessage, `${path}[${show(String(key))}]`);
    }
  } else if (Array.isArray(value)) {
    for (const [i, element] of (value as PlainMessage[]).entries()) inMessage(type, element, `${path}[${i}]`);
  } else {
    inMessage(type, value as PlainMessage, path);
  }
}
