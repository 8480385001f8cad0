/** What runs in a process of its own, as bench/codec/program.ts does: to decode is to read, and to encode is to write. */
import { serveSamples } from "../codec/measure.js";
import type { Task } from "../codec/program.js";
import { workloads } from "../codec/workloads.js";
import { check, readInput } from "./check.js";
import { jsonContestant } from "./contestants.js";

const { kind, workload, tool, effort, withoutBuffer } = JSON.parse(process.argv[2]!) as Task;
if (withoutBuffer) delete (globalThis as { Buffer?: unknown }).Buffer;
const cache = new URL("..", import.meta.url);
if (kind === "check") process.stdout.write(`\n${JSON.stringify(await check(workload, cache))}\n`);
else {
  const { type } = workloads.find(({ name }) => name === workload)!;
  const { text, ...input } = readInput(cache);
  const one = await jsonContestant(tool!, type, { text, ...input }, cache);
  // A string that is joined of pieces is put together where it is used first.
  await serveSamples({ decode: () => one.read(text), encode: () => one.write(one.message).charCodeAt(0) }, effort);
}
