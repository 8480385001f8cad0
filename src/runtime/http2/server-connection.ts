import { type ConnectionInfo, type HeaderFields, ResetCode, type StreamAcceptor } from "../rpc/transport.js";
import { type ByteSink, Http2Connection, violation } from "./connection.js";
import { ConnectionError } from "./connection-error.js";
import { MAX_31_BITS, PREFACE } from "./frame.js";
import { FieldKind } from "./hpack/field-kind.js";
import type { HeaderBlock } from "./hpack/header-decoder.js";
import { DEFAULT_LIMITS, type Http2Limits } from "./limits.js";
import { DEFAULT_PING_POLICY, type PingPolicy, PingStrikes, TOO_MANY_PINGS } from "./ping-strikes.js";
import { Http2ServerStream, type ServerStreamHost } from "./server-stream.js";
import { Setting } from "./settings.js";
import type { Http2Stream } from "./stream.js";
import { DEFAULT_TIME_LIMITS, type TimeLimits } from "./time-limits.js";

export interface ServerConnectionOptions {
  readonly info: ConnectionInfo;
  readonly acceptor: StreamAcceptor;
  readonly limits?: Http2Limits;
  readonly times?: TimeLimits;
  readonly pings?: PingPolicy;
}

/** The pseudo-header fields that a request must have, and those that it may not. */
const REQUIRED: number = (1 << FieldKind.METHOD) | (1 << FieldKind.SCHEME) | (1 << FieldKind.PATH);
const FORBIDDEN: number = 1 << FieldKind.STATUS;

/** A PING whose answer says that the client has heard of the shutdown. */
const SHUTDOWN_PING: Uint8Array = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0);

/** The server's end of an HTTP/2 connection. */
export class Http2ServerConnection extends Http2Connection implements ServerStreamHost {
  readonly info: ConnectionInfo;
  readonly #acceptor: StreamAcceptor;
  readonly #strikes: PingStrikes;
  /** How much of the client's preface has come. */
  #prefaceBytes = 0;
  #opened = 0;
  /** The numbers that the latest stream but one has left out. */
  #skippedFrom = 0;
  #skippedTo = 0;
  /** Streams above this one are not taken any more. */
  #lastTaken: number = MAX_31_BITS;
  #closing = false;
  /** Streams with a complete response whose requests are not. */
  #unread: Http2ServerStream[] = [];

  constructor(sink: ByteSink, options: ServerConnectionOptions) {
    super(sink, options.limits ?? DEFAULT_LIMITS, options.times ?? DEFAULT_TIME_LIMITS);
    this.info = options.info;
    this.#acceptor = options.acceptor;
    this.#strikes = new PingStrikes(options.pings ?? DEFAULT_PING_POLICY);
  }

  /** Sends the server's half of the preface. */
  start(): void {
    this.greet([
      ...[Setting.MAX_CONCURRENT_STREAMS, this.limits.maxConcurrentStreams],
      ...[Setting.INITIAL_WINDOW_SIZE, this.limits.streamWindow],
      ...[Setting.MAX_HEADER_LIST_SIZE, this.limits.maxHeaderListSize],
    ]);
  }

