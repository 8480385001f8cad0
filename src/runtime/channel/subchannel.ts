import { MAX_TIMER_MS } from "../rpc/deadline.js";
import type { ClientTransport, TransportSource, TransportWaiter } from "../rpc/transport.js";
import type { Backoff } from "./backoff.js";
import { ConnectivityState } from "./connectivity-state.js";
import type { ConnectAttempt, Connection, ConnectionListener, Connector } from "./connector.js";

/**
 * One address: at most one connection to it at a time, made when a call needs it, and the line of the calls that wait for it. A
 * failed attempt is not followed by another before its backoff is over, and only if somebody waits: a channel that nobody uses
 * holds no timer.
 */
export class Subchannel implements TransportSource {
  readonly #connector: Connector;
  readonly #backoff: Backoff;
  readonly #onState: (state: ConnectivityState) => void;
  readonly #waiting = new Set<TransportWaiter>();
  #state: ConnectivityState = ConnectivityState.IDLE;
  #attempt: ConnectAttempt | undefined;
  #connection: Connection | undefined;
  #attemptedAt = 0;
  #retryAt = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #lastError: Error | undefined;

  constructor(connector: Connector, backoff: Backoff, onState: (state: ConnectivityState) => void) {
    this.#connector = connector;
    this.#backoff = backoff;
    this.#onState = onState;
  }

  get state(): ConnectivityState {
    return this.#state;
  }

  pick(): ClientTransport | undefined {
    const connection = this.#connection;
    return connection !== undefined && this.#waiting.size === 0 && connection.room > 0 ? connection : undefined;
  }

  enqueue(waiter: TransportWaiter): void {
    this.#waiting.add(waiter);
    switch (this.#state) {
      case ConnectivityState.SHUTDOWN:
        this.#refuse(waiter, new Error("the channel is closed"));
        break;
      case ConnectivityState.IDLE:
        this.#connect();
        break;
      case ConnectivityState.READY:
        // Room may have come between `pick` and now, if others have left the line.
        queueMicrotask(() => this.#serve());
        break;
      case ConnectivityState.TRANSIENT_FAILURE:
        if (performance.now() >= this.#retryAt) this.#connect();
        else if (waiter.waitForReady) this.#armRetry();
        else this.#refuse(waiter, this.#describeFailure());
        break;
    }
  }

  leave(waiter: TransportWaiter): void {
    this.#waiting.delete(waiter);
    if (this.#waiting.size === 0) this.#disarmRetry();
  }

  /** Ends everything. Calls that wait fail, calls that run are cancelled. Resolves when nothing is left. */
  async close(): Promise<void> {
    if (this.#state === ConnectivityState.SHUTDOWN) return;
    this.#attempt?.abort();
    this.#attempt = undefined;
    this.#disarmRetry();
    const connection = this.#connection;
    this.#connection = undefined;
    this.#enter(ConnectivityState.SHUTDOWN);
    for (const waiter of this.#waiting) this.#refuse(waiter, new Error("the channel was closed"));
    await connection?.close("the channel was closed");
  }

  #connect(): void {
    this.#disarmRetry();
    this.#attemptedAt = performance.now();
    this.#enter(ConnectivityState.CONNECTING);
    this.#attempt = this.#connector.connect(new Life(this));
  }

  onConnected(connection: Connection): void {
    this.#attempt = undefined;
    this.#backoff.reset();
    this.#connection = connection;
    this.#enter(ConnectivityState.READY);
    this.#serve();
  }

  onFailed(error: Error): void {
    this.#attempt = undefined;
    this.#lastError = error;
    this.#retryAt = this.#attemptedAt + this.#backoff.nextMs();
    this.#enter(ConnectivityState.TRANSIENT_FAILURE);
    for (const waiter of [...this.#waiting]) {
      if (waiter.waitForReady || !this.#waiting.delete(waiter)) continue;
      waiter.onUnavailable(this.#describeFailure());
    }
    if (this.#waiting.size > 0) this.#armRetry();
  }

  onRoom(connection: Connection): void {
    if (connection === this.#connection) this.#serve();
  }

  onGone(connection: Connection): void {
    if (connection !== this.#connection) return;
    this.#connection = undefined;
    this.#enter(ConnectivityState.IDLE);
    if (this.#waiting.size > 0) this.#connect();
  }

  /** Lets calls go on, in the order in which they came, while there is room. */
  #serve(): void {
    for (const waiter of this.#waiting) {
      const connection = this.#connection;
      if (connection === undefined || connection.room <= 0) return;
      this.#waiting.delete(waiter);
      waiter.onTransport(connection);
    }
  }

  #refuse(waiter: TransportWaiter, error: Error): void {
    queueMicrotask(() => {
      if (this.#waiting.delete(waiter)) waiter.onUnavailable(error);
    });
  }

  #describeFailure(): Error {
    const attempts = this.#backoff.failures === 1 ? "1 attempt" : `${this.#backoff.failures} attempts`;
    const text = `${this.#lastError!.message} (after ${attempts}, last state ${ConnectivityState.TRANSIENT_FAILURE})`;
    return new Error(text, { cause: this.#lastError });
  }

  #armRetry(): void {
    this.#retryTimer ??= setTimeout(
      () => {
        this.#retryTimer = undefined;
        // Timers may be early by a fraction of a millisecond.
        this.#connect();
      },
      Math.min(Math.max(0, this.#retryAt - performance.now()), MAX_TIMER_MS),
    );
  }

  #disarmRetry(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
  }

  #enter(state: ConnectivityState): void {
    this.#state = state;
    this.#onState(state);
  }
}

/** The life of one connection as the subchannel hears of it. What a forgotten connection still says is not passed on. */
class Life implements ConnectionListener {
  readonly #subchannel: Subchannel;
  #connection: Connection | undefined;

  constructor(subchannel: Subchannel) {
    this.#subchannel = subchannel;
  }

  onConnected(connection: Connection): void {
    this.#connection = connection;
    this.#subchannel.onConnected(connection);
  }

  onFailed(error: Error): void {
    this.#subchannel.onFailed(error);
  }

  onRoom(): void {
    if (this.#connection !== undefined) this.#subchannel.onRoom(this.#connection);
  }

  onGone(): void {
    if (this.#connection !== undefined) this.#subchannel.onGone(this.#connection);
  }
}
