/**
 * The codec beside others: each workload is decoded and encoded by all of them in turn, many rounds, so that a machine that others
 * use too slows all of them alike. Only the ratios mean anything. Run: `npm run bench`
 */
import { deepStrictEqual } from "node:assert";
import { measure } from "mitata";
import { loadPeers, type Peer } from "./codec/peers.js";
import { types, type Workload, workloads } from "./codec/workloads.js";

const ROUNDS = 7;
/** How long one sample takes at least, in nanoseconds. */
const SAMPLE = 40e6;

type Operation = "decode" | "encode";

const peers = await loadPeers();
for (const workload of workloads) for (const peer of peers) expectAgreement(peer, workload);
for (const operation of ["decode", "encode"] as const) await compare(operation);

/** A peer that computes something else would be compared in vain. */
function expectAgreement(peer: Peer, { type, bytes, name }: Workload): void {
  const codec = peer.codecOf(type);
  const again = codec.encode(codec.decode(bytes));
  deepStrictEqual(types[type].decode(again), types[type].decode(bytes), `${peer.name} differs in "${name}"`);
}

async function compare(operation: Operation): Promise<void> {
  const rows: { [workload: string]: { [peer: string]: string } } = {};
  const ratios = new Map<string, number[]>();
  for (const workload of workloads) {
    const times = await sample(operation, workload);
    const [own] = times.values();
    const row: { [peer: string]: string } = { "farcall, ns": own!.toFixed(0) };
    for (const [name, time] of [...times].slice(1)) {
      const ratio = time / own!;
      row[name] = ratio.toFixed(2);
      ratios.set(name, [...(ratios.get(name) ?? []), ratio]);
    }
    rows[workload.name] = row;
  }
  rows["geometric mean"] = Object.fromEntries([...ratios].map(([name, all]) => [name, geometricMean(all).toFixed(2)]));
  console.log(`\n${operation}: time of the others as a multiple of farcall's`);
  console.table(rows);
}

/** The median time of each peer, in nanoseconds. */
async function sample(operation: Operation, { type, bytes }: Workload): Promise<Map<string, number>> {
  const runs = peers
    .filter(({ name }) => operation === "encode" || name !== "farcall, pooled")
    .map((peer) => {
      const codec = peer.codecOf(type);
      const message = codec.decode(bytes);
      const run = operation === "decode" ? () => codec.decode(bytes) : () => codec.encode(message);
      return { name: peer.name, run, times: [] as number[] };
    });
  for (let round = 0; round < ROUNDS; round++) {
    for (const { run, times } of runs) {
      const { p50 } = await measure(run, { min_cpu_time: SAMPLE, min_samples: 10 });
      times.push(p50);
    }
  }
  return new Map(runs.map(({ name, times }) => [name, times.sort((a, b) => a - b)[ROUNDS >> 1]!]));
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
