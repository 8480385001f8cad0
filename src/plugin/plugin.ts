import { create, type DescFile } from "@bufbuild/protobuf";
import { wktPublicImportPaths } from "@bufbuild/protobuf/codegenv2";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { CodeGeneratorResponse_FileSchema, type FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { createEcmaScriptPlugin, type EcmaScriptPluginOptions, type Plugin, type Schema } from "@bufbuild/protoplugin";
import { barrels, type GeneratedModule } from "./barrel.js";
import { checkNames } from "./check-names.js";
import { type Code, DTS, JS, type Target, TS } from "./code.js";
import { maximumEdition, minimumEdition } from "./editions.js";
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
import { type Options, parseOptions } from "./options.js";
import type { OutputFile } from "./output-file.js";
import { PluginError } from "./plugin-error.js";
import { PLUGIN, preamble } from "./preamble.js";
import { Printer } from "./print.js";
import { version } from "./version.js";

/** The generator: options and descriptors in, files out. */
export const plugin: Plugin = {
  name: PLUGIN,
  version: `v${version}`,
  run(request) {
    for (const file of request.protoFile) checkNames(file);
    const files: OutputFile[] = [];
    const response = createEcmaScriptPlugin<Options>({
      name: PLUGIN,
      version,
      parseOptions,
      minimumEdition,
      maximumEdition,
      generateTs: (schema) => files.push(...generate(schema, TS, "ts")),
      generateJs: (schema) => files.push(...generate(schema, JS, "js")),
      generateDts: (schema) => files.push(...generate(schema, DTS, "d.ts")),
    }).run(request);
    return { ...response, file: files.map((file) => create(CodeGeneratorResponse_FileSchema, file)) };
  },
};

function generate(schema: Schema<Options>, target: Target, extension: string): OutputFile[] {
  // Without the options that are for generators only (`retention = RETENTION_SOURCE`), which `schema.files` has.
  const atRunTime = new Map(schema.proto.protoFile.map((proto) => [proto.name, proto]));
  const paths = new ModulePaths(schema.options);
  const commonJs = target === JS && schema.options.jsImportStyle === "legacy_commonjs";
  // Declarations have no code that could go unchecked; `skipLibCheck` is for them.
  const tsNocheck = schema.options.tsNocheck && target !== DTS;
  const headOptions = { ...schema.options, tsNocheck, parameter: schema.proto.parameter };
  const output: OutputFile[] = [];
  const modules: GeneratedModule[] = [];
  for (const file of schema.files) {
    const printer = new Printer({
      target,
      protoFile: file.proto.name,
      module: `./${file.name}_pb.js`,
      door: runtimeModule("codegen/v1", schema.options),
      moduleOf: (protoFile) => moduleOf(protoFile, paths, schema.options),
      rewritten: (module) => paths.rewritten(module),
      declared: namesOf(file).all,
      hiding: [file, ...filesUsed(file)].map((source) => namesOf(source).all),
      commonJs,
    });
    for (const code of emitFile(file, atRunTime.get(file.proto.name)!, schema.options)) printer.print(code);
    modules.push({ file, exports: printer.exports });
    const content = printer.content();
    if (content === "" && !schema.options.keepEmptyFiles) continue;
    output.push({ name: `${file.name}_pb.${extension}`, content: preamble(originOf(file), headOptions) + content });
  }
  if (schema.options.barrel)
    output.push(...barrels(modules, { ...schema.options, ...headOptions, commonJs, extension }));
  if (schema.options.runtime === "embed") output.push(...embedRuntime(schema, target));
  return output;
}

/** The runtime that is written beside the output. */
function embedRuntime(schema: Schema<Options>, target: Target): OutputFile[] {
  const { services, jsImportStyle } = schema.options;
  if (jsImportStyle === "legacy_commonjs") {
    throw new PluginError("option runtime=embed: the runtime has no CommonJS form; leave js_import_style out");
  }
  const withServices = services !== "none" && schema.files.some((file) => file.services.length > 0);
  return embeddedRuntime(target, withServices, schema.options);
}

/** A module of the runtime, as generated code imports it. */
function runtimeModule(entry: "codegen/v1" | "wkt", { runtime }: Options): string {
  if (runtime === "import") return `farcall/${entry}`;
  return `./${EMBEDDED}/${entry === "wkt" ? "wkt/index" : entry}.js`;
}

/** Everything in a file, in the order of its source, and its descriptor. */
function* emitFile(file: DescFile, atRunTime: FileDescriptorProto, options: Options): Generator<Code> {
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
function moduleOf(protoFile: string, paths: ModulePaths, options: Options & EcmaScriptPluginOptions): string {
  // Whether a request generates the well-known types too must not matter: buf may group files one way or the other.
  if (!options.bootstrapWkt && protoFile in wktPublicImportPaths) return runtimeModule("wkt", options);
  return paths.ofProtoFile(protoFile);
}
