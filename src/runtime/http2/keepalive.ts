import type { TimeLimits } from "./time-limits.js";

/** Finds out whether a silent peer is still there. Source: gRFC A8, "Client-side Keepalive"; servers do the same. */
export class Keepalive {
  readonly #limits: TimeLimits;
  #heardAt: number;
  #pingedAt = Number.NEGATIVE_INFINITY;

  constructor(limits: TimeLimits, now: number) {
    this.#limits = limits;
    this.#heardAt = now;
  }

  /** The peer has sent something, whatever it was. */
  hear(now: number): void {
    this.#heardAt = now;
  }

  /** What is to be done: send a PING, give the peer up, or look again at a time, which is told after a `"ping"` by the next call. */
  check(now: number, idle: boolean): "ping" | "dead" | number {
    const { keepaliveMs, keepaliveTimeoutMs, keepaliveWithoutCalls } = this.#limits;
    if (this.#pingedAt >= this.#heardAt) {
      const until = this.#pingedAt + keepaliveTimeoutMs;
      // An answer may come right now: then the next silence begins.
      return now < until ? Math.min(until, now + keepaliveMs) : "dead";
    }
    const due = this.#heardAt + keepaliveMs;
    if (now < due) return due;
    if (idle && !keepaliveWithoutCalls) return now + keepaliveMs;
    this.#pingedAt = now;
    return "ping";
  }
}
