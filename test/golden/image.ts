import { clone, createFileRegistry, type FileRegistry, fromBinary } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  type FileDescriptorProto,
  type FileDescriptorSet,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import { imageBytes } from "./image-bytes.js";

/** The compiled schemas of proto/testdata and what they import, each behind its imports. See build-image.ts. */
export const image: FileDescriptorSet = fromBinary(FileDescriptorSetSchema, imageBytes);

/**
 * The same schemas as @bufbuild/protobuf understands them: the other implementation that ours is held against. There each field has
 * a name of its own, since @bufbuild/protobuf takes `foo_bar` and `fooBar` for one property; the binary form knows no names.
 */
export const registry: FileRegistry = createFileRegistry(withDistinctNames(image));

function withDistinctNames(set: FileDescriptorSet): FileDescriptorSet {
  const copy = clone(FileDescriptorSetSchema, set);
  for (const file of copy.file.filter(isOurs)) file.messageType.forEach(giveDistinctNames);
  return copy;
}

function giveDistinctNames(message: DescriptorProto): void {
  if (message.options?.mapEntry) return;
  for (const field of message.field) {
    field.name = `n${field.number}_${field.name}`;
    field.jsonName = field.name;
  }
  message.oneofDecl.forEach((oneof, i) => {
    oneof.name = `o${i}_${oneof.name}`;
  });
  message.nestedType.forEach(giveDistinctNames);
}

/** A golden case: a file of proto/testdata, or a folder of files. */
export interface GoldenCase {
  /** The first segment of its files' paths, without `.proto`. */
  readonly name: string;
  /** The paths of its files as protoc knows them. */
  readonly files: readonly string[];
}

/** All golden cases, ordered by name. */
export const cases: readonly GoldenCase[] = groupByCase(image.file.filter(isOurs).map((file) => file.name));

function isOurs(file: FileDescriptorProto): boolean {
  return !["google/", "buf/", "farcall/"].some((folder) => file.name.startsWith(folder));
}

function groupByCase(paths: readonly string[]): GoldenCase[] {
  const groups = new Map<string, string[]>();
  for (const path of paths.toSorted()) {
    const name = path.split("/")[0]!.replace(/\.proto$/, "");
    groups.set(name, [...(groups.get(name) ?? []), path]);
  }
  return [...groups].map(([name, files]) => ({ name, files }));
}

/** The files named and all that they import, each behind its imports, as protoc hands them to a plugin. */
export function withImports(paths: readonly string[], files: readonly FileDescriptorProto[]): FileDescriptorProto[] {
  const byPath = new Map(files.map((file) => [file.name, file]));
  const found = new Set<string>();
  function visit(path: string): void {
    const file = byPath.get(path);
    if (file === undefined || found.has(path)) return;
    found.add(path);
    file.dependency.forEach(visit);
  }
  paths.forEach(visit);
  return files.filter((file) => found.has(file.name));
}
