/**
 * The codec beside others: npm run bench:codec [-- <part of a workload's name>...] [--quick] [--chart] [--runtime node-22|node-24|bun]
 *
 * Each tool has a process of its own for each workload; they take turns. Only ratios mean anything: times of the others as multiples of
 * farcall's, so more than 1 is in favour of farcall. The last lines hold them against the goals of bench/codec/goals.ts; a goal that is
 * missed fails nothing, because times depend on the machine. `--chart` writes bench/codec/speed.svg and README.md's table.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { chart } from "./codec/chart.js";
import { compare } from "./codec/comparison.js";
import { goalsOf, verdict } from "./codec/goals.js";
import { cacheFolder, prepareAll } from "./codec/prepare/prepare.js";
import { type Measurement, measureAll, measureHostile, type Place } from "./codec/run.js";
import type { Effort } from "./codec/sample.js";
import { speedTable } from "./codec/speed-table.js";
import { hostileTable, table } from "./codec/tables.js";
import { workloads } from "./codec/workloads.js";
import { binaryOf } from "./platform.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    chart: { type: "boolean", default: false },
    runtime: { type: "string" },
  },
});
const effort: Effort = values.quick
  ? { rounds: 7, sampleMs: 10, warmUpMs: 100 }
  : { rounds: 11, sampleMs: 20, warmUpMs: 250 };
const chosen = workloads.filter(({ name }) => positionals.every((part) => name.includes(part)));
if (chosen.length === 0) throw new Error(`no workload has ${positionals.join(" and ")} in its name`);

const cache = cacheFolder("bench");
const binary = await binaryOf(values.runtime);
await prepareAll(cache);

const place: Place = { binary, cache, withoutBuffer: false };
const measured = await measureEach(place, effort);
const decode = compare("decode", measured);
const encode = compare("encode", measured);
console.log(table("decode: time of the others as a multiple of farcall's", decode));
console.log(table("encode: time of the others as a multiple of farcall's", encode));

const fewer = { ...effort, rounds: effort.rounds >> 1 };
const measuredWithout = await measureEach({ ...place, withoutBuffer: true }, fewer);
const portable = { decode: compare("decode", measuredWithout), encode: compare("encode", measuredWithout) };
console.log(table("decode where there is no Buffer", portable.decode));
console.log(table("encode where there is no Buffer", portable.encode));

const hostile = chosen.map(({ name }) => measureHostile(place, name, effort));
console.log(hostileTable(hostile));

console.log(`\n${goalsOf(decode, encode, portable, hostile).map(verdict).join("\n")}`);

if (values.chart) {
  const readme = new URL("../README.md", import.meta.url);
  const section = speedTable({ decode, encode }, portable);
  const text = readFileSync(readme, "utf8").replace(/(<!-- speed -->\n).*?(?=\n<!-- \/speed -->)/s, `$1${section}`);
  writeFileSync(readme, text);
  writeFileSync(new URL("codec/speed.svg", import.meta.url), chart(decode, encode));
}

async function measureEach(place: Place, effort: Effort): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { name } of chosen) measurements.push(await measureAll(place, name, effort));
  return measurements;
}
