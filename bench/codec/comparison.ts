import { names, type Operation } from "./contestants.js";
import { median, type Ratio, ratioOf } from "./ratios.js";
import type { Measurement, Samples } from "./run.js";

/** farcall beside the others, at one workload and one operation. */
export interface Comparison {
  readonly workload: string;
  /** Nanoseconds of farcall. */
  readonly own: number;
  /** The ratio of each tool's time to farcall's. */
  readonly others: ReadonlyMap<string, Ratio>;
  /** The fastest of the peers that do the same work, and its ratio. */
  readonly best: Ratio & { readonly name: string };
  /** The same peer's ratio to farcall's pooled output. Only for encode. */
  readonly pooled: Ratio | undefined;
}

/** Compares at one operation all that was measured. */
export function compare(operation: Operation, measurements: readonly Measurement[]): Comparison[] {
  return measurements.map(({ workload, samples }) => {
    const taken = samples.filter((one) => one[operation].length > 0);
    const own = taken.find(({ name }) => name === names.own)![operation];
    const pooled = taken.find(({ name }) => name === names.pooled)?.[operation];
    const others = taken.filter(({ name }) => name !== names.own && name !== names.pooled);
    const best = others.filter(isPeer).reduce((a, b) => (median(b[operation]) < median(a[operation]) ? b : a));
    return {
      workload,
      own: median(own),
      others: new Map(others.map((one) => [one.name, ratioOf(one[operation], own)])),
      best: { name: best.name, ...ratioOf(best[operation], own) },
      pooled: pooled && ratioOf(best[operation], pooled),
    };
  });
}

function isPeer({ name, inexact }: Samples): boolean {
  return name !== names.json && inexact === undefined;
}
