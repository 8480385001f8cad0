/** What runs in a process of its own: program.js <task as JSON>. The last line it prints is a Measurement. */
import type { Effort } from "./sample.js";

/** What such a process is to measure. */
export interface Task {
  readonly workload: string;
  readonly effort: Effort;
  /** Hide Node's Buffer from all tools, as in a browser. */
  readonly withoutBuffer: boolean;
}

const { workload, effort, withoutBuffer } = JSON.parse(process.argv[2]!) as Task;
if (withoutBuffer) delete (globalThis as { Buffer?: unknown }).Buffer;
const { measure } = await import("./measure.js");
const measurement = await measure(workload, effort, new URL("..", import.meta.url));
process.stdout.write(`\n${JSON.stringify(measurement)}\n`);
