import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { create, createFileRegistry } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { beforeAll, expect, test } from "vitest";
import { googleSchemas, isGoogle } from "../../bench/real-sets/google-schemas.js";
import { compile, writeProject } from "../../bench/real-sets/project.js";
import { roundTripFile } from "../../bench/real-sets/round-trip-file.js";
import tsconfig from "../../tsconfig.json" with { type: "json" };
import { generate, requestFor } from "../golden/run-plugin.js";

// Schemas that nobody wrote for this project: the ones that google-gax carries.
const folder = join(process.cwd(), ".cache/google-gax");
const files = googleSchemas("node_modules/google-gax/build/protos");
const paths = files.filter(isGoogle).map((file) => file.name);

let generated: Map<string, string>;

beforeAll(async () => {
  generated = generate(requestFor(paths, "target=ts", files));
  await writeProject(folder, generated);
}, 60_000);

test("every file is generated that declares something", () => {
  const declaring = files.filter(
    (file) => file.messageType.length + file.enumType.length + file.extension.length + file.service.length > 0,
  );
  expect([...generated.keys()].sort()).toEqual(declaring.map((file) => file.name.replace(/\.proto$/, "_pb.ts")).sort());
  expect(generated.size).toBeGreaterThan(100);
});

test("the output compiles under the strictest flags", async () => {
  const root = process.cwd();
  const farcall = Object.entries(tsconfig.compilerOptions.paths).map(([name, [path]]) => [name, [join(root, path!)]]);
  // The sources of the runtime are compiled along, and they want Node's types.
  const sources = { rootDir: root, types: ["node"], typeRoots: [join(root, "node_modules/@types")] };
  expect(await compile(folder, { ...sources, noEmit: true, paths: Object.fromEntries(farcall) })).toBe("");
}, 120_000);

test("messages round-trip with @bufbuild/protobuf", async () => {
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: files }));
  let messages = 0;
  // Those of google/protobuf are in farcall/wkt, which has tests of its own.
  for (const path of [...generated.keys()].filter((name) => !name.startsWith("google/protobuf/"))) {
    const module = await import(/* @vite-ignore */ pathToFileURL(join(folder, "src", path)).href);
    messages += roundTripFile(registry.getFile(path.replace(/_pb\.ts$/, ".proto"))!, module, 5);
  }
  expect(messages).toBeGreaterThan(1_000);
}, 120_000);
