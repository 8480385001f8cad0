/**
 * What coding costs, counted and not timed: npm run bench:count [-- --update]
 *
 * For every workload of bench/codec, the bytes of memory that V8 takes for one run, and for every message the characters of the generated
 * functions. They are the same in every run of one version of Node, which npm provides, and may not grow by more than 5 % above those in
 * bench/count/figures.json; `--update` writes them anew. Every reader and writer must be one that V8's optimiser accepts, also after it has
 * met hostile input. Needs a build.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { install } from "../test/runtimes/platforms.js";
import { cacheFolder, prepareOwn } from "./codec/prepare/prepare.js";
import { workloads } from "./codec/workloads.js";
import { codeSizes } from "./count/code-sizes.js";
import type { Count } from "./count/program.js";

const TOLERANCE = 1.05;

type Figures = { readonly [name: string]: { readonly [measure: string]: number } };

const { values } = parseArgs({ options: { update: { type: "boolean", default: false } } });
const file = new URL("count/figures.json", import.meta.url);
const cache = cacheFolder("bench-count");

await prepareOwn(cache);
const node = await install("node-22", cacheFolder("runtimes"));
const problems: string[] = [];
const figures = { ...memoryFigures(), ...codeFigures() };
if (values.update) writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
else compareWith(JSON.parse(readFileSync(file, "utf8")) as Figures);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`${Object.keys(figures).length} workloads and messages cost what they are to cost`);

function memoryFigures(): Figures {
  return Object.fromEntries(
    workloads.map(({ name }) => {
      const { unoptimised, ...memory } = count(name);
      problems.push(...unoptimised.map((one) => `${name}: V8 does not optimise ${one}`));
      return [name, memory];
    }),
  );
}

function codeFigures(): Figures {
  const files = ["presence_pb.ts", "vector_tile_pb.ts", "wide_pb.ts", "workloads_pb.ts"];
  const sizes = files.flatMap((name) => [...codeSizes(`${cache}farcall/${name}`)]);
  return Object.fromEntries(sizes.map(([name, code]) => [name, { code }]));
}

function count(workload: string): Count {
  const flags = [
    "--predictable",
    "--allow-natives-syntax",
    "--expose-gc",
    "--min-semi-space-size=64",
    "--max-semi-space-size=64",
  ];
  const output = execFileSync(node, [...flags, `${cache}bundle/count.js`, workload], { encoding: "utf8" });
  return JSON.parse(output.trimEnd().split("\n").at(-1)!) as Count;
}

function compareWith(expected: Figures): void {
  if (!isDeepStrictEqual(Object.keys(figures), Object.keys(expected))) {
    problems.push("there are other workloads or messages than in figures.json: npm run bench:count -- --update");
    return;
  }
  for (const [name, measures] of Object.entries(figures)) {
    for (const [measure, figure] of Object.entries(measures)) {
      const wanted = expected[name]?.[measure] ?? 0;
      if (figure > wanted * TOLERANCE) problems.push(`${name}: ${measure} takes ${figure}, and took ${wanted}`);
      if (figure * TOLERANCE < wanted)
        console.log(`${name}: ${measure} takes ${figure} instead of ${wanted}: --update keeps it so`);
    }
  }
}
