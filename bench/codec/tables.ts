import type { Comparison } from "./comparison.js";
import { geometricMean, type Ratio } from "./ratios.js";

/** A table with a row for every workload, and their mean: farcall's time, and the ratios of the others to it. */
export function table(title: string, comparisons: readonly Comparison[]): string {
  const tools = [...new Set(comparisons.flatMap(({ others }) => [...others.keys()]))];
  const head = ["workload", "farcall", ...tools, "best peer", "its middle half", "which"];
  const rows = comparisons.map(({ workload, own, others, best }) => [
    workload,
    duration(own),
    ...tools.map((tool) => times(others.get(tool))),
    times(best),
    `${best.low.toFixed(2)} - ${best.high.toFixed(2)}`,
    best.name,
  ]);
  const means = tools.map((tool) => meanOf(comparisons.map(({ others }) => others.get(tool))));
  const mean = ["geometric mean", "", ...means, meanOf(comparisons.map(({ best }) => best)), "", ""];
  return `\n${title}\n${aligned([head, ...rows, mean])}`;
}

function meanOf(ratios: readonly (Ratio | undefined)[]): string {
  return geometricMean(ratios.filter((ratio) => ratio !== undefined).map((ratio) => ratio.median)).toFixed(2);
}

function times(ratio: Ratio | undefined): string {
  return ratio === undefined ? "" : ratio.median.toFixed(2);
}

function duration(ns: number): string {
  if (ns < 1e3) return `${ns.toFixed(0)} ns`;
  return ns < 1e6 ? `${(ns / 1e3).toFixed(1)} us` : `${(ns / 1e6).toFixed(1)} ms`;
}

function aligned(rows: readonly (readonly string[])[]): string {
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
