import type { Comparison } from "./comparison.js";
import type { HostileMeasurement } from "./measure.js";
import { geometricMean, median, type Ratio, ratioOf } from "./ratios.js";

/**
 * A table with a row for every workload, and their mean: farcall's time, and the ratios of the others to it. `best peer` is the fastest that
 * does the same work, `pooled` its ratio to farcall's pooled output.
 */
export function table(title: string, comparisons: readonly Comparison[]): string {
  const tools = [...new Set(comparisons.flatMap(({ others }) => [...others.keys()]))];
  const withPooled = comparisons.some(({ pooled }) => pooled !== undefined);
  const head = [
    "workload",
    "farcall",
    ...tools,
    "best peer",
    "middle half",
    "which",
    ...(withPooled ? ["pooled", "middle half"] : []),
  ];
  const rows = comparisons.map(({ workload, own, others, best, pooled }) => [
    workload,
    duration(own),
    ...tools.map((tool) => times(others.get(tool))),
    times(best),
    spread(best),
    best.name,
    ...(withPooled ? [times(pooled), pooled === undefined ? "" : spread(pooled)] : []),
  ]);
  const means = tools.map((tool) => meanOf(comparisons.map(({ others }) => others.get(tool))));
  const mean = [
    "geometric mean",
    "",
    ...means,
    meanOf(comparisons.map(({ best }) => best)),
    "",
    "",
    ...(withPooled ? [meanOf(comparisons.map(({ pooled }) => pooled)), ""] : []),
  ];
  return `\n${title}\n${aligned([head, ...rows, mean])}`;
}

/** A table of what hostile input leaves behind. */
export function hostileTable(measured: readonly HostileMeasurement[]): string {
  const rows = measured.map(({ workload, before, after }) => {
    const ratio = ratioOf(after, before);
    return [workload, duration(median(before)), duration(median(after)), times(ratio), spread(ratio)];
  });
  return `\ndecode before and after hostile input\n${aligned([["workload", "before", "after", "ratio", "middle half"], ...rows])}`;
}

function meanOf(ratios: readonly (Ratio | undefined)[]): string {
  return geometricMean(ratios.filter((ratio) => ratio !== undefined).map((ratio) => ratio.median)).toFixed(2);
}

/** A ratio as its median. */
export function times(ratio: Ratio | undefined): string {
  return ratio === undefined ? "" : ratio.median.toFixed(2);
}

/** Where the middle half of a ratio lies. */
export function spread({ low, high }: Ratio): string {
  return `${low.toFixed(2)} - ${high.toFixed(2)}`;
}

/** A time of `ns` nanoseconds. */
export function duration(ns: number): string {
  if (ns < 1e3) return `${ns.toFixed(0)} ns`;
  return ns < 1e6 ? `${(ns / 1e3).toFixed(1)} us` : `${(ns / 1e6).toFixed(1)} ms`;
}

/** Rows as text, with their cells below each other. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
