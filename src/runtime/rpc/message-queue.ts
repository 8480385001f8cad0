/** How many bytes of messages a queue holds before it asks the other side to pause. */
export const READ_HIGH_WATER: number = 64 * 1024;

/** What a message costs to hold besides its bytes on the wire. */
const MESSAGE_OVERHEAD = 64;

/** What a {@link MessageQueue} tells its producer. */
export interface QueueSource {
  pause(): void;
  resume(): void;
  /** The consumer has left (`break`, `return`, `throw`) before the end. */
  abandon(): void;
}

/**
 * Turns messages that arrive in callbacks into an async iterable, written by hand because an async generator costs twice as
 * much a message. It holds a bounded number of bytes: above {@link READ_HIGH_WATER} it pauses the source.
 *
 * It can be iterated once; `next()` may be called again before an earlier one has settled.
 */
export class MessageQueue<T> implements AsyncIterableIterator<T> {
  readonly #source: QueueSource;
  /** Messages and, in turn, their sizes; `#head` is the first that was not taken. */
  #items: (T | number)[] = [];
  #head = 0;
  #bytes = 0;
  #paused = false;
  #iterated = false;
  #ended = false;
  #error: unknown;
  #waiting: { resolve(result: IteratorResult<T>): void; reject(error: unknown): void }[] = [];

  constructor(source: QueueSource) {
    this.#source = source;
  }

  push(message: T, bytes: number): void {
    if (this.#ended) return;
    const waiter = this.#waiting.shift();
    if (waiter !== undefined) {
      waiter.resolve({ done: false, value: message });
      return;
    }
    this.#items.push(message, bytes);
    this.#bytes += bytes + MESSAGE_OVERHEAD;
    if (this.#bytes >= READ_HIGH_WATER && !this.#paused) {
      this.#paused = true;
      this.#source.pause();
    }
  }

  /** Ends the iteration, after what is queued, with `error` if given. */
  end(error?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const waiter of waiting) this.#settle(waiter);
  }

  /** Forgets what is queued and ends the iteration with `error`. */
  fail(error: unknown): void {
    this.#items = [];
    this.#head = 0;
    this.end(error);
  }

  [Symbol.asyncIterator](): this {
    if (this.#iterated) throw new TypeError("the messages of a call can be iterated only once");
    this.#iterated = true;
    return this;
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#head < this.#items.length) {
      const value = this.#take();
      return Promise.resolve({ done: false, value });
    }
    return new Promise((resolve, reject) => {
      if (this.#ended) this.#settle({ resolve, reject });
      else this.#waiting.push({ resolve, reject });
    });
  }

  return(): Promise<IteratorResult<T>> {
    const early = !this.#ended;
    this.fail(undefined);
    if (early) this.#source.abandon();
    return Promise.resolve({ done: true, value: undefined });
  }

  #take(): T {
    const items = this.#items;
    const value = items[this.#head] as T;
    this.#bytes -= (items[this.#head + 1] as number) + MESSAGE_OVERHEAD;
    this.#head += 2;
    if (this.#head === items.length) {
      items.length = 0;
      this.#head = 0;
    } else if (this.#head > 1024) {
      this.#items = items.slice(this.#head);
      this.#head = 0;
    } else {
      items[this.#head - 2] = 0;
    }
    if (this.#paused && this.#bytes < READ_HIGH_WATER / 2) {
      this.#paused = false;
      this.#source.resume();
    }
    return value;
  }

  /** Answers a `next()` after the end: the error is told once, as iterators do. */
  #settle(waiter: { resolve(result: IteratorResult<T>): void; reject(error: unknown): void }): void {
    const error = this.#error;
    this.#error = undefined;
    if (error !== undefined) waiter.reject(error);
    else waiter.resolve({ done: true, value: undefined });
  }
}
