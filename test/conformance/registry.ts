import { createDynamicRegistry, createRegistry, type FileDescriptor, fileDescriptorSet, type Registry } from "farcall";
import * as wellKnown from "farcall/wkt";
import * as edition2023 from "./gen/google/protobuf/test_messages_edition2023_pb.js";
import * as proto2Editions from "./gen/google/protobuf/test_messages_proto2_editions_pb.js";
import * as proto2 from "./gen/google/protobuf/test_messages_proto2_pb.js";
import * as proto3Editions from "./gen/google/protobuf/test_messages_proto3_editions_pb.js";
import * as proto3 from "./gen/google/protobuf/test_messages_proto3_pb.js";

const files = [wellKnown, edition2023, proto2Editions, proto2, proto3Editions, proto3]
  .flatMap((module): unknown[] => Object.values(module))
  .filter((value): value is FileDescriptor => typeof value === "object" && value !== null && "declares" in value);

/** All types that the suite knows: the generated ones or, with `--dynamic`, those that are made of descriptors at run time. */
export const registry: Registry = process.argv.includes("--dynamic")
  ? createDynamicRegistry(fileDescriptorSet(...files))
  : createRegistry(...files);
