import { createDynamicRegistry, createRegistry, type FileDescriptor, fileDescriptorSet, type Registry } from "farcall";
import * as wellKnown from "farcall/wkt";

/** What is generated with the default options, or with `--map` what run.ts has generated with `map=map`. */
const folder = process.argv.includes("--map") ? "../../.cache/conformance/map" : "./gen";
const names = ["edition2023", "proto2_editions", "proto2", "proto3_editions", "proto3"];
const generated = names.map((name): Promise<object> => import(`${folder}/google/protobuf/test_messages_${name}_pb.js`));

const files = [wellKnown, ...(await Promise.all(generated))]
  .flatMap((module): unknown[] => Object.values(module))
  .filter((value): value is FileDescriptor => typeof value === "object" && value !== null && "declares" in value);

/** All types that the suite knows: the generated ones or, with `--dynamic`, those that are made of descriptors at run time. */
export const registry: Registry = process.argv.includes("--dynamic")
  ? createDynamicRegistry(fileDescriptorSet(...files))
  : createRegistry(...files);
