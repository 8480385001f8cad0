import { execFileSync } from "node:child_process";
import { LineProcess } from "../line-process.js";
import type { Checked } from "./check.js";
import type { HostileMeasurement } from "./measure.js";
import type { Task } from "./program.js";
import type { Effort } from "./sample.js";

/** The samples of one tool, in nanoseconds; none of what it is not measured at. */
export interface Samples {
  readonly name: string;
  readonly inexact?: string | undefined;
  readonly decode: number[];
  readonly encode: number[];
}

/** What was measured of one workload. */
export interface Measurement {
  readonly workload: string;
  /** The size of the binary form. */
  readonly size: number;
  readonly samples: readonly Samples[];
}

/** Where programs run: the runtime's binary, the folder that `prepareAll` has filled, and whether Node's Buffer is there. */
export interface Place {
  readonly binary: string;
  readonly cache: string;
  readonly withoutBuffer: boolean;
}

/**
 * Measures all tools at a workload, after they have agreed on what it means. Each has a process of its own; in each round every one has its turn,
 * and a round begins one place later than the one before, so that a machine that is slow for a while is slow for all.
 */
export async function measureAll(place: Place, workload: string, effort: Effort): Promise<Measurement> {
  const { size, tools } = resultOf(place, { kind: "check", workload, effort }) as Checked;
  const processes = tools.map(
    ({ name }) => new LineProcess(place.binary, argumentsOf(place, { kind: "measure", workload, tool: name, effort })),
  );
  const samples = tools.map((tool): Samples => ({ ...tool, decode: [], encode: [] }));
  for (const operation of ["decode", "encode"] as const) {
    for (let round = 0; round < effort.rounds; round++) {
      for (let turn = 0; turn < tools.length; turn++) {
        const tool = (turn + round) % tools.length;
        const time = Number(await processes[tool]!.ask(operation));
        if (!Number.isNaN(time)) samples[tool]![operation].push(time);
      }
    }
  }
  for (const one of processes) one.end();
  return { workload, size, samples };
}

/** Measures what hostile input leaves behind. */
export function measureHostile(place: Place, workload: string, effort: Effort): HostileMeasurement {
  return resultOf(place, { kind: "hostile", workload, effort }) as HostileMeasurement;
}

function resultOf(place: Place, task: Omit<Task, "withoutBuffer">): unknown {
  const stdio = ["ignore", "pipe", "inherit"] as const;
  const output = execFileSync(place.binary, argumentsOf(place, task), { encoding: "utf8", stdio: [...stdio] });
  return JSON.parse(output.trimEnd().split("\n").at(-1)!);
}

function argumentsOf({ cache, withoutBuffer }: Place, task: Omit<Task, "withoutBuffer">): string[] {
  return ["--expose-gc", `${cache}bundle/program.js`, JSON.stringify({ ...task, withoutBuffer })];
}
