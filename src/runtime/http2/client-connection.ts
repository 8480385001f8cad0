import {
  type ClientReceiver,
  type ClientStream,
  type ClientTransport,
  type HeaderFields,
  type PreparedHeaders,
  ResetCode,
} from "../rpc/transport.js";
import { Http2ClientStream } from "./client-stream.js";
import { type ByteSink, Http2Connection, violation } from "./connection.js";
import { MAX_31_BITS, PREFACE } from "./frame.js";
import type { HeaderBlock } from "./hpack/header-decoder.js";
import { DEFAULT_LIMITS, type Http2Limits } from "./limits.js";
import { TOO_MANY_PINGS } from "./ping-strikes.js";
import { Setting } from "./settings.js";
import type { Http2Stream } from "./stream.js";
import { DEFAULT_TIME_LIMITS, type TimeLimits } from "./time-limits.js";

export interface ClientConnectionOptions {
  readonly scheme: "http" | "https";
  readonly authority: string;
  readonly listener: ClientConnectionListener;
  readonly limits?: Http2Limits;
  readonly times?: TimeLimits;
}

/** What happens to a client's connection over its life. */
export interface ClientConnectionListener {
  /** The server's first SETTINGS have come: it speaks HTTP/2. */
  onReady(): void;
  /** There may be room for another stream. */
  onRoom(): void;
  /** No new streams are taken: the connection is lost, or the server has said goodbye. Told once. */
  onGone(reason: string): void;
  /** The server closes the connection because it has been asked too often whether it is there. */
  onTooManyPings(): void;
  /** The first stream is open, or the last one is not any more. */
  onBusy(busy: boolean): void;
}

/** The client's end of an HTTP/2 connection. It may open streams from `onReady` on. */
export class Http2ClientConnection extends Http2Connection implements ClientTransport {
  readonly #lead: HeaderFields;
  readonly #listener: ClientConnectionListener;
  readonly #heads = new WeakMap<PreparedHeaders, HeaderFields>();
  #ready = false;
  #gone = false;
  #opened = -1;
  /** Why the connection broke, or will, once the server has said so. */
  #reason: string | undefined;

  constructor(sink: ByteSink, options: ClientConnectionOptions) {
    super(sink, options.limits ?? DEFAULT_LIMITS, options.times ?? DEFAULT_TIME_LIMITS);
    this.#lead = [":scheme", options.scheme, ":authority", options.authority];
    this.#listener = options.listener;
  }

  /** Sends the preface. */
  start(): void {
    this.writer.raw(PREFACE);
    this.greet([
      ...[Setting.ENABLE_PUSH, 0],
      ...[Setting.INITIAL_WINDOW_SIZE, this.limits.streamWindow],
      ...[Setting.MAX_HEADER_LIST_SIZE, this.limits.maxHeaderListSize],
    ]);
  }

  /** How many more streams the server allows at the moment. */
  get room(): number {
    return this.#gone ? 0 : this.peer.maxConcurrentStreams - this.streams.size;
  }

