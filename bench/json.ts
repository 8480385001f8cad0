/**
 * JSON text beside others: npm run bench:json [-- <part of a workload's name>...] [--quick] [--runtime node-22|node-24|bun]
 *
 * The messages of bench/codec.ts, as ProtoJSON. Tools and rounds are held as there: only ratios mean anything, and more than 1 is in favour of
 * farcall. `JSON` is JSON.parse and JSON.stringify of the plain tree: what the peers pay before they know of messages. The last lines hold them against the goals.
 */
import { parseArgs } from "node:util";
import { type Comparison, compare } from "./codec/comparison.js";
import { beside, meanOf } from "./codec/figures.js";
import { type Goal, verdict } from "./codec/goals.js";
import { cacheFolder, prepareJson } from "./codec/prepare/prepare.js";
import { type Measurement, measureAll, type Place } from "./codec/run.js";
import type { Effort } from "./codec/sample.js";
import { table } from "./codec/tables.js";
import { workloads } from "./codec/workloads.js";
import { binaryOf } from "./platform.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, runtime: { type: "string" } },
});
const effort: Effort = values.quick
  ? { rounds: 5, sampleMs: 8, warmUpMs: 100 }
  : { rounds: 9, sampleMs: 20, warmUpMs: 250 };
const chosen = workloads.filter(({ name }) => positionals.every((part) => name.includes(part)));
if (chosen.length === 0) throw new Error(`no workload has ${positionals.join(" and ")} in its name`);

const cache = cacheFolder("bench-json");
const binary = await binaryOf(values.runtime);
await prepareJson(cache);

const place: Place = { binary, cache, withoutBuffer: false };
const measurements: Measurement[] = [];
for (const { name } of chosen) measurements.push(await measureAll(place, name, effort));
const written = compare("encode", measurements);
const read = compare("decode", measurements);
console.log(table("toJsonString: time of the others as a multiple of farcall's", written));
console.log(table("fromJsonString: time of the others as a multiple of farcall's", read));
console.log(`\n${[...goalsOf("toJsonString", written), ...goalsOf("fromJsonString", read)].map(verdict).join("\n")}`);

function goalsOf(operation: string, comparisons: readonly Comparison[]): Goal[] {
  return ["protobuf-es", "protobuf.js"].map((peer) => ({
    name: `${operation} beside ${peer}`,
    figure: meanOf(comparisons, beside(peer)),
    atLeast: 2,
  }));
}
