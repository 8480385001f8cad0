import { create, toBinary } from "@bufbuild/protobuf";
import {
  CodeGeneratorRequestSchema,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import { withImports } from "../../test/golden/image.js";
import { googleSchemas, isGoogle } from "../real-sets/google-schemas.js";
import { all, closed, files } from "../real-sets/sample.js";

/** Schemas, all of which are generated. */
export interface SchemaSet {
  readonly name: string;
  readonly files: readonly FileDescriptorProto[];
  readonly paths: readonly string[];
}

/** One message without fields: what is left is the start of the program. */
export const oneMessage: SchemaSet = setOf(
  "one message",
  ["one.proto"],
  [create(FileDescriptorProtoSchema, { name: "one.proto", syntax: "proto3", messageType: [{ name: "One" }] })],
);

/** Sets of growing size, whose files import nothing else than each other. The last is all that there is. */
export const sets: { readonly [name: string]: () => SchemaSet } = {
  gax: () => {
    const found = googleSchemas("node_modules/google-gax/build/protos");
    const paths = found.filter(isGoogle).map((file) => file.name);
    return setOf("google-gax", paths, found);
  },
  part: () => setOf("google/cloud/a*", closed(/^google\/cloud\/a/), files),
  sample: () => setOf("google/cloud/[a-d]*", closed(/^google\/cloud\/(?!compute\/)[a-d]/), files),
  all: () => setOf("google/", all, files),
};

function setOf(name: string, paths: readonly string[], found: readonly FileDescriptorProto[]): SchemaSet {
  return { name, paths, files: withImports(paths, found) };
}

/**
 * The request that buf and protoc make for a set: with every file that is generated a second time, which has the options that are for
 * generators only.
 */
export function requestFor({ paths, files }: SchemaSet, parameter: string): Uint8Array {
  const wanted = new Set(paths);
  const request = create(CodeGeneratorRequestSchema, {
    fileToGenerate: [...paths],
    parameter,
    protoFile: [...files],
    sourceFileDescriptors: files.filter((file) => wanted.has(file.name)),
  });
  return toBinary(CodeGeneratorRequestSchema, request);
}
