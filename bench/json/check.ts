import { deepStrictEqual } from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { fromBinary, toJsonString } from "@bufbuild/protobuf";
import type { Checked } from "../codec/check.js";
import { workloads } from "../codec/workloads.js";
import { type JsonInput, jsonContestant, jsonTools } from "./contestants.js";

/**
 * Writes the input of the workload `name`, its binary form and the JSON that protobuf-es makes of it, and looks at what each tool writes, and
 * writes of what it has read. One that writes other JSON is shown, but is no peer.
 *
 * @throws Error if farcall is the one
 */
export async function check(name: string, cache: URL): Promise<Checked> {
  const workload = workloads.find((one) => one.name === name)!;
  const load = async (file: string) => import(new URL(`bundle/${file}`, cache).href);
  const bytes = workload.bytes(await load("farcall.js"), cache);
  const schema = (await load("protobuf-es.js"))[`${workload.type}Schema`];
  writeFileSync(new URL("input.binpb", cache), bytes);
  writeFileSync(new URL("input.json", cache), toJsonString(schema, fromBinary(schema, bytes)));
  const input = readInput(cache);
  const tools: { name: string; inexact: string | undefined }[] = [];
  for (const tool of jsonTools) {
    const one = await jsonContestant(tool, workload.type, input, cache);
    let inexact: string | undefined;
    try {
      for (const message of [one.message, one.read(input.text)]) {
        deepStrictEqual(JSON.parse(one.write(message)), JSON.parse(input.text));
      }
    } catch (error) {
      if (tool === jsonTools[0]) throw error;
      inexact = "writes other JSON";
    }
    tools.push({ name: tool, inexact });
  }
  return { size: input.text.length, tools };
}

/** What {@link check} has written. */
export function readInput(cache: URL): JsonInput {
  const [bytes, text] = ["input.binpb", "input.json"].map((file) => readFileSync(new URL(file, cache)));
  return { bytes: Uint8Array.from(bytes!), text: text!.toString() };
}
