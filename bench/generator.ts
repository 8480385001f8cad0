/**
 * `npm run bench:generator`: what the generators take for the same request, each as a process of its own, as buf and protoc start it.
 * They take turns, so that a machine that others use too slows all of them alike. CPU is that of all threads; a ratio is the peer's CPU to
 * farcall's, of medians.
 *
 *     npm run bench:generator -- --sets gax,part,sample --rounds 5 --generators "farcall|es"
 *
 * ts-proto takes 7 GB for `sample`. `all` (google/, 8,014 files) takes the peers minutes and ts-proto 23 GB.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { oneMessage, requestFor, type SchemaSet, sets } from "./generator/sets.js";
import { cpuOf } from "./generator/start-up.js";
import { measurePlugin, type PluginRun } from "./real-sets/measure-plugin.js";
import { programs } from "./real-sets/programs.js";

/** TypeScript with services: of each the form that asks for no further package of types. */
const PARAMETERS: { readonly [name in keyof typeof programs]: string } = {
  farcall: "target=ts",
  "protoc-gen-es": "target=ts,import_extension=js",
  "ts-proto": "outputServices=grpc-js,forceLong=bigint",
  "protobuf-ts": "",
};
const STARTS = 10;

const { values: args } = parseArgs({
  options: {
    sets: { type: "string", default: "gax,part" },
    rounds: { type: "string", default: "3" },
    generators: { type: "string", default: "" },
  },
});
const names = Object.keys(programs).filter((name) =>
  new RegExp(args.generators).test(name),
) as (keyof typeof programs)[];

printStartUp();
for (const key of args.sets.split(",")) {
  const set = sets[key];
  if (set === undefined) throw new Error(`there is no set "${key}": the sets are ${Object.keys(sets).join(", ")}`);
  await printSet(set());
}

function printStartUp(): void {
  const folder = mkdtempSync(join(tmpdir(), "farcall-"));
  const commands = names.map((name) => {
    const input = join(folder, name);
    writeFileSync(input, requestFor(oneMessage, PARAMETERS[name]));
    return [name, `"${process.execPath}" "${programs[name]}" < "${input}"`] as const;
  });
  const all = new Map([["node -e 0", `"${process.execPath}" -e 0`], ...commands]);
  const cpu = new Map([...all].map(([name, command]) => [name, cpuOf(command, STARTS)]));
  rmSync(folder, { recursive: true });
  const node = cpu.get("node -e 0")!;
  console.log(`${oneMessage.name}: CPU of a run, on average over ${STARTS}`);
  console.table(
    Object.fromEntries(
      [...cpu].map(([name, seconds]) => [name, { ms: round(seconds * 1000), "to node": round(seconds / node) }]),
    ),
  );
}

/** What is kept of a run, without the output. */
type Figures = Pick<PluginRun, "cpuSeconds" | "peakMiB" | "outputMiB">;

async function printSet(set: SchemaSet): Promise<void> {
  const runs = new Map<string, Figures[]>(names.map((name) => [name, []]));
  let inputMiB = 0;
  for (let i = 0; i < Number(args.rounds); i++) {
    for (const name of names) {
      const request = requestFor(set, PARAMETERS[name]);
      inputMiB = request.length / 2 ** 20;
      const { cpuSeconds, peakMiB, outputMiB } = await measurePlugin(programs[name], request);
      runs.get(name)!.push({ cpuSeconds, peakMiB, outputMiB });
    }
  }
  const cpu = (name: string): number => median(runs.get(name)!.map(({ cpuSeconds }) => cpuSeconds));
  console.log(`\n${set.name}: ${set.paths.length} files, ${inputMiB.toFixed(1)} MiB, medians of ${args.rounds}`);
  console.table(
    Object.fromEntries(
      names.map((name) => [
        name,
        {
          "CPU s": round(cpu(name)),
          "to farcall": runs.has("farcall") ? round(cpu(name) / cpu("farcall")) : "",
          "ms per MiB of input": Math.round((cpu(name) * 1000) / inputMiB),
          "peak MiB": Math.round(median(runs.get(name)!.map(({ peakMiB }) => peakMiB))),
          "output MiB": round(runs.get(name)![0]!.outputMiB),
        },
      ]),
    ),
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
