/**
 * The door: all that generated code imports, and nothing that anybody else should. Code that an older plugin has generated goes on
 * to work with a newer runtime as long as this file keeps what it exports; a change that breaks it becomes `v2.ts`.
 */

export { checkRequired } from "../message/check-required.js";
export { type FileDescriptor, fileDescriptor } from "../message/descriptor/file-descriptor.js";
export { type EnumType, enumType } from "../message/enum-type.js";
export { convertMap, entries } from "../message/es-map.js";
export { type Extension, extension, messageSetExtension } from "../message/extension.js";
export { anyJson } from "../message/json/any-json.js";
export { fieldMaskJson } from "../message/json/field-mask-json.js";
export { durationJson, timestampJson } from "../message/json/time-json.js";
export { type JsonObject, type JsonValue, listValueType, structType, valueType } from "../message/json-value.js";
export { boolKey, keys, mapValues, numberKey, setEntry, setNumberEntries } from "../message/map.js";
export { messageType } from "../message/message-codec.js";
export type { MessageType } from "../message/message-type.js";
export { isChosen } from "../message/oneof.js";
export { DurationAsTemporal, TimestampAsInstant } from "../message/temporal.js";
export { TimestampAsDate } from "../message/timestamp-as-date.js";
export {
  keepField,
  keepNumber,
  type UnknownFields,
  unknownField,
  withUnknown,
} from "../message/unknown-fields.js";
export {
  type AnyHelpers,
  anyType,
  type DurationHelpers,
  durationType,
  type TimestampHelpers,
  timestampType,
} from "../message/well-known.js";
export { wrapperType } from "../message/wrapper.js";
export type {
  AnyMethod,
  BidiStreamingCall,
  BidiStreamingMethod,
  CallChannel,
  CallOptions,
  ClientStreamingCall,
  ClientStreamingMethod,
  MessageSource,
  ServerContext,
  ServerStreamingCall,
  ServerStreamingMethod,
  ServiceType,
  UnaryCall,
  UnaryMethod,
} from "../rpc/index.js";
export {
  defineService,
  startBidiStreaming,
  startClientStreaming,
  startServerStreaming,
  startUnary,
} from "../rpc/index.js";
export { INVALID, tooDeep, truncated } from "../wire/errors.js";
export * from "../wire/packed-reader.js";
export * from "../wire/packed-writer.js";
export * from "../wire/reader.js";
export * from "../wire/writer.js";
