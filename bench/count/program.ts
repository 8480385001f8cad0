/**
 * What counts in a process of its own: program.js <workload>, with V8's --predictable, so that compiler and collector do the same in every
 * run. The last line it prints is a Count.
 */
import type { AnyMessageType } from "farcall";
import { readHostile } from "../codec/hostile-inputs.js";
import { workloads } from "../codec/workloads.js";

/** What V8 does for a workload. */
export interface Count {
  /** The bytes of memory that one run of each operation takes, on the heap and in buffers. */
  readonly decode: number;
  readonly encode: number;
  readonly pooled: number;
  /** The functions that V8's optimiser has left behind, after all these runs, and again after it has met hostile input. */
  readonly unoptimised: readonly string[];
}

/** What runs may take together without a collection, in bytes. */
const BUDGET = 30e6;
/** Source: `OptimizationStatus` in V8's runtime.h. */
const TURBO_FANNED = 1 << 6;
// Syntax that V8 knows where it is given --allow-natives-syntax.
const prepare = new Function("f", "%PrepareFunctionForOptimization(f)");
const optimise = new Function("f", "%OptimizeFunctionOnNextCall(f)");
const statusOf = new Function("f", "return %GetOptimizationStatus(f)") as (f: unknown) => number;

const cache = new URL("..", import.meta.url);
const workload = workloads.find(({ name }) => name === process.argv[2])!;
const types: { readonly [name: string]: AnyMessageType } = await import(new URL("bundle/alone.js", cache).href);
const type = types[workload.type]!;
const bytes = workload.bytes(types, cache);
const message = type.decode(bytes, { strings: "own" }) as never;
const warmUps = clamp(5e6 / bytes.length, 100, 5000);

const decode = (): unknown => type.decode(bytes);
const encode = (): unknown => type.encode(message);
// First, while the callers of read and write are too cold to swallow them.
const before = unoptimised();
readHostile((input) => type.decode(input), bytes, 50);
const after = unoptimised().map((name) => `${name} after hostile input`);
const count: Count = {
  decode: allocated(decode),
  encode: allocated(encode),
  pooled: allocated(() => type.encode(message, { pooled: true })),
  unoptimised: [...before, ...after],
};
process.stdout.write(`\n${JSON.stringify(count)}\n`);

/** The most of several times: a collection may fall into any of them, and takes away from what it counts. */
function allocated(task: () => unknown): number {
  repeat(task, warmUps);
  const runs = clamp(BUDGET / memoryOf(task, 10), 2, 20_000);
  const taken = Array.from({ length: 5 }, () => memoryOf(task, runs));
  return Math.round(Math.max(...taken));
}

/** The bytes that each of some runs takes. */
function memoryOf(task: () => unknown, runs: number): number {
  (globalThis as { gc?: () => void }).gc!();
  const before = process.memoryUsage();
  repeat(task, runs);
  const after = process.memoryUsage();
  return (after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers) / runs;
}

function repeat(task: () => unknown, times: number): void {
  const kept = [task()];
  for (let i = 1; i < times; i++) kept[0] = task();
}

/** Whether V8 optimises the functions, and stays with it. That of pooled output is the same as that of encode. */
function unoptimised(): string[] {
  const stays = (one: unknown, run: () => unknown): boolean => {
    prepare(one);
    repeat(run, 20);
    optimise(one);
    repeat(run, 20);
    return (statusOf(one) & TURBO_FANNED) !== 0;
  };
  return [
    ...(stays(type.$read, decode) ? [] : [type.$read.name]),
    ...(stays(type.$write, encode) ? [] : [type.$write.name]),
  ];
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, value)));
}
