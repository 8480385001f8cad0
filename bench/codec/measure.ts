import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { contestant, type Operation } from "./contestants.js";
import { readHostile } from "./hostile-inputs.js";
import { type Effort, samplerOf, type Task } from "./sample.js";
import { workloads } from "./workloads.js";

/** Takes a sample of one tool for every line of the standard input, "decode" or "encode", and writes it to a line of the output. */
export async function measure(name: string, tool: string, effort: Effort, cache: URL): Promise<void> {
  const { type } = workloads.find((one) => one.name === name)!;
  const [bytes, json] = ["input.binpb", "input.json"].map((file) =>
    Uint8Array.from(readFileSync(new URL(file, cache))),
  );
  const one = (await contestant(tool, type, { bytes: bytes!, json: json! }, cache))!;
  const message = one.message ?? one.decode(one.bytes);
  const tasks = { decode: () => one.decode(one.bytes), encode: () => one.encode(message) };
  await serveSamples(one.only === undefined ? tasks : { [one.only]: tasks[one.only] }, effort);
}

/** The same of any tasks; NaN for an operation that is none of them. */
export async function serveSamples(tasks: { [operation in Operation]?: Task }, effort: Effort): Promise<void> {
  const samplers = new Map<Operation, () => number>();
  for await (const line of createInterface({ input: process.stdin })) {
    const operation = line as Operation;
    const task = tasks[operation];
    if (task !== undefined && !samplers.has(operation)) samplers.set(operation, samplerOf(task, effort));
    process.stdout.write(`${samplers.get(operation)?.() ?? Number.NaN}\n`);
  }
}

/** The time of decode after it has read what it had to refuse, and of another instance of the same code that has not. */
export interface HostileMeasurement {
  readonly workload: string;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Measures farcall's decode of the workload `name` in two instances, of which one has met hostile input. */
export async function measureHostile(name: string, effort: Effort, cache: URL): Promise<HostileMeasurement> {
  const workload = workloads.find((one) => one.name === name)!;
  const [clean, met] = await Promise.all(
    ["clean", "met"].map((instance) => import(new URL(`bundle/alone.js?${instance}`, cache).href)),
  );
  const bytes = workload.bytes(clean, cache);
  const decode = (input: Uint8Array): unknown => met[workload.type].decode(input);
  // What has run for a while has code to lose.
  for (let i = 0; i < 100; i++) decode(bytes);
  readHostile(decode, bytes, 50);
  const before = samplerOf(() => clean[workload.type].decode(bytes), effort);
  const after = samplerOf(() => decode(bytes), effort);
  const rounds = Array.from({ length: effort.rounds }, () => [before(), after()] as const);
  return { workload: name, before: rounds.map(([time]) => time), after: rounds.map(([, time]) => time) };
}
