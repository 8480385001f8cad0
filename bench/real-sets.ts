/**
 * `npm run test:real`: all of Google's public schemas through the plugin.
 *
 * 1. Generates every file of google-proto-files.
 * 2. Generates a sample of more than 1,000 of them, and prints time, memory and size beside those of protoc-gen-es and ts-proto, each
 *    given the same schemas in one request, as TypeScript with services.
 * 3. Compiles the sample's output under the strictest flags.
 * 4. Round-trips messages of every type in the sample with @bufbuild/protobuf.
 *
 * Needs a build. Exits with 1 for the first thing that is wrong.
 */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { create, createFileRegistry, toBinary } from "@bufbuild/protobuf";
import { CodeGeneratorRequestSchema, type FileDescriptorProto, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { withImports } from "../test/golden/image.js";
import { googleSchemas, isGoogle } from "./real-sets/google-schemas.js";
import { measurePlugin, type PluginRun } from "./real-sets/measure-plugin.js";
import { compile, writeProject } from "./real-sets/project.js";
import { roundTripFile } from "./real-sets/round-trip-file.js";

const farcall = { name: "farcall", program: "dist/plugin/protoc-gen-farcall.js", parameter: "target=ts" };
const peers = [
  { name: "protoc-gen-es", program: "node_modules/.bin/protoc-gen-es", parameter: "target=ts,import_extension=js" },
  {
    name: "ts-proto",
    program: "node_modules/.bin/protoc-gen-ts_proto",
    parameter: "outputServices=grpc-js,forceLong=bigint",
  },
];

/**
 * Whole, the set takes the peers six minutes each, ts-proto 23 GB and the compiler more than 15. Most of the peers' time goes into the
 * three files of google/cloud/compute, of up to 4 MB each.
 */
const inSample = /^google\/cloud\/(?!compute\/)[a-d]/;
const MESSAGES_PER_TYPE = 2;

const files = googleSchemas("node_modules/google-proto-files");
const all = files.filter(isGoogle).map((file) => file.name);
const sample = withImports(
  all.filter((path) => inSample.test(path)),
  files,
)
  .map((file) => file.name)
  .filter((path) => !path.startsWith("google/protobuf/"));

console.log(`all ${all.length} files of google-proto-files`);
report("farcall", await measurePlugin(farcall.program, requestFor(all, farcall.parameter)));

console.log(`\na sample of ${sample.length} files`);
const run = await measurePlugin(farcall.program, requestFor(sample, farcall.parameter));
report("farcall", run);
for (const { name, program, parameter } of peers) {
  report(name, await measurePlugin(program, requestFor(sample, parameter)));
}

const folder = resolve(".cache/google-proto-files");
await writeProject(
  folder,
  run.response.file.map(({ name, content }) => [name, content]),
);
const errors = await compile(folder);
if (errors !== "") {
  throw new Error(`the output does not compile:\n${errors}`);
}
console.log(`\n${run.response.file.length} generated files compile under the strictest flags`);

const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: withImports(sample, files) }));
let messages = 0;
for (const { name } of run.response.file) {
  const module = await import(pathToFileURL(join(folder, "out", name.replace(/\.ts$/, ".js"))).href);
  messages += roundTripFile(registry.getFile(name.replace(/_pb\.ts$/, ".proto"))!, module, MESSAGES_PER_TYPE);
}
console.log(`${messages} random messages round-trip with @bufbuild/protobuf`);

function requestFor(paths: readonly string[], parameter: string): Uint8Array {
  const protoFile: FileDescriptorProto[] = withImports(paths, files);
  const request = create(CodeGeneratorRequestSchema, { fileToGenerate: [...paths], parameter, protoFile });
  return toBinary(CodeGeneratorRequestSchema, request);
}

function report(name: string, { response, seconds, peakMiB, outputMiB }: PluginRun): void {
  const figures = [
    `${response.file.length} files`,
    `${outputMiB.toFixed(1)} MiB written`,
    `${seconds.toFixed(1)} s`,
    `${Math.round(peakMiB)} MiB of memory`,
  ];
  console.log(`  ${name.padEnd(14)} ${figures.join(", ")}`);
}
