/**
 * Calls beside others: npm run bench:rpc [-- <part of a scenario's name>...] [--quick] [--chart] [--runtime node-22|node-24]
 *
 * Client and server of each tool are processes of their own; tools take turns. What counts is the CPU time of both sides, user and system, and
 * only ratios mean anything: times of the others as multiples of farcall's, so more than 1 is in favour of farcall. The last lines hold
 * them against the goals of bench/rpc/goals.ts; a goal that is missed fails nothing, because times depend on the machine.
 * `--chart` writes bench/rpc/calls.svg and README.md's table.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { verdict } from "./codec/goals.js";
import { cacheFolder } from "./codec/prepare/prepare.js";
import { binaryOf } from "./platform.js";
import type { Comparison } from "./rpc/comparison.js";
import type { Effort } from "./rpc/effort.js";
import { goalsOf } from "./rpc/goals.js";
import { hasH2load } from "./rpc/h2load.js";
import { prepareRpc } from "./rpc/prepare.js";
import { callTable, chart } from "./rpc/readme.js";
import { measure, type Place } from "./rpc/run.js";
import { scenarios } from "./rpc/scenarios.js";
import { cpuTable, latencyTable } from "./rpc/tables.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    chart: { type: "boolean", default: false },
    runtime: { type: "string" },
  },
});
const effort: Effort = values.quick
  ? { rounds: 5, sampleMs: 60, warmUpMs: 500, warmUpCalls: 3000 }
  : { rounds: 11, sampleMs: 100, warmUpMs: 1000, warmUpCalls: 5000 };
let chosen = scenarios.filter(({ name }) => positionals.every((part) => name.includes(part)));
if (chosen.length === 0) throw new Error(`no scenario has ${positionals.join(" and ")} in its name`);
if (chosen.some(({ call }) => call === "h2load") && !hasH2load()) {
  console.log("the server alone is left out: there is no h2load (Debian's package nghttp2-client)");
  chosen = chosen.filter(({ call }) => call !== "h2load");
}

const place: Place = { binary: await binaryOf(values.runtime), cache: cacheFolder("bench-rpc") };
await prepareRpc(place.cache);

const measured: Comparison[] = [];
for (const scenario of chosen) {
  measured.push({ scenario: scenario.name, samples: await measure(place, scenario, effort) });
}
console.log(`\ncalls: CPU time of both sides, that of the others as a multiple of farcall's\n${cpuTable(measured)}`);
if (chosen.some(({ call }) => call === "echo")) {
  console.log(`\ncalls: how long unary ones take for the caller\n${latencyTable(measured)}`);
}
console.log(`\n${goalsOf(measured).map(verdict).join("\n")}`);

if (values.chart) {
  const readme = new URL("../README.md", import.meta.url);
  const section = callTable(measured);
  const text = readFileSync(readme, "utf8").replace(/(<!-- calls -->\n).*?(?=\n<!-- \/calls -->)/s, `$1${section}`);
  writeFileSync(readme, text);
  writeFileSync(new URL("rpc/calls.svg", import.meta.url), chart(measured));
}
