import type { Comparison } from "./comparison.js";
import { names } from "./contestants.js";
import {
  beside,
  besidePooled,
  best,
  type Figure,
  meanOf,
  of64Bits,
  ofSmallMessage,
  pooled,
  toolsOf,
} from "./figures.js";

/** farcall's decode and encode on a platform. */
export interface Outcome {
  readonly decode: readonly Comparison[];
  readonly encode: readonly Comparison[];
}

/** README.md's table of ratios, and the workloads at which others are faster. `portable` is measured without Node's Buffer. */
export function speedTable({ decode, encode }: Outcome, portable: Outcome): string {
  const rows = [
    ["the fastest peer of each message", ratio(decode, best), ratio(encode, best), ratio(encode, pooled)],
    row("- at a small message", ofSmallMessage(decode), ofSmallMessage(encode)),
    row("- at messages of 64-bit integers", of64Bits(decode), of64Bits(encode)),
    row("- without Node's Buffer", portable.decode, portable.encode),
    ...toolsOf(decode).map((tool) => [
      tool,
      ratio(decode, beside(tool)),
      ratio(encode, beside(tool)),
      ratio(encode, besidePooled(tool)),
    ]),
  ];
  const head = ["time as a multiple of farcall's", "decode", "encode", "encode, pooled"];
  const table = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  return `${table}\n\nOthers are faster in decode at ${exceptions(decode)}, in encode at ${exceptions(encode)}.`;
}

function row(title: string, decode: readonly Comparison[], encode: readonly Comparison[]): string[] {
  return [title, ratio(decode, best), ratio(encode, best), ratio(encode, pooled)];
}

function ratio(comparisons: readonly Comparison[], figure: Figure): string {
  const mean = meanOf(comparisons, figure);
  return Number.isNaN(mean) ? "" : `${mean.toFixed(2)}x`;
}

/** Where the fastest peer, or JSON, takes less time. */
function exceptions(comparisons: readonly Comparison[]): string {
  const found = comparisons.flatMap(({ workload, best, others }) => {
    const json = { name: names.json, median: others.get(names.json)!.median };
    const faster = [best, json].filter(({ median }) => median < 1);
    return faster.map(({ name, median }) => `"${workload}" (${name}: ${median.toFixed(2)})`);
  });
  return found.length === 0 ? "no workload" : found.join(", ");
}
