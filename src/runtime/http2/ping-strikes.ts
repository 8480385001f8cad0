/** How often a client may send PINGs. Source: gRFC A8, "Server Enforcement". */
export interface PingPolicy {
  /** The least time between two PINGs while a stream is open, in milliseconds. */
  readonly permitMs: number;
  /** Whether it is the same while no stream is open: else it is two hours. */
  readonly permitWithoutCalls: boolean;
}

/** The policy of gRPC: a PING in five minutes, and only while there are calls. */
export const DEFAULT_PING_POLICY: PingPolicy = { permitMs: 300_000, permitWithoutCalls: false };

/** The least time between two PINGs of a client that has no stream and no permit, in milliseconds. */
const IDLE_PERMIT_MS = 7_200_000;

/** What the GOAWAY says to a client with too many of them. */
export const TOO_MANY_PINGS = "too_many_pings";

/** So many PINGs may come too early. */
const MAX_STRIKES = 2;

/**
 * Counts PINGs that come too early. Those of a client that is sent something in between are excused: peers measure the network while
 * they receive.
 */
export class PingStrikes {
  readonly #policy: PingPolicy;
  #lastAt = Number.NEGATIVE_INFINITY;
  #strikes = 0;

  constructor(policy: PingPolicy) {
    this.#policy = policy;
  }

  /** Counts a PING; false if it is one too many. `answered`: header fields or content were sent since the last one. */
  count(answered: boolean, idle: boolean, now: number = performance.now()): boolean {
    const permitMs = idle && !this.#policy.permitWithoutCalls ? IDLE_PERMIT_MS : this.#policy.permitMs;
    const early = now - this.#lastAt < permitMs;
    this.#lastAt = now;
    if (answered) this.#strikes = 0;
    else if (early) this.#strikes++;
    return this.#strikes <= MAX_STRIKES;
  }
}
