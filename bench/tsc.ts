/**
 * `npm run bench:tsc`: what it costs the compiler to check what the generators write for more than 1,000 of Google's schemas, and
 * nothing else. The outputs take turns, so that a machine that others use too slows all of them alike. CPU is that of the whole
 * process, which parses and binds besides; a ratio is farcall's CPU to the peer's, of the same round, with its range.
 *
 * One round of all takes half an hour, most of it ts-proto's. To look at less:
 *
 *     npm run bench:tsc -- --schemas "google/cloud/b" --rounds 5 --outputs "ts" --compilers 7
 */
import { parseArgs } from "node:util";
import { closed, sample } from "./real-sets/sample.js";
import { type Compiler, type Cost, check } from "./tsc/check.js";
import { generate, isDeclared, type Output, outputs } from "./tsc/outputs.js";

const { values: args } = parseArgs({
  options: {
    schemas: { type: "string" },
    rounds: { type: "string", default: "1" },
    outputs: { type: "string", default: "" },
    compilers: { type: "string", default: "7,5.9" },
  },
});

/** An output as one compiler with one setting sees it. */
interface Entry {
  readonly output: Output;
  readonly skipLibCheck: boolean;
  readonly folder: string;
  readonly costs: Cost[];
}

const schemas = args.schemas === undefined ? sample : closed(new RegExp(args.schemas));
const folders = new Map<Output, string>();
for (const output of outputs.filter(({ name }) => new RegExp(args.outputs).test(name))) {
  folders.set(output, await generate(output, schemas));
}

for (const compiler of args.compilers.split(",") as Compiler[]) {
  const entries: Entry[] = [...folders].flatMap(([output, folder]) =>
    (isDeclared(output) ? [true, false] : [true]).map((skipLibCheck) => ({ output, skipLibCheck, folder, costs: [] })),
  );
  for (let round = 0; round < Number(args.rounds); round++) {
    for (const { folder, skipLibCheck, costs } of entries) costs.push(await check(folder, compiler, skipLibCheck));
  }
  console.log(`\nTypeScript ${compiler}, ${schemas.length} schemas, medians of ${args.rounds}`);
  console.table(Object.fromEntries(entries.map((entry) => [nameOf(entry), rowOf(entry, entries)])));
}

function nameOf({ output, skipLibCheck }: Entry): string {
  return isDeclared(output) ? `${output.name}${skipLibCheck ? "" : " checked"}` : output.name;
}

function rowOf(entry: Entry, entries: readonly Entry[]): { [column: string]: string } {
  const of = (key: keyof Cost) => median(entry.costs.map((cost) => cost[key]));
  const row: { [column: string]: string } = {
    "CPU, s": of("cpuSeconds").toFixed(1),
    "wall, s": of("wallSeconds").toFixed(1),
    "checking, s": of("checkSeconds").toFixed(1),
    "peak, MiB": of("peakMiB").toFixed(0),
  };
  for (const peer of entries.filter(
    ({ output }) => output.generator !== "farcall" && !output.name.includes("nocheck"),
  )) {
    if (entry.output.generator === "farcall") row[`/ ${nameOf(peer)}`] = ratioOf(entry, peer);
  }
  return row;
}

/** The CPU of one as a multiple of that of another: the median of the rounds, and how far they reach. */
function ratioOf({ costs }: Entry, peer: Entry): string {
  const ratios = costs.map(({ cpuSeconds }, round) => cpuSeconds / peer.costs[round]!.cpuSeconds);
  const range = `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`;
  return ratios.length === 1 ? median(ratios).toFixed(2) : `${median(ratios).toFixed(2)} (${range})`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
