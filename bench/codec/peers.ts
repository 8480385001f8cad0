/** Codecs of the same messages by other tools, generated anew into .cache/bench by the versions in package.json. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { types, type Workload } from "./workloads.js";

/** A codec of one message type. A message is whatever the tool makes of the bytes. */
export interface Codec {
  decode(bytes: Uint8Array): unknown;
  encode(message: unknown): Uint8Array;
}

export interface Peer {
  readonly name: string;
  codecOf(type: Workload["type"]): Codec;
}

const here = fileURLToPath(new URL(".", import.meta.url));
const cache = fileURLToPath(new URL("../../.cache/bench/", import.meta.url));

/** farcall first, then the others. */
export async function loadPeers(): Promise<Peer[]> {
  generate();
  const es = await load("es/workloads_pb.ts");
  const tsProto = await load("ts-proto/workloads.ts");
  const pbjs = (await load("pbjs.js"))["bench"]["codec"];
  return [
    {
      name: "farcall",
      codecOf: (type) => ({
        decode: (bytes) => types[type].decode(bytes),
        encode: (message) => types[type].encode(message as never),
      }),
    },
    {
      name: "farcall, pooled",
      codecOf: (type) => ({
        decode: (bytes) => types[type].decode(bytes),
        encode: (message) => types[type].encode(message as never, { pooled: true }),
      }),
    },
    {
      name: "protobuf-es",
      codecOf: (type) => ({
        decode: (bytes) => fromBinary(es[`${type}Schema`], bytes),
        encode: (message) => toBinary(es[`${type}Schema`], message as never),
      }),
    },
    {
      name: "protobuf.js",
      codecOf: (type) => ({
        decode: (bytes) => pbjs[type].decode(bytes),
        encode: (message) => pbjs[type].encode(message).finish(),
      }),
    },
    {
      name: "ts-proto",
      codecOf: (type) => ({
        decode: (bytes) => tsProto[type].decode(bytes),
        encode: (message) => tsProto[type].encode(message).finish(),
      }),
    },
  ];
}

function generate(): void {
  mkdirSync(cache, { recursive: true });
  const template = {
    version: "v2",
    clean: true,
    plugins: [
      { local: "protoc-gen-es", out: `${cache}es`, opt: ["target=ts", "import_extension=js"] },
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
    ],
  };
  execFileSync("buf", ["generate", "--template", JSON.stringify(template)], { cwd: here, stdio: "inherit" });
  const static_ = ["-t", "static-module", "-w", "es6", "--no-verify", "--no-delimited", "-o", `${cache}pbjs.js`];
  execFileSync("pbjs", [...static_, `${here}workloads.proto`], { stdio: "inherit" });
}

// biome-ignore lint/suspicious/noExplicitAny: what other tools generate is not known before they have run.
async function load(file: string): Promise<any> {
  return import(pathToFileURL(cache + file).href);
}
