import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The folders that {@link generatePeers} writes to, each by another tool. */
export const peers: readonly string[] = ["protobuf-es", "ts-proto", "protobuf-ts", "protobuf.js", "pbf"];

/** The program of protobuf-ts's plugin; its name alone is that of another one too. */
export const protobufTsPlugin: readonly string[] = [
  "node",
  `${root}node_modules/@protobuf-ts/plugin/bin/protoc-gen-ts`,
];

/** Code of farcall for the schemas in `cache`/proto. */
export function generateOwn(cache: string): void {
  buf(cache, [{ local: ["node", `${root}dist/plugin/protoc-gen-farcall.js`], out: "../farcall", opt: ["target=ts"] }]);
}

/** Code of all others for the same schemas; with or without functions for JSON, where a tool leaves the choice. */
export function generatePeers(cache: string, withJson = false): void {
  const files = globSync("**/*.proto", { cwd: `${cache}proto` }).toSorted();
  const exactAndBare = ["forceLong=bigint", "oneof=unions-value", `outputJsonMethods=${withJson}`];
  buf(cache, [
    { local: "protoc-gen-es", out: "../protobuf-es", opt: ["target=ts", "import_extension=js"] },
    {
      local: "protoc-gen-ts_proto",
      out: "../ts-proto",
      opt: ["esModuleInterop=true", "importSuffix=.js", ...exactAndBare],
    },
    { local: protobufTsPlugin, out: "../protobuf-ts", opt: ["optimize_speed"] },
  ]);
  generateProtobufJs(cache, files);
  generatePbf(cache, files);
}

/** Runs plugins on the schemas in `cache`/proto. */
export function buf(cache: string, plugins: readonly object[]): void {
  const template = JSON.stringify({ version: "v2", plugins });
  execFileSync("buf", ["generate", "--template", template], { cwd: `${cache}proto`, stdio: "inherit" });
}

function generateProtobufJs(cache: string, files: readonly string[]): void {
  mkdirSync(`${cache}protobuf.js`);
  const output = ["--out", `${cache}protobuf.js/all.js`, "--target", "static-module", "--wrap", "es6"];
  const flags = ["--path", `${cache}proto`, "--no-verify", "--no-delimited"];
  execFileSync("pbjs", [...output, ...flags, ...files.map((file) => `${cache}proto/${file}`)], { stdio: "inherit" });
}

/** All but descriptor.proto, whose ranges of extensions its parser does not know. */
function generatePbf(cache: string, files: readonly string[]): void {
  mkdirSync(`${cache}pbf`);
  for (const file of files.filter((file) => !file.startsWith("google/"))) {
    const code = execFileSync("pbf", [`${cache}proto/${file}`]);
    writeFileSync(`${cache}pbf/${file.replace(/proto$/, "js")}`, code);
  }
}
