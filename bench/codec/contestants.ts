/** farcall and the others, each behind the same two functions. */
import { createRequire } from "node:module";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import type { AnyMessageType } from "farcall";
import { PbfReader, PbfWriter } from "pbf";

/** One tool at one message type. What a message is, is up to the tool. */
export interface Contestant {
  /** What it decodes: the binary form, or JSON. */
  readonly bytes: Uint8Array;
  decode(bytes: Uint8Array): unknown;
  encode(message: unknown): Uint8Array;
  /** What it encodes, where that is not what it decodes. */
  readonly message?: unknown;
  /** Where only one operation is of interest. */
  readonly only?: Operation;
}

export type Operation = "decode" | "encode";

/** A message in both forms. */
export interface Input {
  readonly bytes: Uint8Array;
  readonly json: Uint8Array;
}

// biome-ignore lint/suspicious/noExplicitAny: what tools generate is not known before they have run.
type Generated = any;

/** Makes a contestant, unless the tool does not know the type. `load` imports a file of the folder that `prepareAll` has filled. */
type Make = (type: string, input: Input, load: (file: string) => Promise<Generated>) => Promise<Contestant | undefined>;

/** The names of farcall, with and without pooled output, and of JSON without any schema. All others are peers. */
export const names = { own: "farcall", pooled: "farcall, pooled", json: "JSON" } as const;

/** All tools in the order of the tables. Each imports only what it needs, since tools that make objects alike slow each other down. */
const makers: ReadonlyMap<string, Make> = new Map<string, Make>([
  [names.own, async (type, { bytes }, load) => farcall((await load("farcall.js"))[type], bytes, false)],
  [names.pooled, async (type, { bytes }, load) => farcall((await load("farcall.js"))[type], bytes, true)],
  ["protobuf.js", async (type, { bytes }, load) => protobufJs(await load("protobuf.js.js"), type, bytes)],
  [
    "protobuf.js, Buffer",
    async (type, { bytes }, load) => protobufJsOfBuffer(await load("protobuf.js.js"), type, bytes),
  ],
  ["ts-proto", async (type, { bytes }, load) => tsProto((await load("ts-proto.js"))[type], bytes)],
  ["protobuf-ts", async (type, { bytes }, load) => protobufTs((await load("protobuf-ts.js"))[type], bytes)],
  ["protobuf-es", async (type, { bytes }, load) => protobufEs((await load("protobuf-es.js"))[`${type}Schema`], bytes)],
  ["pbf", async (type, { bytes }, load) => pbf(await load("pbf.js"), type, bytes)],
  ["google-protobuf", async (type, { bytes }) => googleProtobuf(type, bytes)],
  [names.json, async (_, { json }) => nativeJson(json)],
]);

/** The names of all tools. */
export const tools: readonly string[] = [...makers.keys()];

/** The tool of that name, unless it does not know the type. `cache` is the folder that `prepareAll` has filled. */
export async function contestant(
  tool: string,
  type: string,
  input: Input,
  cache: URL,
): Promise<Contestant | undefined> {
  return makers.get(tool)!(type, input, (file) => import(new URL(`bundle/${file}`, cache).href));
}

/** The strings of what it encodes stand alone in memory, as those of the others do: a part of a larger one takes longer to read. */
function farcall(type: AnyMessageType, bytes: Uint8Array, pooled: boolean): Contestant {
  const message = type.decode(bytes, { strings: "own" });
  const decode = (input: Uint8Array): unknown => type.decode(input);
  if (!pooled) return { bytes, message, decode, encode: (m) => type.encode(m as never) };
  return { bytes, message, decode, encode: (m) => type.encode(m as never, { pooled: true }), only: "encode" };
}

function protobufJs(root: Generated, type: string, bytes: Uint8Array): Contestant {
  const codec = root.bench.codec[type] ?? root.google.protobuf[type];
  return { bytes, decode: (b) => codec.decode(b), encode: (m) => codec.encode(m).finish() };
}

/** It has another reader for a Buffer. */
function protobufJsOfBuffer(root: Generated, type: string, bytes: Uint8Array): Contestant | undefined {
  if (globalThis.Buffer === undefined) return undefined;
  return { ...protobufJs(root, type, bytes), bytes: Buffer.from(bytes), only: "decode" };
}

function tsProto(codec: Generated, bytes: Uint8Array): Contestant {
  return { bytes, decode: (b) => codec.decode(b), encode: (m) => codec.encode(m).finish() };
}

function protobufTs(codec: Generated, bytes: Uint8Array): Contestant {
  return { bytes, decode: (b) => codec.fromBinary(b), encode: (m) => codec.toBinary(m) };
}

function protobufEs(schema: GenMessage<never>, bytes: Uint8Array): Contestant {
  return { bytes, decode: (b) => fromBinary(schema, b), encode: (m) => toBinary(schema, m as never) };
}

/** It cannot compile descriptor.proto. */
function pbf(module: Generated, type: string, bytes: Uint8Array): Contestant | undefined {
  const read = module[`read${type}`];
  const write = module[`write${type}`];
  if (read === undefined) return undefined;
  const encode = (message: unknown): Uint8Array => {
    const writer = new PbfWriter();
    write(message, writer);
    return writer.finish();
  };
  return { bytes, decode: (b) => read(new PbfReader(b)), encode };
}

/** Its generator is no package of npm; the package has the generated code of the descriptors alone. */
function googleProtobuf(type: string, bytes: Uint8Array): Contestant | undefined {
  if (type !== "FileDescriptorSet") return undefined;
  const module = createRequire(import.meta.url)("google-protobuf/google/protobuf/descriptor_pb.js");
  const decode = (input: Uint8Array): unknown => module.FileDescriptorSet.deserializeBinary(input);
  return { bytes, decode, encode: (message) => (message as Generated).serializeBinary() };
}

/** Without a schema: integers of 64 bits stay strings, bytes stay base64. */
function nativeJson(bytes: Uint8Array): Contestant {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const decode = (input: Uint8Array): unknown => JSON.parse(decoder.decode(input));
  return { bytes, decode, encode: (message) => encoder.encode(JSON.stringify(message)) };
}
