/**
 * One call as an exchange of messages: what a protocol offers to call objects, handlers and interceptors. Like the transport
 * port one floor below, it is told in callbacks, so that a call which needs no promise, iterator or closure pays for none.
 */
import type { CallOptions } from "./call-options.js";
import type { Deadline } from "./deadline.js";
import type { Metadata, ReceivedMetadata } from "./metadata.js";
import type { AnyMethod } from "./method.js";
import type { StatusError } from "./status-error.js";

/** Messages in one direction: an iterable, or an async one. */
export type MessageSource<T> = AsyncIterable<T> | Iterable<T>;

/** What stubs make their calls on: a channel of any kind. */
export interface CallChannel {
  /** Options for every call on the channel. */
  readonly defaults?: CallOptions | undefined;
  /** Prepares a call. Nothing is sent before the exchange's `start` or `send`. For stubs and interceptors. */
  openCall(call: OutgoingCall, handler: ClientExchangeHandler): ClientExchange;
}

/** What a protocol must know to start a call. */
export interface OutgoingCall {
  readonly method: AnyMethod;
  readonly metadata: Metadata | undefined;
  readonly deadline: Deadline;
  readonly waitForReady: boolean;
}

/** Sends the messages of one direction. */
export interface MessageSink {
  /** Whether the next message can be sent without piling up. When it cannot, `onDrain` says when it can again. */
  readonly writable: boolean;
  /** Encodes and sends a message. One that cannot be encoded ends the call with INTERNAL. Ignored once the call is over. */
  send(message: unknown): void;
}

/** Receives the messages of one direction. */
export interface MessageReader {
  /** `bytes` is the size on the wire, for those who count what they hold. */
  onMessage(message: unknown, bytes: number): void;
}

/** The client's end of a call. */
export interface ClientExchange extends MessageSink {
  /** Opens the stream before there is a message. */
  start(): void;
  /** Sends a message and says that it is the last. */
  sendLast(message: unknown): void;
  /** Says that no message follows. */
  closeSend(): void;
  /** Ends the call at once with `error` as its outcome. Ignored once the call is over. */
  cancel(error: StatusError): void;
  pause(): void;
  resume(): void;
}

export interface ClientExchangeHandler extends MessageReader {
  /** At most once, before any message. */
  onHeaders(headers: ReceivedMetadata): void;
  onDrain(): void;
  /** Exactly once, last. `error` is undefined for OK. */
  onClose(error: StatusError | undefined, trailers: ReceivedMetadata): void;
}

/** The server's end of a call. */
export interface ServerExchange extends MessageSink {
  /** Sends the headers now, if they have not gone out yet. */
  sendHeaders(): void;
  /** Sends the one message of the response and ends the call with OK. */
  sendLast(message: unknown): void;
  /** Ends the call; `error` undefined is OK. Ignored once the call is over. */
  close(error: StatusError | undefined): void;
  pause(): void;
  resume(): void;
}

export interface ServerExchangeHandler extends MessageReader {
  /** The client has sent its last message. */
  onHalfClose(): void;
  onDrain(): void;
  /** A response was not sent because its type cannot encode it. */
  onUnencodable(error: unknown): void;
  /** The call is over before its time: cancelled, broken, out of time or refused. Nothing can be sent any more. */
  onAbort(error: StatusError): void;
}
