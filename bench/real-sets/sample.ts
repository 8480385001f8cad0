import { create, toBinary } from "@bufbuild/protobuf";
import { CodeGeneratorRequestSchema, type FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { withImports } from "../../test/golden/image.js";
import { googleSchemas, isGoogle } from "./google-schemas.js";

/** Every schema of google-proto-files, and what they import. */
export const files: readonly FileDescriptorProto[] = googleSchemas("node_modules/google-proto-files");

/** The paths of Google's own among them. */
export const all: readonly string[] = files.filter(isGoogle).map((file) => file.name);

/**
 * Whole, the set takes the peers six minutes each, ts-proto 23 GB and the compiler more than 15. Most of the peers' time goes into the
 * three files of google/cloud/compute, of up to 4 MB each.
 */
const inSample = /^google\/cloud\/(?!compute\/)[a-d]/;

/** The paths of more than 1,000 files that import nothing but each other and the well-known types. */
export const sample: readonly string[] = closed(inSample);

/** The paths of Google's files that match, and of all that they import, save the well-known types. */
export function closed(pattern: RegExp): string[] {
  const matching = all.filter((path) => pattern.test(path));
  return pathsOf(withImports(matching, files)).filter((path) => !isWellKnown(path));
}

/** The paths of the well-known types that files import, for a generator whose runtime has no types for them. */
export function wellKnownFor(paths: readonly string[]): string[] {
  return pathsOf(withImports(paths, files)).filter(isWellKnown);
}

/** The serialized CodeGeneratorRequest that asks for `paths`. */
export function requestFor(paths: readonly string[], parameter: string): Uint8Array {
  const protoFile = withImports(paths, files);
  const request = create(CodeGeneratorRequestSchema, { fileToGenerate: [...paths], parameter, protoFile });
  return toBinary(CodeGeneratorRequestSchema, request);
}

function pathsOf(found: readonly FileDescriptorProto[]): string[] {
  return found.map((file) => file.name);
}

function isWellKnown(path: string): boolean {
  return path.startsWith("google/protobuf/");
}
