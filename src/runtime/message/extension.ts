import { at, EMPTY_BYTES, readTag, settings, skipField } from "../wire/reader.js";
import type { MessageType } from "./message-type.js";
import type { UnknownFields } from "./unknown-fields.js";

/** An extension as the only field of a message. */
type ExtensionHolder<T, Init> = MessageType<{ value?: T | undefined }, { value?: Init | undefined }>;

/**
 * A field that one message type lends to another (`extend`). `Extendee` is the message that carries it, `T` what
 * {@link getExtension} returns, `Init` what {@link setExtension} takes. Its values live among the raw fields of the message.
 */
export interface Extension<Extendee, T, Init = T> {
  /** The full name, without a leading dot: `acme.shop.v1.priority`. */
  readonly typeName: string;
  /** The full name of the message that is extended. */
  readonly extendee: string;
  readonly number: number;
  /** @internal The extension as the only field, `value`, of a message. */
  readonly $holder: ExtensionHolder<T, Init>;
  /** Exists in types only: it ties the extension to the message that is extended. */
  readonly "~extendee"?: (message: Extendee) => void;
}

/** Makes an extension from generated functions. */
export function extension<Extendee, T, Init>(
  extendee: string,
  number: number,
  holder: ExtensionHolder<T, Init>,
): Extension<Extendee, T, Init> {
  return { typeName: holder.typeName, extendee, number, $holder: holder };
}

/** Whether the message carries the extension. A repeated one counts as carried when it has an element. */
export function hasExtension<E extends UnknownFields>(message: E, extension: Extension<E, unknown, never>): boolean {
  return message.$unknown !== undefined && part(message.$unknown, extension.number, true).length > 0;
}

/**
 * The value of an extension: its default, or the zero of its type, where the message does not carry it; undefined for a message
 * that is not there. The value is read anew from the raw fields each time.
 */
export function getExtension<E extends UnknownFields, T>(message: E, extension: Extension<E, T, never>): T {
  const bytes = message.$unknown === undefined ? EMPTY_BYTES : part(message.$unknown, extension.number, true);
  const holder = extension.$holder.decode(bytes);
  return (holder.value ?? extension.$holder.defaults.value) as T;
}

/** Sets the value of an extension, in place of one that the message carries already. */
export function setExtension<E extends UnknownFields, Init>(
  message: E,
  extension: Extension<E, unknown, Init>,
  value: Init,
): void {
  const added = extension.$holder.encode({ value });
  const others = message.$unknown === undefined ? EMPTY_BYTES : part(message.$unknown, extension.number, false);
  const bytes = new Uint8Array(others.length + added.length);
  bytes.set(others);
  bytes.set(added, others.length);
  if (bytes.length > 0) message.$unknown = bytes;
  else delete message.$unknown;
}

/** Removes an extension from the message. */
export function clearExtension<E extends UnknownFields>(message: E, extension: Extension<E, unknown, never>): void {
  if (message.$unknown === undefined) return;
  const others = part(message.$unknown, extension.number, false);
  if (others.length > 0) message.$unknown = others;
  else delete message.$unknown;
}

/** The raw fields with the number, or without it, in their order. */
function part(raw: Uint8Array, number: number, having: boolean): Uint8Array {
  const result = new Uint8Array(raw.length);
  let length = 0;
  for (let p = 0; p < raw.length; ) {
    const start = p;
    const tag = readTag(raw, p, raw.length);
    p = skipField(raw, at.next, tag, raw.length, settings.depth);
    if ((tag >>> 3 === number) !== having) continue;
    result.set(raw.subarray(start, p), length);
    length += p - start;
  }
  return result.subarray(0, length);
}
