/**
 * Deadlines are points on the monotonic clock (`performance.now()`, milliseconds), so that nobody who sets the wall clock
 * shortens or stretches a call. `Infinity` is no deadline.
 */
export type Deadline = number;

export const NO_DEADLINE: Deadline = Number.POSITIVE_INFINITY;

/** The deadline that is `timeoutMs` from now. */
export function deadlineAfter(timeoutMs: number): Deadline {
  return performance.now() + timeoutMs;
}

export function deadlineFromDate(date: Date): Deadline {
  return performance.now() + (date.getTime() - Date.now());
}

export function deadlineToDate(deadline: Deadline): Date | undefined {
  return deadline === NO_DEADLINE ? undefined : new Date(Date.now() + remainingMs(deadline));
}

/** What is left, at least 0. */
export function remainingMs(deadline: Deadline): number {
  return Math.max(0, deadline - performance.now());
}

/** The longest delay that `setTimeout` takes: it waits 1 ms for anything above. */
export const MAX_TIMER_MS: number = 2 ** 31 - 1;

/** Calls `target.onDeadline()` once, not before the deadline, however far it is. */
export class DeadlineTimer {
  readonly #deadline: Deadline;
  readonly #target: { onDeadline(): void };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(deadline: Deadline, target: { onDeadline(): void }) {
    this.#deadline = deadline;
    this.#target = target;
    this.#arm();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #arm(): void {
    const delay = Math.min(Math.ceil(remainingMs(this.#deadline)), MAX_TIMER_MS);
    this.#timer = setTimeout(DeadlineTimer.#fire, delay, this);
  }

  static #fire(timer: DeadlineTimer): void {
    // A timer may fire early: it counts in whole milliseconds, and far deadlines take several rounds.
    if (remainingMs(timer.#deadline) > 0) timer.#arm();
    else timer.#target.onDeadline();
  }
}
