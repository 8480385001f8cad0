/** farcall and the others, each behind the same two functions. */
import { createRequire } from "node:module";
import { fromBinary, toBinary, toJsonString } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import type { AnyMessageType } from "farcall";
import { PbfReader, PbfWriter } from "pbf";
import { has64Bits, hasOneof } from "./agreement.js";

/** One tool at one message type. What a message is, is up to the tool. */
export interface Contestant {
  readonly name: string;
  /** What it decodes: the binary form, or JSON. */
  readonly bytes: Uint8Array;
  /** What it encodes. Its strings stand alone in memory: a part of a larger string takes longer to read. */
  readonly message: unknown;
  decode(bytes: Uint8Array): unknown;
  encode(message: unknown): Uint8Array;
  /** Why it is shown, but is not one to compare with: it does less. */
  readonly inexact?: string | undefined;
}

/** The names of farcall, with and without pooled output, and of JSON without any schema. All others are peers. */
export const names = { own: "farcall", pooled: "farcall, pooled", json: "JSON" } as const;

// biome-ignore lint/suspicious/noExplicitAny: what tools generate is not known before they have run.
type Generated = any;
type Load = (file: string) => Promise<Generated>;

/** All tools that know the type, farcall first. `cache` is the folder that `prepareAll` has filled. */
export async function contestants(type: string, bytes: Uint8Array, cache: URL): Promise<Contestant[]> {
  const load: Load = (file) => import(new URL(file, cache).href);
  const schema: GenMessage<never> = (await load("bundle/protobuf-es.js"))[`${type}Schema`];
  const all = [
    ...farcall((await load("bundle/farcall.js"))[type], bytes),
    ...protobufJs(await load("bundle/protobuf.js.js"), type, bytes),
    tsProto((await load("bundle/ts-proto.js"))[type], bytes),
    protobufTs((await load("bundle/protobuf-ts.js"))[type], bytes),
    protobufEs(schema, bytes),
    ...pbf(await load("bundle/pbf.js"), schema, bytes),
    ...googleProtobuf(type, bytes),
    json(toJsonString(schema, fromBinary(schema, bytes))),
  ];
  return all.map((one) => ({ message: one.decode(one.bytes), ...one }));
}

type Entry = Omit<Contestant, "message"> & { readonly message?: unknown };

function farcall(type: AnyMessageType, bytes: Uint8Array): Entry[] {
  const message = type.decode(bytes, { strings: "own" });
  const decode = (input: Uint8Array): unknown => type.decode(input);
  return [
    { name: names.own, bytes, message, decode, encode: (m) => type.encode(m as never) },
    { name: names.pooled, bytes, message, decode, encode: (m) => type.encode(m as never, { pooled: true }) },
  ];
}

/** It has another reader for a Buffer. */
function protobufJs(root: Generated, type: string, bytes: Uint8Array): Entry[] {
  const codec = root.bench.codec[type] ?? root.google.protobuf[type];
  const one: Entry = {
    name: "protobuf.js",
    bytes,
    decode: (b) => codec.decode(b),
    encode: (m) => codec.encode(m).finish(),
  };
  if (globalThis.Buffer === undefined) return [one];
  return [one, { ...one, name: "protobuf.js, Buffer", bytes: Buffer.from(bytes), decode: (b) => codec.decode(b) }];
}

function tsProto(codec: Generated, bytes: Uint8Array): Entry {
  return { name: "ts-proto", bytes, decode: (b) => codec.decode(b), encode: (m) => codec.encode(m).finish() };
}

function protobufTs(codec: Generated, bytes: Uint8Array): Entry {
  return { name: "protobuf-ts", bytes, decode: (b) => codec.fromBinary(b), encode: (m) => codec.toBinary(m) };
}

function protobufEs(schema: GenMessage<never>, bytes: Uint8Array): Entry {
  return {
    name: "protobuf-es",
    bytes,
    decode: (b) => fromBinary(schema, b),
    encode: (m) => toBinary(schema, m as never),
  };
}

/** It cannot compile descriptor.proto. */
function pbf(module: Generated, schema: GenMessage<never>, bytes: Uint8Array): Entry[] {
  const read = module[`read${schema.name}`];
  const write = module[`write${schema.name}`];
  if (read === undefined) return [];
  const encode = (message: unknown): Uint8Array => {
    const writer = new PbfWriter();
    write(message, writer);
    return writer.finish();
  };
  const inexact = has64Bits(schema)
    ? "loses digits of 64-bit integers"
    : hasOneof(schema)
      ? "writes all members of a oneof"
      : undefined;
  return [{ name: "pbf", bytes, decode: (b) => read(new PbfReader(b)), encode, inexact }];
}

/** Its generator is no package of npm; the package has the generated code of the descriptors alone. */
function googleProtobuf(type: string, bytes: Uint8Array): Entry[] {
  if (type !== "FileDescriptorSet") return [];
  const module = createRequire(import.meta.url)("google-protobuf/google/protobuf/descriptor_pb.js");
  const decode = (input: Uint8Array): unknown => module.FileDescriptorSet.deserializeBinary(input);
  const encode = (message: Generated): Uint8Array => message.serializeBinary();
  return [{ name: "google-protobuf", bytes, decode, encode, inexact: "drops unknown fields, here custom options" }];
}

/** Without a schema: integers of 64 bits stay strings, bytes stay base64. */
function json(text: string): Entry {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  return {
    name: names.json,
    bytes: encoder.encode(text),
    decode: (input) => JSON.parse(decoder.decode(input)),
    encode: (message) => encoder.encode(JSON.stringify(message)),
  };
}
