import { median, type Ratio, ratioOf } from "../codec/ratios.js";
import type { Samples } from "./run.js";
import { names } from "./tools.js";

/** A kind of figure that is measured of each tool. */
export type Figure = "cpu" | "p50" | "p99";

/** One scenario: all that was measured, by the names of the tools. */
export interface Comparison {
  readonly scenario: string;
  readonly samples: readonly Samples[];
}

/** The middle of a tool's samples, in microseconds. */
export function timeOf({ samples }: Comparison, tool: string, figure: Figure = "cpu"): number {
  return median(samplesOf(samples, tool)[figure]);
}

/** How many times as much another tool takes. */
export function beside(comparison: Comparison, other: string, figure: Figure = "cpu", own: string = names.own): Ratio {
  const { samples } = comparison;
  return ratioOf(samplesOf(samples, other)[figure], samplesOf(samples, own)[figure]);
}

function samplesOf(samples: readonly Samples[], tool: string): Samples {
  return samples.find((one) => one.tool === tool)!;
}
