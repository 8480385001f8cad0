import { execFileSync } from "node:child_process";
import type { HostileMeasurement, Measurement } from "./measure.js";
import type { Task } from "./program.js";

/** What a process gives for each kind of task. */
interface Results {
  readonly compare: Measurement;
  readonly hostile: HostileMeasurement;
}

/** Does a task in a process of its own: of the runtime `binary`, with the program that `prepareAll` has put into `cache`. */
export function runTask<K extends Task["kind"]>(binary: string, cache: string, task: Task & { kind: K }): Results[K] {
  const args = ["--expose-gc", `${cache}bundle/program.js`, JSON.stringify(task)];
  const output = execFileSync(binary, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(output.trimEnd().split("\n").at(-1)!);
}
