import type { FileDescriptor } from "../message/descriptor/file-descriptor.js";
import { createRegistry, type Registry } from "../message/registry.js";
import { FileDescriptorProto, type FileDescriptorSet } from "../wkt/gen/google/protobuf/descriptor_pb.js";

/**
 * Files and all that they depend on, each behind its imports, as tools and other runtimes take them.
 *
 * The set is complete: what a file imports for its options alone is left out of its imports, unless it is given too. The
 * options themselves are all there.
 */
export function fileDescriptorSet(...files: readonly (FileDescriptor | Registry)[]): FileDescriptorSet {
  const present = new Map([...createRegistry(...files).files].map((file) => [file.name, file]));
  const done = new Map<string, FileDescriptorProto>();
  const add = (file: FileDescriptor): void => {
    if (done.has(file.name)) return;
    const proto = FileDescriptorProto.decode(file.bytes);
    completeImports(proto, file, present);
    for (const name of proto.dependency) add(present.get(name)!);
    done.set(file.name, proto);
  };
  for (const file of present.values()) add(file);
  return { file: [...done.values()] };
}

/** Where an import is not in the set, whatever it has imported publicly has to be imported directly. */
function completeImports(
  proto: FileDescriptorProto,
  file: FileDescriptor,
  present: ReadonlyMap<string, FileDescriptor>,
): void {
  const given = proto.dependency;
  if (given.every((name) => present.has(name))) return;
  const kept = given.filter((name) => present.has(name));
  proto.dependency = [...new Set([...kept, ...file.dependencies.map(({ name }) => name)])];
  const indexes = (old: readonly number[]): number[] =>
    old.map((i) => proto.dependency.indexOf(given[i]!)).filter((i) => i >= 0);
  proto.publicDependency = indexes(proto.publicDependency);
  proto.weakDependency = indexes(proto.weakDependency);
}
