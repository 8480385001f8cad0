import { type Deadline, deadlineToDate, NO_DEADLINE, remainingMs } from "./deadline.js";
import { Metadata } from "./metadata.js";
import type { AnyMethod } from "./method.js";
import type { StatusError } from "./status-error.js";
import type { ConnectionInfo, HeaderFields, PeerIdentity } from "./transport.js";

/** A typed key of {@link ContextValues}. Two keys are never the same, whatever their names. */
export class ContextKey<T> {
  /** For people. */
  readonly name: string;
  /** What `get` returns when nothing is set. */
  readonly initial: T;

  constructor(name: string, initial: T) {
    this.name = name;
    this.initial = initial;
  }
}

/** What interceptors leave for handlers: a session, a tenant, a logger. */
export class ContextValues {
  readonly #values = new Map<ContextKey<unknown>, unknown>();

  get<T>(key: ContextKey<T>): T {
    return this.#values.has(key as ContextKey<unknown>)
      ? (this.#values.get(key as ContextKey<unknown>) as T)
      : key.initial;
  }

  set<T>(key: ContextKey<T>, value: T): this {
    this.#values.set(key as ContextKey<unknown>, value);
    return this;
  }
}

/** What a handler knows about its call and can say besides its messages. */
export interface ServerContext {
  readonly method: AnyMethod;
  /** What the client has sent along. */
  readonly metadata: Metadata;
  /** When the client stops waiting, or `undefined`. */
  readonly deadline: Date | undefined;
  /** Milliseconds until the deadline, at least 0; `Infinity` without one. */
  timeRemainingMs(): number;
  /**
   * Aborts when the client has cancelled, the connection broke, the deadline passed or the server shut down, with a
   * {@link StatusError} as its reason. It does not abort when the call ends well.
   */
  readonly signal: AbortSignal;
  /** The client's address: `127.0.0.1:53412`, `unix:/run/app.sock`. */
  readonly peer: string;
  /** The verified client certificate of mutual TLS, or `undefined`. */
  readonly auth: PeerIdentity | undefined;
  /** Metadata to answer with ahead of the first message. */
  readonly headers: Metadata;
  /** Metadata to answer with at the end, beside the status. */
  readonly trailers: Metadata;
  /** Sends `headers` now. Otherwise they go out with the first message. */
  sendHeaders(): void;
  readonly values: ContextValues;
}

/** Something that ends with a call: the calls made on its behalf. */
export interface Cancellable {
  cancel(error: StatusError): void;
}

/** The context of one call on a server. What a handler never looks at is never made. */
export class CallContext implements ServerContext {
  readonly method: AnyMethod;
  readonly connection: ConnectionInfo;
  /** On the monotonic clock. */
  deadlineAt: Deadline = NO_DEADLINE;
  /** Set by the exchange that answers the call. */
  headerSender: { sendHeaders(): void } | undefined;
  /** Why the call was aborted, once it was. */
  aborted: StatusError | undefined;
  readonly #fields: HeaderFields;
  #metadata: Metadata | undefined;
  #headers: Metadata | undefined;
  #trailers: Metadata | undefined;
  #values: ContextValues | undefined;
  #controller: AbortController | undefined;
  #dependents: Set<Cancellable> | undefined;

  constructor(method: AnyMethod, fields: HeaderFields, connection: ConnectionInfo) {
    this.method = method;
    this.#fields = fields;
    this.connection = connection;
  }

  get metadata(): Metadata {
    return (this.#metadata ??= Metadata.fromFields(this.#fields));
  }

  set metadata(metadata: Metadata) {
    this.#metadata = metadata;
  }

  get deadline(): Date | undefined {
    return deadlineToDate(this.deadlineAt);
  }

  timeRemainingMs(): number {
    return remainingMs(this.deadlineAt);
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.aborted !== undefined) this.#controller.abort(this.aborted);
    }
    return this.#controller.signal;
  }

  get peer(): string {
    return this.connection.peer;
  }

  get auth(): PeerIdentity | undefined {
    return this.connection.identity;
  }

  get headers(): Metadata {
    return (this.#headers ??= new Metadata());
  }

  get trailers(): Metadata {
    return (this.#trailers ??= new Metadata());
  }

  get values(): ContextValues {
    return (this.#values ??= new ContextValues());
  }

  sendHeaders(): void {
    this.headerSender?.sendHeaders();
  }

  /** `headers`, if anybody has touched them. */
  get headersIfAny(): Metadata | undefined {
    return this.#headers;
  }

  /** `trailers`, if anybody has touched them. */
  get trailersIfAny(): Metadata | undefined {
    return this.#trailers;
  }

  /** Ties a call to this one: it is cancelled when this one is aborted. */
  adopt(dependent: Cancellable): void {
    (this.#dependents ??= new Set()).add(dependent);
  }

  release(dependent: Cancellable): void {
    this.#dependents?.delete(dependent);
  }

  /** Aborts the signal and everything that depends on this call. */
  abort(error: StatusError): void {
    if (this.aborted !== undefined) return;
    this.aborted = error;
    this.#controller?.abort(error);
    const dependents = this.#dependents;
    this.#dependents = undefined;
    if (dependents !== undefined) for (const dependent of dependents) dependent.cancel(error);
  }
}
