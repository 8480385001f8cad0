import { createFileRegistry, type DescMessage, type FileRegistry, fromBinary, type Registry } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { fileDescriptorSet } from "../descriptor/file-descriptor-set.js";
import type { FileDescriptor } from "../message/descriptor/file-descriptor.js";
import { FileDescriptorSet } from "../wkt/gen/google/protobuf/descriptor_pb.js";

/**
 * A registry of @bufbuild/protobuf with the files and all that they depend on. Custom options are in it, so that
 * @bufbuild/protobuf's `getOption` finds them. Make it once.
 */
export function toProtobufEsRegistry(...files: readonly FileDescriptor[]): FileRegistry {
  const set = FileDescriptorSet.encode(fileDescriptorSet(...files));
  return createFileRegistry(fromBinary(FileDescriptorSetSchema, set));
}

/** The schema of a message type, as @bufbuild/protobuf knows it. Throws Error for a type that the registry does not have. */
export function toProtobufEsSchema(type: { readonly typeName: string }, registry: Registry): DescMessage {
  const schema = registry.getMessage(type.typeName);
  if (schema === undefined) {
    throw new Error(
      `${type.typeName}: the registry does not have the type; give the descriptor of its file to toProtobufEsRegistry`,
    );
  }
  return schema;
}
