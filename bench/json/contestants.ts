/** Tools that turn messages into JSON text and back, each behind the same two functions. */
import { fromBinary, fromJsonString, toJsonString } from "@bufbuild/protobuf";
import { fromJsonString as read, toJsonString as write } from "farcall";
import { names } from "../codec/contestants.js";

/** One tool at one message type. */
export interface JsonContestant {
  /** The message of the workload, as the tool holds it. */
  readonly message: unknown;
  write(message: unknown): string;
  read(text: string): unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: what tools generate is not known before they have run.
type Generated = any;

/** A message in its binary form, and the text that all tools have to agree on. */
export interface JsonInput {
  readonly bytes: Uint8Array;
  readonly text: string;
}

type Make = (
  type: string,
  input: JsonInput,
  load: (file: string) => Promise<Generated>,
) => JsonContestant | Promise<JsonContestant>;

/** All tools in the order of the tables, and JSON.parse and JSON.stringify of the plain tree, which know no messages. */
const makers: ReadonlyMap<string, Make> = new Map<string, Make>([
  [
    names.own,
    async (type, { bytes }, load) => {
      const codec = (await load("farcall.js"))[type];
      const message = codec.decode(bytes, { strings: "own" });
      return { message, write: (m) => write(codec, m as never), read: (text) => read(codec, text) };
    },
  ],
  [
    "protobuf-es",
    async (type, { bytes }, load) => {
      const schema = (await load("protobuf-es.js"))[`${type}Schema`];
      const message = fromBinary(schema, bytes);
      return { message, write: (m) => toJsonString(schema, m as never), read: (text) => fromJsonString(schema, text) };
    },
  ],
  [
    "protobuf.js",
    async (type, { bytes }, load) => {
      const root = await load("protobuf.js.js");
      const codec = root.bench.codec[type] ?? root.google.protobuf[type];
      const options = { longs: String, enums: String, bytes: String, json: true };
      return {
        message: codec.decode(bytes),
        write: (m) => JSON.stringify(codec.toObject(m, options)),
        read: (text) => codec.fromObject(JSON.parse(text)),
      };
    },
  ],
  [
    "ts-proto",
    async (type, { bytes }, load) => {
      const codec = (await load("ts-proto.js"))[type];
      return {
        message: codec.decode(bytes),
        write: (m) => JSON.stringify(codec.toJSON(m)),
        read: (text) => codec.fromJSON(JSON.parse(text)),
      };
    },
  ],
  [
    "protobuf-ts",
    async (type, { bytes }, load) => {
      const codec = (await load("protobuf-ts.js"))[type];
      return {
        message: codec.fromBinary(bytes),
        write: (m) => codec.toJsonString(m),
        read: (text) => codec.fromJsonString(text),
      };
    },
  ],
  [
    names.json,
    (_, { text }) => ({ message: JSON.parse(text), write: (tree) => JSON.stringify(tree), read: JSON.parse }),
  ],
]);

/** The names of all tools. */
export const jsonTools: readonly string[] = [...makers.keys()];

/** The tool of that name. `cache` is the folder that `prepareJson` has filled. */
export async function jsonContestant(
  tool: string,
  type: string,
  input: JsonInput,
  cache: URL,
): Promise<JsonContestant> {
  return makers.get(tool)!(type, input, (file) => import(new URL(`bundle/${file}`, cache).href));
}
