import { type Bar, drawChart } from "../chart.js";
import type { Comparison } from "./comparison.js";
import { names } from "./contestants.js";
import { beside, best, meanOf, pooled, toolsOf } from "./figures.js";

/** An SVG with the speed of all that do the same work, for light and dark pages. */
export function chart(decode: readonly Comparison[], encode: readonly Comparison[]): string {
  const panels = [
    { title: "decode", bars: barsOf(decode) },
    { title: "encode", bars: barsOf(encode) },
  ];
  return drawChart("Speed of decode and encode, farcall being 1: longer is faster", panels, names.own);
}

/** farcall, and those that have been measured at every workload, the fastest first. */
function barsOf(comparisons: readonly Comparison[]): Bar[] {
  const own: Bar[] = [{ name: names.own, speed: 1 }];
  const inPool = meanOf(comparisons, pooled) / meanOf(comparisons, best);
  if (!Number.isNaN(inPool)) own.push({ name: names.pooled, speed: inPool });
  const others = toolsOf(comparisons).map((name) => ({ name, speed: 1 / meanOf(comparisons, beside(name)) }));
  return [...own, ...others].toSorted((a, b) => b.speed - a.speed);
}
