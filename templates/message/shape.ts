import { type MessageType, messageType, type UnknownFields } from "../../src/runtime/codegen/v1.js";
import { $entries, $typeName } from "../holes.js";

declare function $create(init?: $MessageInit): $Message;
declare function $read(b: Uint8Array, p: number, end: number, into?: $Message, depth?: number): $Message;
declare function $write(b: Uint8Array, p: number, message: $MessageInit, depth?: number): number;

type $Base = UnknownFields;

/** What decode returns: every field of the message. */
export interface $Message extends $Base {
  $properties: never;
}

/** What create and encode take: the same, but only what is required has to be there. */
export interface $MessageInit extends UnknownFields {
  $properties: never;
}

/** The codec, under the name of the interface. */
export const $Message: MessageType<$Message, $MessageInit> = /*@__PURE__*/ messageType($typeName, {
  create: $create,
  read: $read,
  write: $write,
  ...$entries,
});
