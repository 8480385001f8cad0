import type { MessageSink, MessageSource } from "./exchange.js";

/** What a {@link MessagePump} tells its owner. */
export interface PumpOwner {
  /** The source has come to its end. */
  onPumpEnd(): void;
  /** The source has thrown. */
  onPumpError(error: unknown): void;
}

/**
 * Sends what a source yields, one message after the other, as fast as the sink takes them: it asks the source for the next
 * message only while the sink is writable. Call `resume` on every `onDrain` of the sink.
 */
export class MessagePump {
  readonly #sink: MessageSink;
  readonly #owner: PumpOwner;
  #iterator: AsyncIterator<unknown> | Iterator<unknown> | undefined;
  /** Whether an answer of the source is awaited, or being sent. */
  #busy = false;
  #done = false;

  constructor(sink: MessageSink, owner: PumpOwner) {
    this.#sink = sink;
    this.#owner = owner;
  }

  start(source: MessageSource<unknown>): void {
    try {
      this.#iterator = openSource(source);
    } catch (error) {
      this.#finish();
      this.#owner.onPumpError(error);
      return;
    }
    this.resume();
  }

  /** Goes on after the sink has become writable. */
  resume(): void {
    if (this.#busy || this.#iterator === undefined) return;
    this.#busy = true;
    while (!this.#done && this.#sink.writable) {
      let step: IteratorResult<unknown> | PromiseLike<IteratorResult<unknown>>;
      try {
        step = this.#iterator.next();
      } catch (error) {
        this.#onError(error);
        return;
      }
      if (isThenable(step)) {
        step.then(this.#onStep, this.#onError);
        return;
      }
      if (!this.#take(step)) return;
    }
    this.#busy = false;
  }

  /** Tells the source that nobody wants more. What it throws on that way is nobody's concern. */
  stop(): void {
    if (this.#done) return;
    this.#finish();
    try {
      const end = this.#iterator?.return?.();
      if (end !== undefined && isThenable(end)) end.then(undefined, ignore);
    } catch {
      // The call is over already; its outcome stands.
    }
  }

  readonly #onStep = (step: IteratorResult<unknown>): void => {
    if (this.#done || !this.#take(step)) return;
    this.#busy = false;
    this.resume();
  };

  readonly #onError = (error: unknown): void => {
    if (this.#done) return;
    this.#finish();
    this.#owner.onPumpError(error);
  };

  /** Sends one message; false at the end. */
  #take(step: IteratorResult<unknown>): boolean {
    if (step.done === true) {
      this.#finish();
      this.#owner.onPumpEnd();
      return false;
    }
    this.#sink.send(step.value);
    return !this.#done;
  }

  #finish(): void {
    this.#done = true;
  }
}

/** The iterator of a source. Throws a TypeError for what is no iterable. */
export function openSource(source: MessageSource<unknown>): AsyncIterator<unknown> | Iterator<unknown> {
  const candidate = source as Partial<AsyncIterable<unknown> & Iterable<unknown>> | null | undefined;
  if (typeof candidate?.[Symbol.asyncIterator] === "function") return candidate[Symbol.asyncIterator]!();
  if (typeof candidate === "object" && typeof candidate?.[Symbol.iterator] === "function") {
    return candidate[Symbol.iterator]!();
  }
  throw new TypeError(`expected an iterable or async iterable of messages, got ${describe(source)}`);
}

export function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}

function describe(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "object" ? "an object that is none" : typeof value;
}

function ignore(): void {}
