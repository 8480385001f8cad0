import { type Extension, fromText, type MessageType, type TypeLookup, toText } from "farcall";
import * as edition2023 from "./gen/google/protobuf/test_messages_edition2023_pb.js";
import * as proto2Editions from "./gen/google/protobuf/test_messages_proto2_editions_pb.js";
import * as proto2 from "./gen/google/protobuf/test_messages_proto2_pb.js";
import * as proto3Editions from "./gen/google/protobuf/test_messages_proto3_editions_pb.js";
import * as proto3 from "./gen/google/protobuf/test_messages_proto3_pb.js";

// biome-ignore lint/suspicious/noExplicitAny: whatever the generated files hold.
type Generated = MessageType<any, any> | Extension<any, any, any>;

const generated = [edition2023, proto2Editions, proto2, proto3Editions, proto3]
  .flatMap((module) => Object.values(module) as unknown[])
  .filter((value): value is Generated => typeof value === "object" && value !== null && "typeName" in value);
const extensions = generated.filter((value) => "extendee" in value);
const messages = generated.filter((value) => "decode" in value);

/** All messages and extensions that the suite knows. */
const registry: TypeLookup = {
  message: (typeName) => messages.find((type) => type.typeName === typeName),
  extension: (typeName) => extensions.find((extension) => extension.typeName === typeName),
  extensionsOf: (typeName) => extensions.filter(({ extendee }) => extendee === typeName),
};

/** Reads the text of a request. */
export function readText(type: MessageType<object>, text: string): object {
  return fromText(type, text, { registry });
}

/** Writes the text of a response. */
export function writeText(type: MessageType<object>, message: object, printUnknownFields: boolean): string {
  return toText(type, message, { registry, printUnknownFields });
}
