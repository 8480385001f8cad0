/**
 * The codec beside others: npm run bench [-- <part of a workload's name>] [--quick] [--runtime <name>]
 *
 * Each workload has a process of its own, in which all tools take turns. Only ratios mean anything: times of the others as multiples of
 * farcall's, so more than 1 is in favour of farcall. See bench/codec/goals.ts for what they should be.
 */
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { compare } from "./codec/comparison.js";
import { goalsOf, verdict } from "./codec/goals.js";
import type { Measurement } from "./codec/measure.js";
import { cacheFolder, prepareAll } from "./codec/prepare/prepare.js";
import type { Task } from "./codec/program.js";
import type { Effort } from "./codec/sample.js";
import { table } from "./codec/tables.js";
import { workloads } from "./codec/workloads.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false } },
});
const effort: Effort = values.quick
  ? { rounds: 5, sampleMs: 10, warmUpMs: 100 }
  : { rounds: 15, sampleMs: 30, warmUpMs: 250 };
const chosen = workloads.filter(({ name }) => positionals.every((part) => name.includes(part)));

const cache = cacheFolder("bench");
await prepareAll(cache);
const measured = measureAll(effort, false);
const decode = compare("decode", measured);
const encode = compare("encode", measured);
console.log(table("decode: time of the others as a multiple of farcall's", decode));
console.log(table("encode: time of the others as a multiple of farcall's", encode));
const portable = measureAll({ ...effort, rounds: effort.rounds >> 1 }, true);
console.log(table("decode where there is no Buffer", compare("decode", portable)));
console.log(table("encode where there is no Buffer", compare("encode", portable)));
console.log(`\n${goalsOf(decode, encode).map(verdict).join("\n")}`);

function measureAll(effort: Effort, withoutBuffer: boolean): Measurement[] {
  return chosen.map(({ name }) => measureInProcess({ workload: name, effort, withoutBuffer }));
}

function measureInProcess(task: Task): Measurement {
  const args = ["--expose-gc", `${cache}bundle/program.js`, JSON.stringify(task)];
  const output = execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return JSON.parse(output.trimEnd().split("\n").at(-1)!) as Measurement;
}
