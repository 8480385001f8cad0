import type { OutputFile } from "./output-file.js";
import { type PluginOptions, parseParameter } from "./parameter.js";
import { PluginError } from "./plugin-error.js";
import { failure, success } from "./response.js";
import { filesToGenerate, readRequest, type SourceFile } from "./schema/request.js";
import { WireError } from "./schema/wire.js";

/** A generator of code. */
export interface Plugin {
  readonly name: string;
  readonly version: string;
  generate(files: readonly SourceFile[], options: PluginOptions): Iterable<OutputFile>;
}

/**
 * Runs `plugin` on a serialized CodeGeneratorRequest and returns the serialized CodeGeneratorResponse, in parts. Whatever goes wrong
 * on the way stands in the response's `error`: one line for a user's mistake, with its stack for a bug of ours. Throws
 * {@link PluginError} only for bytes that are no request, since then there is nobody to respond to.
 */
export function respond(plugin: Plugin, bytes: Uint8Array): Buffer[] {
  try {
    const request = readRequest(bytes);
    const options = parseParameter(request.parameter);
    return success(plugin.generate(filesToGenerate(request), options));
  } catch (error) {
    if (error instanceof WireError) {
      throw new PluginError(
        `stdin does not hold a CodeGeneratorRequest (${oneLine(error)}); start the plugin through buf or protoc`,
      );
    }
    return failure(error instanceof PluginError ? oneLine(error) : reportOf(error, plugin));
  }
}

function reportOf(error: unknown, { name, version }: Plugin): string {
  const stack = error instanceof Error ? error.stack : String(error);
  return `a bug in ${name} ${version}, please report it with the .proto file that causes it:\n${stack}`;
}

function oneLine(error: Error): string {
  return error.message.replace(/\s*\n\s*/g, " ");
}
