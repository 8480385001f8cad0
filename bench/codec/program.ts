/** What runs in a process of its own: program.js <task as JSON>. The last line it prints is what the task's function returns. */
import type { Effort } from "./sample.js";

/** What such a process is to do. */
export interface Task {
  /** Compare all tools at the workload, or farcall after hostile input with farcall before. */
  readonly kind: "compare" | "hostile";
  readonly workload: string;
  readonly effort: Effort;
  /** Hide Node's Buffer from all tools, as in a browser. */
  readonly withoutBuffer: boolean;
}

const { kind, workload, effort, withoutBuffer } = JSON.parse(process.argv[2]!) as Task;
if (withoutBuffer) delete (globalThis as { Buffer?: unknown }).Buffer;
const { measure, measureHostile } = await import("./measure.js");
const measured = await { compare: measure, hostile: measureHostile }[kind](
  workload,
  effort,
  new URL("..", import.meta.url),
);
process.stdout.write(`\n${JSON.stringify(measured)}\n`);
