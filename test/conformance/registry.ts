import { createRegistry, type Registry } from "farcall";
import * as wellKnown from "farcall/wkt";
import * as edition2023 from "./gen/google/protobuf/test_messages_edition2023_pb.js";
import * as proto2Editions from "./gen/google/protobuf/test_messages_proto2_editions_pb.js";
import * as proto2 from "./gen/google/protobuf/test_messages_proto2_pb.js";
import * as proto3Editions from "./gen/google/protobuf/test_messages_proto3_editions_pb.js";
import * as proto3 from "./gen/google/protobuf/test_messages_proto3_pb.js";

type RegistryType = Exclude<Parameters<typeof createRegistry>[number], Registry>;

/** All types that the suite knows. */
export const registry: Registry = createRegistry(
  ...[wellKnown, edition2023, proto2Editions, proto2, proto3Editions, proto3]
    .flatMap((module): unknown[] => Object.values(module))
    .filter((value): value is RegistryType => typeof value === "object" && value !== null && "typeName" in value),
);