  override push(chunk: Uint8Array, start = 0, end: number = chunk.length): void {
    while (start < end && this.#prefaceBytes < PREFACE.length) {
      if (chunk[start++] !== PREFACE[this.#prefaceBytes++]) {
        this.fail(ResetCode.PROTOCOL_ERROR, "the client does not speak HTTP/2");
        return;
      }
    }
    super.push(chunk, start, end);
  }

  override flush(): void {
    if (this.#unread.length > 0) this.#refuseUnread();
    super.flush();
  }

  /**
   * Closes when the streams that run have ended. The client is told twice, as RFC 9113, section 6.8 recommends: first that it should
   * go, and, when everything that it had sent by then has come, which stream was the last to be taken.
   */
  shutdown(): void {
    if (this.#closing || this.over) return;
    this.#closing = true;
    this.writer.goaway(MAX_31_BITS, ResetCode.NO_ERROR, "");
    this.writer.ping(false, SHUTDOWN_PING, 0);
  }

  /** Tells which stream was the last, without waiting for the client to have heard of the shutdown. */
  finishShutdown(): void {
    if (!this.#closing || this.over || this.#lastTaken !== MAX_31_BITS) return;
    this.#lastTaken = this.#opened;
    this.writer.goaway(this.#lastTaken, ResetCode.NO_ERROR, "");
    if (this.streams.size === 0) this.end();
  }

  complete(stream: Http2ServerStream): void {
    this.resets.earn();
    this.forget(stream);
  }

  sendFields(stream: Http2ServerStream, fields: HeaderFields): void {
    if (!this.over) this.writer.headers(stream.id, this.encoder.encode(fields), false);
  }

  refuseRest(stream: Http2ServerStream): void {
    this.#unread.push(stream);
  }

  protected get lastStream(): number {
    return this.#opened;
  }

  protected get lastPeerStream(): number {
    return Math.min(this.#opened, this.#lastTaken);
  }

  protected onBlock(id: number, block: HeaderBlock, last: boolean, dependsOn: number): void {
    if (id % 2 === 0) throw violation(`a client's stream with the number ${id}`);
    if (dependsOn === id) throw violation(`stream ${id} depends on itself`);
    if (id > this.#opened) {
      this.#open(id, block, last);
      return;
    }
    const stream = this.streams.get(id);
    if (stream === undefined) {
      this.#refuseFields(id);
    } else if (stream.remoteEnded) {
      this.failStream(stream, ResetCode.STREAM_CLOSED, "header fields behind the end of the stream");
    } else {
      const problem = block.tooLarge ? "trailers that are too large" : stream.onFields(block, last);
      if (problem !== undefined) this.failStream(stream, ResetCode.PROTOCOL_ERROR, `the client has sent ${problem}`);
    }
  }

  protected onPeerReset(stream: Http2Stream, code: ResetCode): void {
    this.countReset();
    stream.breakOff(code, `the client has reset the stream with error code ${code}`);
    this.forget(stream);
  }

  /** The client opens no more streams; those that are open go on. */
  protected onGoaway(): void {}

  protected onSettings(): void {}

  protected onPong(bytes: Uint8Array, at: number): void {
    if (bytes[at] === SHUTDOWN_PING[0]) this.finishShutdown();
  }

  protected onPing(): void {
    if (this.#strikes.count(this.writer.takeSentContent(), this.streams.size === 0)) return;
    throw new ConnectionError(ResetCode.ENHANCE_YOUR_CALM, TOO_MANY_PINGS);
  }

  protected onForgotten(): void {
    if (this.#lastTaken !== MAX_31_BITS && this.streams.size === 0) this.end();
  }

  protected onOver(): void {
    this.#unread = [];
  }

  #open(id: number, block: HeaderBlock, last: boolean): void {
    if (id > this.#opened + 2) {
      this.#skippedFrom = this.#opened;
      this.#skippedTo = id;
    }
    this.#opened = id;
    const refusal = this.#refusal(id, block, last);
    if (refusal !== undefined) {
      this.countReset();
      this.resetId(id, refusal);
      return;
    }
    const stream = new Http2ServerStream(
      this,
      id,
      this.peer.initialWindowSize,
      this.limits.streamWindow,
      block.contentLength,
    );
    this.streams.add(stream);
    stream.remoteEnded = last;
    stream.receiver = this.#acceptor.accept(block.fields, stream);
    if (last) stream.endEmpty();
  }

  /** The code to refuse a request with, if it is refused. */
  #refusal(id: number, block: HeaderBlock, last: boolean): ResetCode | undefined {
    if (id > this.#lastTaken || this.streams.size >= this.limits.maxConcurrentStreams) return ResetCode.REFUSED_STREAM;
    if (block.tooLarge) return ResetCode.ENHANCE_YOUR_CALM;
    const complete = (block.pseudo & REQUIRED) === REQUIRED && (block.pseudo & FORBIDDEN) === 0;
    if (block.problem !== undefined || !complete || hasEmptyPath(block.fields)) return ResetCode.PROTOCOL_ERROR;
    return last && block.contentLength > 0 ? ResetCode.PROTOCOL_ERROR : undefined;
  }

  #refuseFields(id: number): void {
    if (this.resetHere.has(id)) return;
    const skipped = id > this.#skippedFrom && id < this.#skippedTo;
    throw new ConnectionError(
      skipped ? ResetCode.PROTOCOL_ERROR : ResetCode.STREAM_CLOSED,
      `header fields on stream ${id}, which is closed`,
    );
  }

  #refuseUnread(): void {
    const unread = this.#unread;
    this.#unread = [];
    for (const stream of unread) stream.refuse();
  }
}

function hasEmptyPath(fields: HeaderFields): boolean {
  for (let i = 0; i < fields.length; i += 2) if (fields[i] === ":path") return fields[i + 1] === "";
  return false;
}
