import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import {
  type CodeGeneratorRequest,
  CodeGeneratorRequestSchema,
  type CodeGeneratorResponse,
  CodeGeneratorResponseSchema,
  type FileDescriptorProto,
} from "@bufbuild/protobuf/wkt";
import { plugin } from "../../src/plugin/plugin.js";
import { respond } from "../../src/plugin/respond.js";
import { image, withImports } from "./image.js";

/** The request that buf and protoc make to generate `paths`. */
export function requestFor(
  paths: readonly string[],
  parameter: string,
  files: readonly FileDescriptorProto[] = image.file,
): CodeGeneratorRequest {
  return create(CodeGeneratorRequestSchema, {
    fileToGenerate: [...paths],
    parameter,
    protoFile: withImports(paths, files),
    sourceFileDescriptors: files.filter((file) => paths.includes(file.name)),
  });
}

/** The plugin as buf and protoc see it: bytes in, bytes out. */
export function runPlugin(request: MessageInitShape<typeof CodeGeneratorRequestSchema>): CodeGeneratorResponse {
  const bytes = toBinary(CodeGeneratorRequestSchema, create(CodeGeneratorRequestSchema, request));
  return fromBinary(CodeGeneratorResponseSchema, Buffer.concat(respond(plugin, bytes)));
}

/** What the plugin writes for a request that it must accept: the content by the path. */
export function generate(request: MessageInitShape<typeof CodeGeneratorRequestSchema>): Map<string, string> {
  const { error, file } = runPlugin(request);
  if (error !== "") throw new Error(error);
  return new Map(file.map(({ name, content }) => [name, content]));
}
