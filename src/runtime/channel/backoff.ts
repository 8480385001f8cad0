/** How long to wait between attempts to connect. */
export interface BackoffOptions {
  /** The first delay, in milliseconds. Default: 1,000. */
  readonly initialMs?: number | undefined;
  /** What each delay is multiplied with for the next one. Default: 1.6. */
  readonly multiplier?: number | undefined;
  /** The part of a delay by which it varies at random, up and down. Default: 0.2. */
  readonly jitter?: number | undefined;
  /** The longest delay before jitter, in milliseconds. Default: 120,000. */
  readonly maxMs?: number | undefined;
}

/** Counts failed attempts and tells the delay after each. Source: gRPC's "Connection Backoff Protocol". */
export class Backoff {
  readonly #initialMs: number;
  readonly #multiplier: number;
  readonly #jitter: number;
  readonly #maxMs: number;
  readonly #random: () => number;
  #failures = 0;

  /** `random` yields numbers from 0 up to 1, as `Math.random` does. */
  constructor(options?: BackoffOptions, random: () => number = Math.random) {
    this.#initialMs = options?.initialMs ?? 1000;
    this.#multiplier = options?.multiplier ?? 1.6;
    this.#jitter = options?.jitter ?? 0.2;
    this.#maxMs = options?.maxMs ?? 120_000;
    this.#random = random;
  }

  /** How many attempts have failed since the last success. */
  get failures(): number {
    return this.#failures;
  }

  /** The delay in milliseconds, from the start of the attempt that has failed to the start of the next. */
  nextMs(): number {
    const delay = Math.min(this.#initialMs * this.#multiplier ** this.#failures, this.#maxMs);
    this.#failures++;
    return delay * (1 + this.#jitter * (2 * this.#random() - 1));
  }

  /** An attempt has succeeded. */
  reset(): void {
    this.#failures = 0;
  }
}
