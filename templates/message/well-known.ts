import { type MessageType, messageType } from "../../src/runtime/codegen/v1.js";
import { $entries, type $Message, type $MessageInit, $typeName } from "../holes.js";

declare function $create(init?: $MessageInit): $Message;
declare function $read(b: Uint8Array, p: number, end: number, into?: $Message, depth?: number): $Message;
declare function $write(b: Uint8Array, p: number, message: $MessageInit, depth?: number): number;
type $Value = unknown;
type $Helpers<T> = { readonly "~helps"?: T };
declare function $mapped(typeName: string): MessageType<$Value>;
declare function $addHelpers<T, Init>(type: MessageType<T, Init>): MessageType<T, Init> & $Helpers<T>;

/** A message that stands for another value in TypeScript, as google.protobuf.Struct does for a JSON object. */
export type $Mapped = $Value;

export const $mappedType: MessageType<$Mapped> = /*@__PURE__*/ $mapped($typeName);

/** The codec of a message that comes with helpers, as google.protobuf.Timestamp does. */
export const $helped: MessageType<$Message, $MessageInit> & $Helpers<$Message> = /*@__PURE__*/ $addHelpers(
  /*@__PURE__*/ messageType($typeName, {
    create: $create,
    read: $read,
    write: $write,
    ...$entries,
  }),
);
