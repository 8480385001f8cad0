/**
 * Everything beside others: npm run bench [-- <options and parts of names>]. Runs the benchmarks of the codec, of JSON text and of calls, each
 * if it has a workload or a scenario of such a name. Their options are in codec.ts, json.ts and rpc.ts.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { workloads } from "./codec/workloads.js";
import { scenarios } from "./rpc/scenarios.js";

const args = process.argv.slice(2);
const { positionals } = parseArgs({ args, allowPositionals: true, strict: false });
const parts = [
  { file: "codec.ts", known: workloads, args },
  { file: "json.ts", known: workloads, args: args.filter((arg) => arg !== "--chart") },
  { file: "rpc.ts", known: scenarios, args },
];
const chosen = parts.filter(({ known }) =>
  known.some(({ name }) => positionals.every((positional) => name.includes(positional))),
);
if (chosen.length === 0) throw new Error(`nothing has ${positionals.join(" and ")} in its name`);
for (const { file, args } of chosen) {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const { status } = spawnSync(process.execPath, [...process.execArgv, script, ...args], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
