/** What calls are meant to reach, and whether they do. */
import type { Goal } from "../codec/goals.js";
import { beside, type Comparison, type Figure } from "./comparison.js";
import { names } from "./tools.js";

interface Aim {
  readonly scenario: string;
  /** Whose time. Default: farcall's. */
  readonly own?: string;
  readonly peer: string;
  readonly figure?: Figure;
  /** The peer takes at least so many times as much. */
  readonly atLeast?: number;
  /** It takes at most so many times as much as the peer. */
  readonly atMost?: number;
}

const { grpcJs, bare, onNode } = names;

const aims: readonly Aim[] = [
  { scenario: "unary, 1 in flight", peer: grpcJs, atLeast: 9 },
  { scenario: "unary, 1 in flight", peer: grpcJs, figure: "p50", atLeast: 8 },
  { scenario: "unary, 16 in flight", peer: grpcJs, atLeast: 12 },
  { scenario: "unary, 100 in flight", peer: grpcJs, atLeast: 12 },
  { scenario: "server stream", peer: grpcJs, atLeast: 12 },
  { scenario: "client stream", peer: grpcJs, atLeast: 12 },
  { scenario: "bidi flood", peer: grpcJs, atLeast: 15 },
  { scenario: "bidi ping-pong", peer: grpcJs, atLeast: 1.9 },
  { scenario: "unary, 1 in flight", peer: bare, atLeast: 4 },
  { scenario: "unary, 1 in flight", peer: bare, figure: "p50", atLeast: 3.5 },
  { scenario: "unary, 16 in flight", peer: bare, atLeast: 5 },
  { scenario: "unary, 100 in flight", peer: bare, atLeast: 5 },
  { scenario: "server stream", peer: bare, atMost: 1.4 },
  { scenario: "client stream", peer: bare, atMost: 1.4 },
  { scenario: "bidi flood", peer: bare, atMost: 1.5 },
  { scenario: "bidi ping-pong", peer: bare, atLeast: 1.15 },
  { scenario: "unary, 1 in flight", own: onNode, peer: grpcJs, atLeast: 1.8 },
  { scenario: "unary, 16 in flight", own: onNode, peer: grpcJs, atLeast: 1.8 },
  { scenario: "unary, 100 in flight", own: onNode, peer: grpcJs, atLeast: 1.8 },
  { scenario: "server stream", own: onNode, peer: grpcJs, atLeast: 10 },
  { scenario: "client stream", own: onNode, peer: grpcJs, atLeast: 10 },
  { scenario: "unary, 1 in flight", own: onNode, peer: bare, atMost: 1.15 },
  { scenario: "unary, 16 in flight", own: onNode, peer: bare, atMost: 1.15 },
  { scenario: "unary, 100 in flight", own: onNode, peer: bare, atMost: 1.15 },
  { scenario: "server stream", own: onNode, peer: bare, atMost: 1.15 },
  { scenario: "client stream", own: onNode, peer: bare, atMost: 1.15 },
];

/** Those that the measurements say something about. */
export function goalsOf(comparisons: readonly Comparison[]): Goal[] {
  return aims.flatMap(({ scenario, own = names.own, peer, figure = "cpu", atLeast, atMost }): Goal[] => {
    const comparison = comparisons.find((one) => one.scenario === scenario);
    if (comparison === undefined) return [];
    const name = `${scenario}, ${figure === "cpu" ? "CPU" : figure} of`;
    return atLeast === undefined
      ? [
          {
            name: `${name} ${own} beside ${peer}`,
            figure: beside(comparison, own, figure, peer).median,
            atMost: atMost!,
          },
        ]
      : [{ name: `${name} ${peer} beside ${own}`, figure: beside(comparison, peer, figure, own).median, atLeast }];
  });
}
