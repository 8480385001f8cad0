import { aligned, duration, spread, times } from "../codec/tables.js";
import { beside, type Comparison, timeOf } from "./comparison.js";
import { names, tools } from "./tools.js";

const others: readonly string[] = tools.filter((tool) => tool !== names.own);

/** A row for every scenario: farcall's CPU time of both sides a call or message, and how many times as much the others take. */
export function cpuTable(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map((comparison) => [
    comparison.scenario,
    duration(timeOf(comparison, names.own) * 1000),
    ...others.flatMap((tool) => {
      const ratio = beside(comparison, tool);
      return [times(ratio), spread(ratio)];
    }),
  ]);
  return aligned([["", "farcall", ...others.flatMap((tool) => [tool, "middle half"])], ...rows]);
}

/** A row for every scenario of unary calls: how long a call takes for its caller, for the middle one and for one of a hundred. */
export function latencyTable(comparisons: readonly Comparison[]): string {
  const unary = comparisons.filter(({ samples }) => samples[0]!.p50.length > 0);
  const rows = unary.flatMap((comparison) =>
    (["p50", "p99"] as const).map((figure) => [
      `${comparison.scenario}, ${figure}`,
      ...tools.map((tool) => duration(timeOf(comparison, tool, figure) * 1000)),
    ]),
  );
  return aligned([["", ...tools], ...rows]);
}
