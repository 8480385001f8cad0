/** Counts events as a rate, so that an old connection is not held to account for its age: a bucket that fills again. */
export class RateBudget {
  readonly #burst: number;
  readonly #perSecond: number;
  #left: number;
  #filledAt: number;

  /** Allows `burst` events at once and `perSecond` in the long run. `now` is in milliseconds. */
  constructor(burst: number, perSecond: number, now: number = performance.now()) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#left = burst;
    this.#filledAt = now;
  }

  /** Allows one event more, within the burst. */
  earn(): void {
    if (this.#left < this.#burst) this.#left = Math.min(this.#burst, this.#left + 1);
  }

  /** Counts one event; false if it is one too many. */
  spend(now: number = performance.now()): boolean {
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#filledAt) / 1000) * this.#perSecond);
    this.#filledAt = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
