import type { Metadata } from "./metadata.js";
import type { CallStatus } from "./status.js";

/** What the caller of any kind of call holds. */
export interface Call {
  /**
   * The metadata with which the server began to answer. Rejects with the call's StatusError if it failed before the server
   * answered at all.
   */
  readonly headers: Promise<Metadata>;
  /** The metadata that came with the status; empty if the call ended without an answer of the server. Never rejects. */
  readonly trailers: Promise<Metadata>;
  /** How the call ended. Never rejects. A call with streamed responses ends only when they have been read. */
  readonly status: Promise<CallStatus>;
  /** Ends the call with CANCELLED, also for the server. `reason` becomes the message or the cause. No effect after its end. */
  cancel(reason?: unknown): void;
}

/** A call whose requests the caller may send by hand, if it gave no iterable of them. */
export interface RequestStream<IInit> {
  /** Sends one request. Resolves when flow control asks for more; rejects if the call is over. */
  send(message: IInit): Promise<void>;
  /** Says that no request follows. */
  close(): void;
}

/** One request, one response: the promise of it, which rejects with a StatusError. */
export interface UnaryCall<O> extends Call, Promise<O> {}

/** One request, many responses: iterate them, once. Leaving the loop cancels the call; a failure is thrown as StatusError. */
export interface ServerStreamingCall<O> extends Call, AsyncIterable<O> {}

/** Many requests, one response: the promise of it, which rejects with a StatusError. */
export interface ClientStreamingCall<IInit, O> extends Call, RequestStream<IInit>, Promise<O> {}

/** Many requests, many responses, independent of each other. */
export interface BidiStreamingCall<IInit, O> extends Call, RequestStream<IInit>, AsyncIterable<O> {}
