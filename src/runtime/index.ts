export { clone } from "./message/clone.js";
export type { EnumType } from "./message/enum-type.js";
export { equals } from "./message/equals.js";
export type { Extension } from "./message/extension.js";
export { clearExtension, getExtension, hasExtension, setExtension } from "./message/extension.js";
export type { JsonObject, JsonValue } from "./message/json-value.js";
export { merge } from "./message/merge.js";
export type { AnyMessageType, DecodeOptions, Defaults, EncodeOptions, MessageType } from "./message/message-type.js";
export { DecodeError, EncodeError } from "./wire/errors.js";
