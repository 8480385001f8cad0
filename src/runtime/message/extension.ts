import { EMPTY_BYTES } from "../wire/reader.js";
import { type ExtensionItems, FIELDS, MESSAGE_SET } from "./extension-items.js";
import { type ExtensionJson, extensionJson } from "./json/extension-json.js";
import type { AnyMessageType, MessageType } from "./message-type.js";
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
  readonly $holder: Omit<ExtensionHolder<T, Init>, "~standard"> & Pick<AnyMessageType, "~standard">;
  /** @internal How the extendee holds its extensions. */
  readonly $items: ExtensionItems;
  /** @internal The functions of this module, for code that is to know extensions only where there is one. */
  readonly $access: ExtensionAccess;
  /** Exists in types only: it ties the extension to the message that is extended. */
  readonly "~extendee"?: (message: Extendee) => void;
}

interface ExtensionAccess {
  readonly has: typeof hasExtension;
  readonly get: typeof getExtension;
  readonly set: typeof setExtension;
  readonly json: ExtensionJson;
}

const ACCESS: ExtensionAccess = { has: hasExtension, get: getExtension, set: setExtension, json: extensionJson };

/** Makes an extension from generated functions. */
export function extension<Extendee, T, Init>(
  extendee: string,
  number: number,
  holder: ExtensionHolder<T, Init>,
): Extension<Extendee, T, Init> {
  return { typeName: holder.typeName, extendee, number, $holder: holder, $items: FIELDS, $access: ACCESS };
}

/** The same for an extension of a message with `message_set_wire_format`. The holder has it as the field `message` of an item. */
export function messageSetExtension<Extendee, T, Init>(
  extendee: string,
  number: number,
  holder: ExtensionHolder<T, Init>,
): Extension<Extendee, T, Init> {
  return { typeName: holder.typeName, extendee, number, $holder: holder, $items: MESSAGE_SET, $access: ACCESS };
}

/** Whether the message carries the extension. A repeated one counts as carried when it has an element. */
export function hasExtension<E extends UnknownFields>(message: E, extension: Extension<E, unknown, never>): boolean {
  return message.$unknown !== undefined && extension.$items.find(message.$unknown, extension.number).length > 0;
}

/**
 * The value of an extension: its default, or the zero of its type, where the message does not carry it; undefined for a message
 * that is not there. The value is read anew from the raw fields each time.
 */
export function getExtension<E extends UnknownFields, T>(message: E, extension: Extension<E, T, never>): T {
  const bytes =
    message.$unknown === undefined ? EMPTY_BYTES : extension.$items.find(message.$unknown, extension.number);
  const holder = extension.$holder.decode(bytes);
  return (holder.value ?? extension.$holder.defaults.value) as T;
}

/** Sets the value of an extension, in place of one that the message carries already. */
export function setExtension<E extends UnknownFields, Init>(
  message: E,
  extension: Extension<E, unknown, Init>,
  value: Init,
): void {
  const { $holder, $items, number } = extension;
  const added = $items.wrap($holder.encode({ value }), number);
  const others = message.$unknown === undefined ? EMPTY_BYTES : $items.remove(message.$unknown, number);
  const bytes = new Uint8Array(others.length + added.length);
  bytes.set(others);
  bytes.set(added, others.length);
  if (bytes.length > 0) message.$unknown = bytes;
  else delete message.$unknown;
}

/** Removes an extension from the message. */
export function clearExtension<E extends UnknownFields>(message: E, extension: Extension<E, unknown, never>): void {
  if (message.$unknown === undefined) return;
  const others = extension.$items.remove(message.$unknown, extension.number);
  if (others.length > 0) message.$unknown = others;
  else delete message.$unknown;
}
