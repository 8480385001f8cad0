import { ResetCode } from "../rpc/transport.js";
import { Keepalive } from "./keepalive.js";
import type { Http2Stream } from "./stream.js";
import type { StreamTable } from "./stream-table.js";
import type { TimeLimits } from "./time-limits.js";

/** What is looked at of a connection. */
export interface Watched {
  /** Whether the peer has shown that it speaks HTTP/2, and has acknowledged our SETTINGS. */
  readonly isSettled: boolean;
  /** The streams that are open. */
  readonly openStreams: StreamTable;
  /** Bytes that wait in the socket. */
  readonly unsentBytes: number;
  /** Bytes that the socket has got rid of, ever. */
  readonly sentBytes: number;
  sendPing(): void;
  /** Ends a stream whose peer takes nothing. */
  giveUpStream(stream: Http2Stream, reason: string): void;
  /** Ends the connection. */
  fail(code: ResetCode, reason: string): void;
}

/** How often within the limit it is looked whether what waits has moved. */
const LOOKS = 4;

/**
 * Holds the peer of a connection to its time limits. All of them share one timer, which asks {@link check} when to come again, and
 * what waits is found by looking at it now and then: calls do nothing for it.
 */
export class Watch {
  readonly #subject: Watched;
  readonly #limits: TimeLimits;
  readonly #startedAt: number;
  readonly #keepalive: Keepalive | undefined;
  #lookAt: number;
  #sentBytes = -1;
  #looks = 0;

  constructor(subject: Watched, limits: TimeLimits, now: number = performance.now()) {
    this.#subject = subject;
    this.#limits = limits;
    this.#startedAt = now;
    this.#keepalive = limits.keepaliveMs < Number.POSITIVE_INFINITY ? new Keepalive(limits, now) : undefined;
    this.#lookAt = now + limits.stallMs / LOOKS;
  }

  /** The peer has sent something. */
  hear(): void {
    this.#keepalive?.hear(performance.now());
  }

  /** Ends what has passed its time limit. Returns when to check again, at the latest. */
  check(now: number): number {
    return Math.min(this.#checkHandshake(now), this.#checkKeepalive(now), this.#checkStall(now));
  }

  #checkHandshake(now: number): number {
    if (this.#subject.isSettled) return Number.POSITIVE_INFINITY;
    const { handshakeMs } = this.#limits;
    const until = this.#startedAt + handshakeMs;
    if (now >= until) {
      this.#subject.fail(ResetCode.SETTINGS_TIMEOUT, `the peer has not settled to HTTP/2 within ${handshakeMs} ms`);
    }
    return until;
  }

  #checkKeepalive(now: number): number {
    if (this.#keepalive === undefined) return Number.POSITIVE_INFINITY;
    const next = this.#keepalive.check(now, this.#subject.openStreams.size === 0);
    if (typeof next === "number") return next;
    if (next === "ping") {
      this.#subject.sendPing();
      return this.#checkKeepalive(now);
    }
    const { keepaliveTimeoutMs } = this.#limits;
    this.#subject.fail(ResetCode.NO_ERROR, `the peer has not answered a PING within ${keepaliveTimeoutMs} ms`);
    return Number.POSITIVE_INFINITY;
  }

  #checkStall(now: number): number {
    if (now < this.#lookAt) return this.#lookAt;
    const { stallMs } = this.#limits;
    this.#lookAt = now + stallMs / LOOKS;
    const reason = `the peer has taken nothing of what waits for it for ${stallMs} ms`;
    const { unsentBytes, sentBytes, openStreams } = this.#subject;
    this.#looks = unsentBytes === 0 ? 0 : sentBytes === this.#sentBytes ? this.#looks + 1 : 1;
    this.#sentBytes = sentBytes;
    if (this.#looks > LOOKS) this.#subject.fail(ResetCode.ENHANCE_YOUR_CALM, reason);
    else for (const stream of openStreams.list()) if (stream.look() > LOOKS) this.#subject.giveUpStream(stream, reason);
    return this.#lookAt;
  }
}
