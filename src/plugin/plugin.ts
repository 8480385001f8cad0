import { barrels, type GeneratedModule } from "./barrel.js";
import { type Code, DTS, JS, type Target, TS } from "./code.js";
import { EMBEDDED, embeddedRuntime } from "./embed.js";
import { emitDescriptor } from "./emit/descriptor.js";
import { emitEnum } from "./emit/enum.js";
import { emitExtension } from "./emit/extension.js";
import { emitMessage } from "./emit/message.js";
import { emitClient, emitDefinition, emitServer } from "./emit/service.js";
import { enumModel } from "./model/enum.js";
import { fileModel, filesUsed } from "./model/file.js";
import { extensionModel, messageModel } from "./model/message.js";
import { namesOf } from "./model/names.js";
import { originOf } from "./model/origin.js";
import { serviceModel } from "./model/service.js";
import { ModulePaths } from "./module-path.js";
import type { Options } from "./options.js";
import type { OutputFile } from "./output-file.js";
import type { PluginOptions } from "./parameter.js";
import { PluginError } from "./plugin-error.js";
import { PLUGIN, preamble } from "./preamble.js";
import { Printer } from "./print.js";
import type { Plugin } from "./respond.js";
import { nestedTypes } from "./schema/descriptor.js";
import type { SourceFile } from "./schema/request.js";
import { version } from "./version.js";
import { WELL_KNOWN_FILES } from "./well-known-files.js";

/** The generator: options and descriptors in, files out. */
export const plugin: Plugin = {
  name: PLUGIN,
  version: `v${version}`,
  *generate(files, options) {
    const { targets } = options;
    if (targets.includes("ts")) yield* generate(files, TS, "ts", options);
    if (targets.includes("js")) yield* generate(files, JS, "js", options);
    if (targets.includes("dts")) yield* generate(files, DTS, "d.ts", options);
  },
};

function* generate(
  files: readonly SourceFile[],
  target: Target,
  extension: string,
  options: PluginOptions,
): Generator<OutputFile> {
  const paths = new ModulePaths(options);
  const commonJs = target === JS && options.jsImportStyle === "legacy_commonjs";
  // Declarations have no code that could go unchecked; `skipLibCheck` is for them.
  const headOptions = { ...options, tsNocheck: options.tsNocheck && target !== DTS };
  const modules: GeneratedModule[] = [];
  for (const source of files) {
    const file = source.desc;
    const printer = new Printer({
      target,
      protoFile: file.proto.name,
      module: `./${file.name}_pb.js`,
      door: runtimeModule("codegen/v1", options),
      moduleOf: (protoFile) => moduleOf(protoFile, paths, options),
      rewritten: (module) => paths.rewritten(module),
      declared: namesOf(file).all,
      hiding: [file, ...filesUsed(file)].map((source) => namesOf(source).all),
      commonJs,
    });
    for (const code of emitFile(source, options)) printer.print(code);
    modules.push({ file, exports: printer.exports });
    const content = printer.content();
    if (content === "" && !options.keepEmptyFiles) continue;
    yield { name: `${file.name}_pb.${extension}`, content: preamble(originOf(file), headOptions) + content };
  }
  if (options.barrel) yield* barrels(modules, { ...headOptions, commonJs, extension });
  if (options.runtime === "embed") yield* embedRuntime(files, target, options);
}

/** The runtime that is written beside the output. */
function embedRuntime(files: readonly SourceFile[], target: Target, options: PluginOptions): OutputFile[] {
  const { services, jsImportStyle } = options;
  if (jsImportStyle === "legacy_commonjs") {
    throw new PluginError("option runtime=embed: the runtime has no CommonJS form; leave js_import_style out");
  }
  const withServices = services !== "none" && files.some(({ desc }) => desc.services.length > 0);
  return embeddedRuntime(target, withServices, options);
}

/** A module of the runtime, as generated code imports it. */
function runtimeModule(entry: "codegen/v1" | "wkt", { runtime }: Options): string {
  if (runtime === "import") return `farcall/${entry}`;
  return `./${EMBEDDED}/${entry === "wkt" ? "wkt/index" : entry}.js`;
}

/** Everything in a file, in the order of its source, and its descriptor. */
function* emitFile({ desc: file, atRunTime }: SourceFile, options: Options): Generator<Code> {
  const scope = { file: file.proto.name };
  for (const desc of nestedTypes(file)) {
    switch (desc.kind) {
      case "enum":
        yield* emitEnum(enumModel(desc));
        break;
      case "message":
        yield* emitMessage(messageModel(desc, options), scope);
        break;
      case "extension":
        yield* emitExtension(extensionModel(desc, options), scope);
        break;
      case "service": {
        const service = serviceModel(desc, options);
        const withServer = options.services === "both" || options.services === "server";
        if (options.services !== "none") yield emitDefinition(service, withServer);
        if (options.services === "both" || options.services === "client") yield emitClient(service);
        if (withServer) yield emitServer(service);
        break;
      }
    }
  }
  const descriptor = options.descriptors ? fileModel(file, atRunTime, options.services !== "none") : undefined;
  if (descriptor !== undefined) yield emitDescriptor(descriptor);
}

/** The module that holds what a .proto file declares. */
function moduleOf(protoFile: string, paths: ModulePaths, options: PluginOptions): string {
  // Whether a request generates the well-known types too must not matter: buf may group files one way or the other.
  if (!options.bootstrapWkt && WELL_KNOWN_FILES.has(protoFile)) return runtimeModule("wkt", options);
  return paths.ofProtoFile(protoFile);
}
