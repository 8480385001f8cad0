import type { Comparison } from "./comparison.js";
import { geometricMean } from "./ratios.js";
import { workloads } from "./workloads.js";

/** A ratio of a comparison, where there is one. */
export type Figure = (comparison: Comparison) => number | undefined;

/** The fastest peer's time to that of farcall. */
export const best: Figure = (comparison) => comparison.best.median;

/** The fastest peer's time to that of farcall with pooled output. */
export const pooled: Figure = (comparison) => comparison.pooled?.median;

/** A tool's time to that of farcall. */
export const beside =
  (tool: string): Figure =>
  ({ others }) =>
    others.get(tool)?.median;

/** A tool's time to that of farcall with pooled output. */
export const besidePooled =
  (tool: string): Figure =>
  ({ others, pooled, best }) => {
    const ratio = others.get(tool)?.median;
    return ratio && pooled && (ratio * pooled.median) / best.median;
  };

/** The geometric mean; NaN where no comparison has the figure. */
export function meanOf(comparisons: readonly Comparison[], figure: Figure): number {
  return geometricMean(comparisons.map(figure).filter((value) => value !== undefined));
}

/** The comparisons at the small message. */
export function ofSmallMessage(comparisons: readonly Comparison[]): Comparison[] {
  return comparisons.filter(({ workload }) => workload === "small RPC message");
}

/** The comparisons at messages of 64-bit integers. */
export function of64Bits(comparisons: readonly Comparison[]): Comparison[] {
  const found = new Set(workloads.filter((one) => one.of64Bits).map(({ name }) => name));
  return comparisons.filter(({ workload }) => found.has(workload));
}

/** The tools besides farcall that know every workload. */
export function toolsOf(comparisons: readonly Comparison[]): string[] {
  return [...comparisons[0]!.others.keys()].filter((name) => comparisons.every(({ others }) => others.has(name)));
}
