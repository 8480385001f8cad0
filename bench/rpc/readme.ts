/** What README.md shows of the measurements. */
import { drawChart } from "../chart.js";
import { times } from "../codec/tables.js";
import { beside, type Comparison } from "./comparison.js";
import { names, tools } from "./tools.js";

const others: readonly string[] = tools.filter((tool) => tool !== names.own);

/** The scenarios of the chart: all of them would be too many bars. */
const drawn: readonly string[] = ["unary, 1 in flight", "unary, 16 in flight", "server stream", "bidi flood"];

/** An SVG with the speed of all tools. */
export function chart(comparisons: readonly Comparison[]): string {
  const panels = comparisons
    .filter(({ scenario }) => drawn.includes(scenario))
    .map((comparison) => {
      const bars = others.map((name) => ({ name, speed: 1 / beside(comparison, name).median }));
      return { title: comparison.scenario, bars: [{ name: names.own, speed: 1 }, ...bars].toSorted(fastestFirst) };
    });
  return drawChart("Calls and messages for the same CPU time, farcall being 1: longer is faster", panels, names.own);
}

function fastestFirst(a: { readonly speed: number }, b: { readonly speed: number }): number {
  return b.speed - a.speed;
}

/** A table of ratios, and where others take less. */
export function callTable(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map((comparison) => [
    comparison.scenario,
    ...others.map((tool) => `${times(beside(comparison, tool))}x`),
  ]);
  const head = ["CPU time as a multiple of farcall's", ...others];
  const table = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  return `${table}\n\n${exceptions(comparisons)}`;
}

/** Where others take less. */
function exceptions(comparisons: readonly Comparison[]): string {
  const found = comparisons.flatMap((comparison) =>
    others
      .filter((tool) => tool !== names.onNode && beside(comparison, tool).median < 1)
      .map((tool) => `"${comparison.scenario}" (${tool}: ${times(beside(comparison, tool))})`),
  );
  return `Others take less at ${found.length === 0 ? "no kind of call" : found.join(", ")}.`;
}
