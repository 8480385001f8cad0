import type { DescFile } from "@bufbuild/protobuf";
import { wktPublicImportPaths } from "@bufbuild/protobuf/codegenv2";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import {
  createEcmaScriptPlugin,
  type EcmaScriptPluginOptions,
  type GeneratedFile,
  type Plugin,
  type Schema,
} from "@bufbuild/protoplugin";
import { type GeneratedModule, generateBarrels } from "./barrel.js";
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
import { serviceModel } from "./model/service.js";
import { type Options, parseOptions } from "./options.js";
import { PluginError } from "./plugin-error.js";
import { type PrintContext, print } from "./print.js";
import { sortImports } from "./sort-imports.js";
import { version } from "./version.js";

const generator = createEcmaScriptPlugin<Options>({
  name: "protoc-gen-farcall",
  version: `v${version}`,
  parseOptions,
  minimumEdition,
  maximumEdition,
  generateTs: (schema) => generate(schema, TS, "ts"),
  generateJs: (schema) => generate(schema, JS, "js"),
  generateDts: (schema) => generate(schema, DTS, "d.ts"),
});

/** The generator: options and descriptors in, files out. */
export const plugin: Plugin = {
  ...generator,
  run(request) {
    for (const file of request.protoFile) checkNames(file);
    const response = generator.run(request);
    for (const file of response.file) if (file.content !== undefined) file.content = sortImports(file.content);
    return response;
  },
};

function generate(schema: Schema<Options>, target: Target, extension: string): void {
  const files = new Map(schema.allFiles.map((file) => [file.proto.name, file]));
  // Without the options that are for generators only (`retention = RETENTION_SOURCE`), which `schema.allFiles` has.
  const atRunTime = new Map(schema.proto.protoFile.map((proto) => [proto.name, proto]));
  const modules: GeneratedModule[] = [];
  for (const file of schema.files) {
    const generated = schema.generateFile(`${file.name}_pb.${extension}`);
    generated.preamble(file);
    const context: PrintContext = {
      target,
      protoFile: file.proto.name,
      door: runtimeModule("codegen/v1", schema.options),
      moduleOf: (protoFile) => moduleOf(files.get(protoFile)!, generated, schema.options),
      hiding: new Set([file, ...filesUsed(file)].flatMap((source) => [...namesOf(source).all])),
      exports: new Set(),
    };
    modules.push({ file, exports: context.exports });
    let first = true;
    for (const code of emitFile(file, atRunTime.get(file.proto.name)!, schema.options)) {
      const printed = first ? code : ["\n", code];
      if (print(generated, printed, context)) first = false;
    }
  }
  if (schema.options.barrel) generateBarrels(schema, modules, extension);
  if (schema.options.runtime === "embed") embedRuntime(schema, target);
}

/** Writes the runtime beside the output. */
function embedRuntime(schema: Schema<Options>, target: Target): void {
  const { services, jsImportStyle } = schema.options;
  if (jsImportStyle === "legacy_commonjs") {
    throw new PluginError("option runtime=embed: the runtime has no CommonJS form; leave js_import_style out");
  }
  const withServices = services !== "none" && schema.files.some((file) => file.services.length > 0);
  for (const { path, content } of embeddedRuntime(target, withServices, schema.options)) {
    schema.generateFile(path).print(content);
  }
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
function moduleOf(file: DescFile, importer: GeneratedFile, options: Options & EcmaScriptPluginOptions): string {
  // Whether a request generates the well-known types too must not matter: buf may group files one way or the other.
  if (!options.bootstrapWkt && file.proto.name in wktPublicImportPaths) return runtimeModule("wkt", options);
  return importer.importSchema(file).from;
}
