import { isDeepStrictEqual } from "node:util";
import { clientSequence } from "./client-sequence.js";
import { callByOwn } from "./own-client.js";
import { serveByOwn } from "./own-server.js";
import { numbers } from "./random.js";
import { serverSequence } from "./server-sequence.js";
import type { OwnVerdict } from "./verdict.js";

/** What our own HTTP/2 may send for a sequence: far more than an answer for each of its frames takes. */
const MAX_SENT_BYTES = 20_000;

/** The sides of a connection that can be tried, by name. */
export const ROLES = ["server", "client"] as const;
export type Role = (typeof ROLES)[number];

/**
 * Lets our own server or client read the sequence of a seed, at once and cut anywhere. Throws unless both end in the same way, within its
 * bounds, with no stream left behind. Returns how they end.
 */
export function tryEngine(role: Role, seed: number): OwnVerdict {
  const random = numbers(seed);
  const batches = role === "server" ? clientSequence(random) : serverSequence(random);
  const run = role === "server" ? serveByOwn : callByOwn;
  const whole = run(batches, () => Number.MAX_SAFE_INTEGER);
  const cut = run(batches, () => 1 + random(60));
  if (whole.over !== cut.over || !isDeepStrictEqual(whole.streams, cut.streams)) {
    throw new Error(`${role}, seed ${seed}: at once ${describe(whole)}, cut ${describe(cut)}`);
  }
  for (const { left, sentBytes } of [whole, cut]) {
    if (left > 0) throw new Error(`${role}, seed ${seed}: ${left} streams were left behind`);
    if (sentBytes > MAX_SENT_BYTES) throw new Error(`${role}, seed ${seed}: ${sentBytes} bytes were sent`);
  }
  return whole;
}

function describe({ over, streams }: OwnVerdict): string {
  return JSON.stringify({ over, streams: [...streams] });
}
