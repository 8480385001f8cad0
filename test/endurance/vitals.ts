/** What a process holds. */
import { readdirSync } from "node:fs";

export interface Vitals {
  /** Objects and buffers that are in use, in bytes, when everything else has been collected. */
  readonly heap: number;
  /** The memory that the system counts, in bytes. What was freed may still be in it. */
  readonly resident: number;
  /** Open file descriptors. */
  readonly descriptors: number;
}

/** Collects the garbage and looks at what is left. Needs Linux and `--expose-gc`. */
export async function vitals(): Promise<Vitals> {
  // Finalizers and the ends of sockets run between collections.
  for (let i = 0; i < 3; i++) {
    globalThis.gc!();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { heap: heapUsed + arrayBuffers, resident: rss, descriptors: readdirSync("/proc/self/fd").length };
}
