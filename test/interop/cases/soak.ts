import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { TestServiceClient } from "../gen/grpc/testing/test_pb.js";
import { assertZeros, type CaseContext, type InteropCase } from "./case.js";
import { callLargeUnary, LARGE_RESPONSE } from "./unary.js";

/** The `--soak_*` flags, which both soak cases obey. */
export interface SoakLimits {
  readonly iterations: number;
  /** How many iterations may fail or take too long. */
  readonly maxFailures: number;
  readonly maxLatencyMs: number;
  readonly overallTimeoutMs: number;
  readonly minMsBetweenCalls: number;
}

/** The stub of one iteration, and what closes it when the iteration's time has been taken. */
interface Connection {
  readonly tests: TestServiceClient;
  close(): Promise<void>;
}

/** Calls large_unary many times in sequence on one channel. */
export const rpcSoak: InteropCase = (context) => soak(context, () => ({ tests: context.tests, close: async () => {} }));

/** The same, each call on a channel of its own: opening it counts as latency, closing it does not. */
export const channelSoak: InteropCase = (context) =>
  soak(context, () => {
    const channel = context.connect();
    return { tests: new TestServiceClient(channel), close: () => channel.close() };
  });

async function soak({ soak: limits, peer, log }: CaseContext, connect: () => Connection): Promise<void> {
  const start = performance.now();
  const latencies: number[] = [];
  let failures = 0;
  for (let iteration = 0; iteration < limits.iterations; iteration++) {
    if (performance.now() - start > limits.overallTimeoutMs) break;
    const pause = setTimeout(limits.minMsBetweenCalls);
    const { ms, problem } = await time(connect, limits.maxLatencyMs);
    const verdict = problem === undefined ? "succeeded" : `failed: ${problem}`;
    log(`soak iteration: ${iteration} elapsed_ms: ${Math.round(ms)} peer: ${peer} ${verdict}`);
    latencies.push(ms);
    if (problem !== undefined) failures += 1;
    await pause;
  }
  latencies.sort((a, b) => a - b);
  const percentile = (p: number): string => (latencies[Math.ceil(latencies.length * p) - 1] ?? Number.NaN).toFixed(1);
  log(`latency in ms: median ${percentile(0.5)}, 90th ${percentile(0.9)}, max ${percentile(1)}`);
  assert.equal(latencies.length, limits.iterations, "the overall timeout ended the soak");
  assert(failures <= limits.maxFailures, `${failures} iterations failed, at most ${limits.maxFailures} may`);
}

async function time(connect: () => Connection, maxLatencyMs: number): Promise<{ ms: number; problem?: string }> {
  const start = performance.now();
  const { tests, close } = connect();
  try {
    const { payload } = await callLargeUnary(tests);
    const ms = performance.now() - start;
    assertZeros(payload, LARGE_RESPONSE);
    return ms > maxLatencyMs ? { ms, problem: `took longer than ${maxLatencyMs} ms` } : { ms };
  } catch (error) {
    return { ms: performance.now() - start, problem: String(error) };
  } finally {
    await close();
  }
}
