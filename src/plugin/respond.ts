import { create, fromBinary, protoInt64, toBinary } from "@bufbuild/protobuf";
import {
  type CodeGeneratorRequest,
  CodeGeneratorRequestSchema,
  type CodeGeneratorResponse,
  CodeGeneratorResponse_Feature,
  CodeGeneratorResponseSchema,
} from "@bufbuild/protobuf/wkt";
import { createEcmaScriptPlugin, type Plugin } from "@bufbuild/protoplugin";
import { maximumEdition, minimumEdition } from "./editions.js";
import { completeParameter, parseOptions } from "./options.js";
import { PluginError } from "./plugin-error.js";

/**
 * Runs `plugin` on a serialized CodeGeneratorRequest and returns the serialized CodeGeneratorResponse. Whatever goes wrong on
 * the way stands in the response's `error`: one line for a user's mistake, with its stack for a bug of ours. Throws
 * {@link PluginError} only for bytes that are no request, since then there is nobody to respond to.
 */
export function respond(plugin: Plugin, bytes: Uint8Array): Uint8Array {
  return toBinary(CodeGeneratorResponseSchema, generate(plugin, readRequest(bytes)));
}

function readRequest(bytes: Uint8Array): CodeGeneratorRequest {
  try {
    return fromBinary(CodeGeneratorRequestSchema, bytes);
  } catch (error) {
    throw new PluginError(
      `stdin does not hold a CodeGeneratorRequest (${oneLine(error)}); start the plugin through buf or protoc`,
    );
  }
}

function generate(plugin: Plugin, request: CodeGeneratorRequest): CodeGeneratorResponse {
  try {
    request.parameter = completeParameter(request.parameter);
    return plugin.run(request);
  } catch (error) {
    return create(CodeGeneratorResponseSchema, {
      error: error instanceof PluginError ? oneLine(error) : (faultOf(request) ?? reportOf(error, plugin)),
      supportedFeatures: protoInt64.parse(
        CodeGeneratorResponse_Feature.PROTO3_OPTIONAL | CodeGeneratorResponse_Feature.SUPPORTS_EDITIONS,
      ),
      minimumEdition,
      maximumEdition,
    });
  }
}

/**
 * What is wrong with the request itself, if anything: a plugin that generates nothing fails on it as well. Protoplugin throws
 * plain errors, so this is how a schema that cannot be read is told from a bug of ours.
 */
function faultOf(request: CodeGeneratorRequest): string | undefined {
  const idle = createEcmaScriptPlugin({
    name: "idle",
    version: "",
    parseOptions,
    minimumEdition,
    maximumEdition,
    generateTs() {},
    generateJs() {},
    generateDts() {},
  });
  try {
    idle.run(request);
    return undefined;
  } catch (error) {
    return `${oneLine(error)}; compile the schema with buf or protoc`;
  }
}

function reportOf(error: unknown, { name, version }: Plugin): string {
  const stack = error instanceof Error ? error.stack : String(error);
  return `a bug in ${name} ${version}, please report it with the .proto file that causes it:\n${stack}`;
}

function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s*\n\s*/g, " ");
}
