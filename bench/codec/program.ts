/** What runs in a process of its own: program.js <task as JSON>. The last line it prints is the result, save for "measure". */
import type { Effort } from "./sample.js";

/** What such a process is to do. */
export interface Task {
  /** Compare what tools compute, measure the `tool`, or measure farcall after hostile input. */
  readonly kind: "check" | "measure" | "hostile";
  readonly workload: string;
  readonly tool?: string;
  readonly effort: Effort;
  /** Hide Node's Buffer from all tools, as in a browser. */
  readonly withoutBuffer: boolean;
}

const { kind, workload, tool, effort, withoutBuffer } = JSON.parse(process.argv[2]!) as Task;
if (withoutBuffer) delete (globalThis as { Buffer?: unknown }).Buffer;
const cache = new URL("..", import.meta.url);
if (kind === "measure") {
  const { measure } = await import("./measure.js");
  await measure(workload, tool!, effort, cache);
} else {
  const result =
    kind === "check"
      ? await (await import("./check.js")).check(workload, cache)
      : await (await import("./measure.js")).measureHostile(workload, effort, cache);
  process.stdout.write(`\n${JSON.stringify(result)}\n`);
}