  open(prepared: PreparedHeaders, fields: HeaderFields, receiver: ClientReceiver): ClientStream {
    const id = this.#opened + 2;
    const stream = new Http2ClientStream(this, id, this.peer.initialWindowSize, this.limits.streamWindow, receiver);
    if (this.over || id > MAX_31_BITS) {
      // The connection has ended in this very turn: nothing was sent.
      queueMicrotask(() => stream.breakOff(ResetCode.REFUSED_STREAM, this.#reason ?? LOST));
      return stream;
    }
    this.#opened = id;
    this.streams.add(stream);
    if (this.streams.size === 1) this.#listener.onBusy(true);
    this.writer.headers(id, this.encoder.encodeShared(this.#headOf(prepared), fields), false);
    // The numbers of streams are used up: the next one is for another connection.
    if (id + 2 > MAX_31_BITS) queueMicrotask(() => this.#leave());
    return stream;
  }

  /** Closes at once. Streams that are open are reset as cancelled, for `reason`. */
  close(reason: string): void {
    this.#gone = true;
    if (this.over) return;
    const streams = this.streams.list();
    for (const stream of streams) this.resetId(stream.id, ResetCode.CANCEL);
    this.streams.clear();
    queueMicrotask(() => {
      for (const stream of streams) stream.breakOff(ResetCode.CANCEL, reason);
    });
    this.writer.goaway(0, ResetCode.NO_ERROR, "");
    this.end();
  }

  override fail(code: ResetCode, reason: string): void {
    this.#reason ??= reason;
    super.fail(code, reason);
  }

  override lose(reason: string): void {
    this.#reason ??= reason;
    super.lose(this.#reason);
  }

  protected get lastStream(): number {
    return this.#opened;
  }

  protected get lastPeerStream(): number {
    return 0;
  }

  protected onBlock(id: number, block: HeaderBlock, last: boolean): void {
    const stream = this.streams.get(id) as Http2ClientStream | undefined;
    if (stream === undefined || stream.remoteEnded) {
      if (id > this.#opened || id % 2 === 0) throw violation(`header fields on stream ${id}, which is idle`);
      if (!this.resetHere.has(id)) throw violation(`header fields on stream ${id}, which is closed`);
      return;
    }
    if (block.tooLarge) {
      const { maxHeaderListSize, maxHeaderFields } = this.limits;
      const text = `the server has sent more than ${maxHeaderListSize} bytes or ${maxHeaderFields} of header fields`;
      this.failStream(stream, ResetCode.ENHANCE_YOUR_CALM, text);
      return;
    }
    const problem = stream.onFields(block, last);
    if (problem !== undefined) this.failStream(stream, ResetCode.PROTOCOL_ERROR, `the server has sent ${problem}`);
    else if (stream.isInformed) this.countNoise();
  }

  protected onPeerReset(stream: Http2Stream, code: ResetCode): void {
    // The response is here, and will be told when its receiver goes on.
    if (stream.remoteEnded) return;
    stream.breakOff(code, `the server has reset the stream with error code ${code}`);
    this.forget(stream);
  }

  protected onGoaway(lastStream: number, code: ResetCode, text: string): void {
    if (code !== ResetCode.NO_ERROR) this.#reason ??= describeGoaway(code, text);
    if (code === ResetCode.ENHANCE_YOUR_CALM && text === TOO_MANY_PINGS) this.#listener.onTooManyPings();
    for (const stream of this.streams.list()) {
      if (stream.id <= lastStream) continue;
      stream.breakOff(ResetCode.REFUSED_STREAM, "the server has closed the connection before it took the stream");
      this.forget(stream);
    }
    this.#leave();
    this.#endIfIdle();
  }

  protected onSettings(): void {
    if (!this.#ready) {
      this.#ready = true;
      this.#listener.onReady();
    } else if (this.room > 0) this.#listener.onRoom();
  }

  protected onPong(): void {}

  protected onPing(): void {}

  protected onForgotten(): void {
    if (this.streams.size === 0) this.#listener.onBusy(false);
    // Only who has found no room waits for it. Not now: this may be the call of a stream.
    if (this.room === 1) queueMicrotask(() => this.#listener.onRoom());
    this.#endIfIdle();
  }

  protected onOver(): void {
    this.#leave();
  }

  #headOf(prepared: PreparedHeaders): HeaderFields {
    let head = this.#heads.get(prepared);
    if (head === undefined) {
      head = [...this.#lead, ...prepared.fields];
      this.#heads.set(prepared, head);
    }
    return head;
  }

  /** A connection that takes no more streams ends with its last one. */
  #endIfIdle(): void {
    if (!this.#gone || this.streams.size > 0 || this.over) return;
    this.writer.goaway(0, ResetCode.NO_ERROR, "");
    this.end();
  }

  #leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#listener.onGone(this.#reason ?? LOST);
  }
}

const LOST = "the connection was lost";

function describeGoaway(code: ResetCode, text: string): string {
  return `the server has closed the connection with error code ${code}${text === "" ? "" : ` (${text})`}`;
}
