/** Generates what all tools make of the workloads' schemas, by the versions in package.json, and the program that measures it. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type InputOptions, rolldown } from "rolldown";
import { globSync } from "tinyglobby";
import { wideProto } from "./wide.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const here = `${root}bench/codec/`;

/** Where everything lies that {@link prepare} makes. */
export const cache: string = `${root}.cache/bench/`;
const protos = `${cache}proto/`;
const googleSchemas = `${root}node_modules/google-proto-files`;

/** What is given to the tools that are plugins of buf, and where they write to. */
const plugins = [
  { local: ["node", `${root}dist/plugin/protoc-gen-farcall.js`], out: `${cache}farcall`, opt: ["target=ts"] },
  { local: "protoc-gen-es", out: `${cache}protobuf-es`, opt: ["target=ts", "import_extension=js"] },
  {
    local: "protoc-gen-ts_proto",
    out: `${cache}ts-proto`,
    opt: [
      "esModuleInterop=true",
      "forceLong=bigint",
      "oneof=unions-value",
      "outputJsonMethods=false",
      "importSuffix=.js",
    ],
  },
  {
    local: ["node", `${root}node_modules/@protobuf-ts/plugin/bin/protoc-gen-ts`],
    out: `${cache}protobuf-ts`,
    opt: ["optimize_speed"],
  },
];

/** Fills the cache anew. Needs `npm run build`. */
export async function prepare(): Promise<void> {
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(`${protos}google/protobuf`, { recursive: true });
  for (const file of readdirSync(here)) if (file.endsWith(".proto")) copyFileSync(here + file, protos + file);
  writeFileSync(`${protos}wide.proto`, wideProto());
  copyFileSync(`${googleSchemas}/google/protobuf/descriptor.proto`, `${protos}google/protobuf/descriptor.proto`);
  const files = globSync("**/*.proto", { cwd: protos }).toSorted();
  const template = JSON.stringify({ version: "v2", plugins });
  execFileSync("buf", ["generate", "--template", template], { cwd: protos, stdio: "inherit" });
  generateProtobufJs(files);
  generatePbf(files);
  buildDescriptors();
  await bundle();
}

function generateProtobufJs(files: readonly string[]): void {
  const flags = [
    "-t",
    "static-module",
    "-w",
    "es6",
    "--no-verify",
    "--no-delimited",
    "-p",
    protos,
    "-o",
    `${cache}protobuf.js`,
  ];
  execFileSync("pbjs", [...flags, ...files.map((file) => protos + file)], { stdio: "inherit" });
}

/** All but descriptor.proto, whose ranges of extensions its parser does not know. */
function generatePbf(files: readonly string[]): void {
  mkdirSync(`${cache}pbf`);
  for (const file of files.filter((file) => !file.startsWith("google/"))) {
    writeFileSync(`${cache}pbf/${file.replace(/proto$/, "js")}`, execFileSync("pbf", [protos + file]));
  }
}

/** Real schemas with all their comments, about 1 MB. */
function buildDescriptors(): void {
  const apis = ["firestore", "pubsub", "spanner"];
  const paths = apis.flatMap((api) => ["--path", `${googleSchemas}/google/${api}`]);
  const output = ["--as-file-descriptor-set", "--output", `${cache}descriptors.binpb`];
  execFileSync("buf", ["build", googleSchemas, ...paths, ...output], { stdio: "inherit" });
}

/**
 * The program, and a module of each tool with all that was generated, as plain JavaScript. What comes from npm is not part of them, nor
 * is farcall's runtime: it is imported from dist, as users do. The exception is the module `alone`, of which one can have several instances.
 */
async function bundle(): Promise<void> {
  const tools = ["farcall", "protobuf-es", "ts-proto", "protobuf-ts", "pbf"];
  for (const tool of tools) {
    const files = globSync("**/*.{ts,js}", { cwd: `${cache}${tool}` }).toSorted();
    const lines = files.map(
      (file) => `export * from ${JSON.stringify(`./${tool}/${file.replace(/\.ts$/, ".js")}`)};\n`,
    );
    writeFileSync(`${cache}${tool}.entry.js`, lines.join(""));
  }
  const own = Object.fromEntries(tools.map((tool) => [tool, `${cache}${tool}.entry.js`]));
  const common = { platform: "node", resolve: { extensionAlias: { ".js": [".js", ".ts"] } } } satisfies InputOptions;
  const program = await rolldown({
    ...common,
    logLevel: "silent",
    input: { ...own, program: `${here}program.ts` },
    external: /^[^./]/,
  });
  await program.write({ dir: `${cache}bundle`, format: "es", chunkFileNames: "[name].js" });
  const alone = await rolldown({
    ...common,
    input: { alone: own["farcall"]! },
    tsconfig: `${root}tsconfig.json`,
    external: /^node:/,
  });
  await alone.write({ dir: `${cache}bundle`, format: "es" });
}
