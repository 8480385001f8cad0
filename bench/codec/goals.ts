/** What the codec is meant to reach, as geometric means over the workloads, and whether it does. */
import type { Comparison } from "./comparison.js";
import { names } from "./contestants.js";
import type { HostileMeasurement } from "./measure.js";
import { geometricMean, ratioOf } from "./ratios.js";
import { workloads } from "./workloads.js";

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
  hostile: readonly HostileMeasurement[],
): Goal[] {
  const small = decode.filter(({ workload }) => workload === "small RPC message");
  const of64Bits = ({ workload }: Comparison): boolean =>
    workloads.some((one) => one.name === workload && one.of64Bits);
  const goals: Goal[] = [
    mean("decode beside the best peer", decode, best, 1.75),
    mean("decode beside protobuf-es", decode, other("protobuf-es"), 3.5),
    mean("decode beside JSON", decode, other(names.json), 3.2),
    mean("decode of a small message beside the best peer", small, best, 1.45),
    mean("decode of 64-bit integers beside the best peer", decode.filter(of64Bits), best, 1.5),
    worst("decode, the worst workload", decode),
    mean("encode beside the best peer", encode, best, 2),
    mean("encode, pooled, beside the best peer", encode, ({ pooled }) => pooled?.median, 2.2),
    mean("encode beside protobuf-es", encode, other("protobuf-es"), 4),
    mean("encode beside JSON", encode, other(names.json), 4),
    worst("encode, the worst workload", encode),
    linearity("decode, time of a field of 1,000 beside one of 500", decode),
    linearity("encode, time of a field of 1,000 beside one of 500", encode),
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

type Figure = (comparison: Comparison) => number | undefined;

const best: Figure = ({ best }) => best.median;
const other =
  (name: string): Figure =>
  ({ others }) =>
    others.get(name)?.median;

function mean(name: string, comparisons: readonly Comparison[], figure: Figure, atLeast: number): Goal {
  return { name, figure: geometricMean(comparisons.map(figure).filter((value) => value !== undefined)), atLeast };
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
