import { fromBinary, type Message, type Registry, toBinary } from "@bufbuild/protobuf";
import type { MessageType } from "../message/message-type.js";
import { toProtobufEsSchema } from "./registry.js";

/**
 * A message in the form of @bufbuild/protobuf, through the binary form. Throws EncodeError for a value that its field cannot
 * hold, and Error for a type that the registry does not have.
 */
export function toProtobufEs<Init>(type: MessageType<unknown, Init>, message: Init, registry: Registry): Message {
  return fromBinary(toProtobufEsSchema(type, registry), type.encode(message));
}

/** A message of @bufbuild/protobuf in our form. Throws Error for a type that the registry does not have. */
export function fromProtobufEs<T>(type: MessageType<T, never>, message: Message, registry: Registry): T {
  return type.decode(toBinary(toProtobufEsSchema(type, registry), message));
}
