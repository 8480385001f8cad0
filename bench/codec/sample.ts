/** What is measured: it gives its result, so that no compiler leaves it out. */
export type Task = () => unknown;

/** How long, and how often. */
export interface Effort {
  /** How many samples are taken of each task. */
  readonly rounds: number;
  /** How long a sample takes, in milliseconds. */
  readonly sampleMs: number;
  /** How long each task runs at least before the first sample, in milliseconds. */
  readonly warmUpMs: number;
}

/**
 * Gives a function that takes one sample: the CPU time of one run of the task, in nanoseconds. It is that of all threads of the process,
 * so what is left to V8's compiler and collector counts, and what other processes take does not.
 */
export function samplerOf(task: Task, { sampleMs, warmUpMs }: Effort): () => number {
  const loop = loopOf(task);
  const count = warmUp(loop, sampleMs, warmUpMs);
  return () => timeOf(loop, count);
}

type Loop = (count: number) => unknown;

/** A loop of its own for every task: a shared one would know many tasks, and be compiled for none of them. */
function loopOf(task: Task): Loop {
  const body =
    "const kept = new Array(8).fill(); return (count) => { for (let i = 0; i < count; i++) kept[i & 7] = task(); return kept; };";
  return new Function("task", body)(task);
}

/** Runs until it becomes no faster: long functions are compiled late. Gives how many runs fill a sample. */
function warmUp(loop: Loop, sampleMs: number, warmUpMs: number): number {
  const due = cpuMs() + warmUpMs;
  let count = 1;
  let time = timeOf(loop, count);
  while (cpuMs() < due) {
    if (time * count < sampleMs * 1e6) count *= 2;
    time = timeOf(loop, count);
  }
  for (let i = 0; i < 20; i++) {
    const before = time;
    time = timeOf(loop, count);
    if (time > 0.97 * before) break;
  }
  return Math.max(1, Math.round((sampleMs * 1e6) / time));
}

function timeOf(loop: Loop, count: number): number {
  // Each one clears up after itself, not after the one before.
  collectGarbage();
  const started = cpuMs();
  loop(count);
  return ((cpuMs() - started) * 1e6) / count;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function collectGarbage(): void {
  (globalThis as { gc?: (options: { type: "minor" }) => void }).gc?.({ type: "minor" });
}
