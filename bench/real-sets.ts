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
import { create, createFileRegistry } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { withImports } from "../test/golden/image.js";
import { measurePlugin, type PluginRun } from "./real-sets/measure-plugin.js";
import { programs } from "./real-sets/programs.js";
import { compile, writeProject } from "./real-sets/project.js";
import { roundTripFile } from "./real-sets/round-trip-file.js";
import { all, files, requestFor, sample } from "./real-sets/sample.js";

const farcall = { name: "farcall", program: programs.farcall, parameter: "target=ts,ts_nocheck=false" };
const peers = [
  { name: "protoc-gen-es", program: programs["protoc-gen-es"], parameter: "target=ts,import_extension=js" },
  { name: "ts-proto", program: programs["ts-proto"], parameter: "outputServices=grpc-js,forceLong=bigint" },
];
const MESSAGES_PER_TYPE = 2;

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

function report(name: string, { response, seconds, peakMiB, outputMiB }: PluginRun): void {
  const figures = [
    `${response.file.length} files`,
    `${outputMiB.toFixed(1)} MiB written`,
    `${seconds.toFixed(1)} s`,
    `${Math.round(peakMiB)} MiB of memory`,
  ];
  console.log(`  ${name.padEnd(14)} ${figures.join(", ")}`);
}
