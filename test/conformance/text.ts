import { createRegistry, fromText, type MessageType, type Registry, toText } from "farcall";
import * as edition2023 from "./gen/google/protobuf/test_messages_edition2023_pb.js";
import * as proto2Editions from "./gen/google/protobuf/test_messages_proto2_editions_pb.js";
import * as proto2 from "./gen/google/protobuf/test_messages_proto2_pb.js";
import * as proto3Editions from "./gen/google/protobuf/test_messages_proto3_editions_pb.js";
import * as proto3 from "./gen/google/protobuf/test_messages_proto3_pb.js";

type RegistryType = Exclude<Parameters<typeof createRegistry>[number], Registry>;

/** All types that the suite knows. */
const registry = createRegistry(
  ...[edition2023, proto2Editions, proto2, proto3Editions, proto3]
    .flatMap((module): unknown[] => Object.values(module))
    .filter((value): value is RegistryType => typeof value === "object" && value !== null && "typeName" in value),
);

/** Reads the text of a request. */
export function readText(type: MessageType<object>, text: string): object {
  return fromText(type, text, { registry });
}

/** Writes the text of a response. */
export function writeText(type: MessageType<object>, message: object, printUnknownFields: boolean): string {
  return toText(type, message, { registry, printUnknownFields });
}
