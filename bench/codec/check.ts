import { writeFileSync } from "node:fs";
import { fromBinary, toJsonString } from "@bufbuild/protobuf";
import { expectAgreement, inexactness } from "./agreement.js";
import { contestant, tools } from "./contestants.js";
import { workloads } from "./workloads.js";

/** What is known of a workload once its input is written. */
export interface Checked {
  /** The size of the binary form. */
  readonly size: number;
  /** The tools that know its type. */
  readonly tools: readonly { readonly name: string; readonly inexact: string | undefined }[];
}

/**
 * Writes the input of the workload `name` in both forms, and demands that all tools agree on what it means.
 *
 * @throws Error if one of them computes something else
 */
export async function check(name: string, cache: URL): Promise<Checked> {
  const workload = workloads.find((one) => one.name === name)!;
  const load = async (file: string) => import(new URL(`bundle/${file}`, cache).href);
  const schema = (await load("protobuf-es.js"))[`${workload.type}Schema`];
  const bytes = workload.bytes(await load("farcall.js"), cache);
  const json = new TextEncoder().encode(toJsonString(schema, fromBinary(schema, bytes)));
  writeFileSync(new URL("input.binpb", cache), bytes);
  writeFileSync(new URL("input.json", cache), json);
  const reference = (await contestant("protobuf-es", workload.type, { bytes, json }, cache))!;
  const known: { name: string; inexact: string | undefined }[] = [];
  for (const tool of tools) {
    const one = await contestant(tool, workload.type, { bytes, json }, cache);
    if (one === undefined) continue;
    const inexact = inexactness(tool, schema);
    if (inexact === undefined) expectAgreement(tool, one, reference, schema);
    known.push({ name: tool, inexact });
  }
  return { size: bytes.length, tools: known };
}
