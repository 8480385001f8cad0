import type { FileDescriptor } from "../message/descriptor/file-descriptor.js";
import { FileDescriptorProto } from "../wkt/gen/google/protobuf/descriptor_pb.js";

const decoded = new WeakMap<FileDescriptor, FileDescriptorProto>();

/** The FileDescriptorProto of a file, decoded once. All callers get the same one: do not change it. */
export function fileProto(file: FileDescriptor): FileDescriptorProto {
  let proto = decoded.get(file);
  if (proto === undefined) {
    proto = FileDescriptorProto.decode(file.bytes);
    decoded.set(file, proto);
  }
  return proto;
}
