/** What the codec is meant to reach, as geometric means over the workloads, and whether it does. */
import type { Comparison } from "./comparison.js";
import { names } from "./contestants.js";
import { beside, best, meanOf, of64Bits, ofSmallMessage, pooled } from "./figures.js";
import type { HostileMeasurement } from "./measure.js";
import { geometricMean, ratioOf } from "./ratios.js";

/** A figure, and the least or the most that it should be. */
export interface Goal {
  readonly name: string;
  readonly figure: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Those that the measurements say something about. */
export function goalsOf(
  decode: readonly Comparison[],
  encode: readonly Comparison[],
  portable: { readonly decode: readonly Comparison[]; readonly encode: readonly Comparison[] },
  hostile: readonly HostileMeasurement[],
): Goal[] {
  const goals: Goal[] = [
    { name: "decode beside the best peer", figure: meanOf(decode, best), atLeast: 1.75 },
    { name: "decode beside protobuf-es", figure: meanOf(decode, beside("protobuf-es")), atLeast: 3.5 },
    { name: "decode beside JSON", figure: meanOf(decode, beside(names.json)), atLeast: 3.2 },
    {
      name: "decode of a small message beside the best peer",
      figure: meanOf(ofSmallMessage(decode), best),
      atLeast: 1.45,
    },
    { name: "decode of 64-bit integers beside the best peer", figure: meanOf(of64Bits(decode), best), atLeast: 1.5 },
    worst("decode, the worst workload", decode),
    { name: "encode beside the best peer", figure: meanOf(encode, best), atLeast: 2 },
    { name: "encode, pooled, beside the best peer", figure: meanOf(encode, pooled), atLeast: 2.2 },
    { name: "encode beside protobuf-es", figure: meanOf(encode, beside("protobuf-es")), atLeast: 3.8 },
    { name: "encode beside JSON", figure: meanOf(encode, beside(names.json)), atLeast: 4 },
    worst("encode, the worst workload", encode),
    linearity("decode, time of a field of 1,000 beside one of 500", decode),
    linearity("encode, time of a field of 1,000 beside one of 500", encode),
    { name: "decode without Buffer, beside the best peer", figure: meanOf(portable.decode, best), atLeast: 1.4 },
    { name: "encode without Buffer, beside the best peer", figure: meanOf(portable.encode, best), atLeast: 2 },
    { name: "decode after hostile input beside decode before", figure: slowdown(hostile), atMost: 1.1 },
  ];
  return goals.filter(({ figure }) => !Number.isNaN(figure));
}

/** A line that says what came out. */
export function verdict({ name, figure, atLeast, atMost }: Goal): string {
  const met = atLeast === undefined ? figure <= atMost! : figure >= atLeast;
  const wanted = atLeast === undefined ? `at most ${atMost!.toFixed(2)}` : `at least ${atLeast.toFixed(2)}`;
  return `${met ? "met   " : "MISSED"} ${figure.toFixed(2).padStart(6)}  ${name} (${wanted})`;
}

function worst(name: string, comparisons: readonly Comparison[]): Goal {
  const least = comparisons.reduce((a, b) => (b.best.median < a.best.median ? b : a));
  return { name: `${name}, "${least.workload}", beside ${least.best.name}`, figure: least.best.median, atLeast: 1 };
}

function linearity(name: string, comparisons: readonly Comparison[]): Goal {
  const time = (width: string): number =>
    comparisons.find(({ workload }) => workload.includes(width))?.own ?? Number.NaN;
  return { name, figure: time("1,000 fields") / 1000 / (time("500 fields") / 500), atMost: 1.25 };
}

function slowdown(hostile: readonly HostileMeasurement[]): number {
  return geometricMean(hostile.map(({ before, after }) => ratioOf(after, before).median));
}
