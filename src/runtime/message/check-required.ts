import { DecodeError } from "../wire/errors.js";
import { type AnyMap, entriesOf } from "./any-map.js";
import { type Field, fieldsOf, towardsRequired } from "./field-table.js";
import type { AnyMessageType } from "./message-type.js";
import { show } from "./scalar.js";

type PlainMessage = { readonly [property: string]: unknown };

/**
 * Refuses a decoded message that lacks a required field (`features.field_presence = LEGACY_REQUIRED`), itself or in a
 * message below. Done after the whole input has been read, because a message may arrive in several parts.
 */
export function checkRequired(type: AnyMessageType, message: unknown): void {
  const missing = missingIn(type, message as PlainMessage);
  if (missing !== undefined) {
    throw new DecodeError("the required field is missing", 0, `${type.typeName}${missing}`);
  }
}

/** The path from a message to the first required field that is missing. It is put together on the way back, only if one is. */
function missingIn(type: AnyMessageType, message: PlainMessage): string | undefined {
  // A required message need not have required fields itself, nor a table of its fields then.
  if (type.$required === undefined) return undefined;
  for (const field of towardsRequired(fieldsOf(type))) {
    const { oneof, localName } = field;
    const missing = missingFrom(field, message[oneof ?? localName]);
    if (missing !== undefined)
      return oneof === undefined ? `.${localName}${missing}` : `.${oneof}.${localName}${missing}`;
  }
  return undefined;
}

/** The same from a field, whose property holds `value`. */
function missingFrom(field: Field, value: unknown): string | undefined {
  if (value === undefined) return field.cardinality === "required" ? "" : undefined;
  if (field.value.kind !== "message") return undefined;
  const { type } = field.value;
  if (field.oneof !== undefined) {
    const choice = value as { case: string | undefined; value: unknown };
    return choice.case === field.localName ? missingIn(type, choice.value as PlainMessage) : undefined;
  }
  if (field.cardinality === "map") {
    for (const [key, element] of entriesOf(value as AnyMap)) {
      const missing = missingIn(type, element as PlainMessage);
      if (missing !== undefined) return `[${show(String(key))}]${missing}`;
    }
    return undefined;
  }
  if (!Array.isArray(value)) return missingIn(type, value as PlainMessage);
  for (let i = 0; i < value.length; i++) {
    const missing = missingIn(type, value[i] as PlainMessage);
    if (missing !== undefined) return `[${i}]${missing}`;
  }
  return undefined;
}
