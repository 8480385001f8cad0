import {
  type ByteReceiver,
  type ByteStream,
  type HeaderFields,
  ResetCode,
  WRITE_HIGH_WATER,
} from "../rpc/transport.js";
import { HeldBytes } from "./held-bytes.js";
import type { HeaderBlock } from "./hpack/header-decoder.js";
import { ReceiveWindow } from "./receive-window.js";
import { WaitingBytes } from "./waiting-bytes.js";

/** What a stream needs of its connection. */
export interface StreamHost {
  /** Writes what the windows allow of the bytes from `from` to `to`, and returns how far it has come. */
  sendData(stream: Http2Stream, bytes: Uint8Array, from: number, to: number): number;
  /** Whether a stream may send now, without passing others that wait. */
  readonly isFree: boolean;
  /** The stream has bytes that could not be sent. */
  waitToSend(stream: Http2Stream): void;
  /** Ends our direction, with trailers or without. */
  sendEnd(stream: Http2Stream, trailers: HeaderFields | undefined): void;
  /** Ends the stream both ways, and tells the peer. */
  sendReset(stream: Http2Stream, code: ResetCode): void;
  openWindow(stream: Http2Stream, increment: number): void;
  /** Bytes are kept for a stream that is paused (or, below zero, no longer). */
  hold(bytes: number): void;
  /** The stream has come to its end, and has told its receiver. */
  forget(stream: Http2Stream): void;
}

/** A stream that has sent less than this of what waits is not worth another callback. */
const LOW_WATER: number = WRITE_HIGH_WATER / 2;

/** What the streams of both roles have in common: bytes that wait for a window, bytes that wait for a reader, and two ends. */
export abstract class Http2Stream implements ByteStream {
  readonly id: number;
  /** How much the peer lets us send. Below zero if it has changed its mind. */
  sendWindow: number;
  /** Whether the stream stands in its connection's line. */
  inLine = false;
  /** Our direction has ended, on the wire. */
  localEnded = false;
  /** The peer's direction has ended, on the wire. */
  remoteEnded = false;
  /** Over for both ends: nothing is sent or told any more. */
  closed = false;
  protected readonly host: StreamHost;
  /** What could not be sent yet, if there was ever any. */
  #waiting: WaitingBytes | undefined;
  /** How often in a row what waits was found where it was. */
  #looks = 0;
  #full = false;
  #ending = false;
  #trailers: HeaderFields | undefined;
  readonly #window: ReceiveWindow;
  #paused = false;
  /** Bytes that were delivered to a receiver that has paused: the peer may not send more for them yet. */
  #owed = 0;
  #held: HeldBytes | undefined;
  #received = 0;
  #contentLength = -1;

  constructor(host: StreamHost, id: number, sendWindow: number, receiveWindow: number) {
    this.host = host;
    this.id = id;
    this.sendWindow = sendWindow;
    this.#window = new ReceiveWindow(receiveWindow);
  }

  protected abstract get bytesTo(): ByteReceiver;
  /** The peer's direction is over, and all of its bytes have been delivered. */
  protected abstract onRemoteEnd(trailers: HeaderFields | undefined): void;
  /** Our direction has ended, on the wire. */
  protected abstract onLocalEnd(): void;
  /** Whether the receiver wants no bytes any more. */
  protected abstract get isDeaf(): boolean;
  /** A block of header fields of the peer. Returns why it is refused, if it is. */
  abstract onFields(block: HeaderBlock, last: boolean): string | undefined;

  get bufferedBytes(): number {
    return this.#waiting === undefined ? 0 : this.#waiting.size;
  }

  write(bytes: Uint8Array, start = 0, end: number = bytes.length): void {
    if (this.closed || this.#ending) return;
    const from = this.bufferedBytes === 0 && this.host.isFree ? this.host.sendData(this, bytes, start, end) : start;
    if (from === end) return;
    this.#waiting ??= new WaitingBytes();
    this.#waiting.push(bytes, from, end);
    if (this.#waiting.size >= WRITE_HIGH_WATER) this.#full = true;
    this.host.waitToSend(this);
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    if (this.#held !== undefined) queueMicrotask(() => this.#deliverHeld());
    else this.#repay();
  }

  reset(code: ResetCode): void {
    if (this.closed) return;
    this.close();
    this.host.sendReset(this, code);
  }

  /** Sends from what waits, at most `limit` bytes. For the connection, when there is room. */
  sendWaiting(limit: number): void {
    const waiting = this.#waiting;
    while (waiting !== undefined && waiting.size > 0 && limit > 0) {
      const { start } = waiting;
      const to = this.host.sendData(this, waiting.buffer, start, Math.min(waiting.end, start + limit));
      if (to === start) return;
      this.#looks = 0;
      limit -= to - start;
      waiting.dropTo(to);
    }
    if (this.bufferedBytes === 0 && this.#ending) this.#sendEnd();
    else if (this.#full && this.bufferedBytes <= LOW_WATER) {
      this.#full = false;
      this.bytesTo.onDrain();
    }
  }

  /** Counts how often in a row it was found, by this call, that bytes wait and that none have gone since the call before. */
  look(): number {
    this.#looks = this.bufferedBytes === 0 ? 0 : this.#looks + 1;
    return this.#looks;
  }

  /** The peer has sent content. Returns why it is refused, if it is. */
  onContent(chunk: Uint8Array, start: number, end: number, flow: number, last: boolean): ContentProblem | undefined {
    if (!this.#window.take(flow)) return TOO_MUCH;
    this.#received += end - start;
    if (this.#contentLength >= 0 && (this.#received > this.#contentLength || (last && !this.#isComplete()))) {
      return WRONG_LENGTH;
    }
    if (last) this.remoteEnded = true;
    if (start < end && !this.isDeaf) {
      if (this.#paused || this.#held !== undefined) this.#hold(chunk, start, end, flow);
      else {
        this.bytesTo.onData(chunk, start, end);
        this.#owed += flow;
        this.#repay();
      }
    } else {
      this.#owed += flow;
      this.#repay();
    }
    if (last) this.#endRemote(undefined);
    return undefined;
  }

  /** The peer has ended its direction with its first header fields. Those were told, the end was not. */
  endEmpty(): void {
    if (this.closed) return;
    this.remoteEnded = true;
    this.#endRemote(undefined);
  }

  /** Ends the stream for its receiver: nothing is sent or told from here on. */
  close(): void {
    this.closed = true;
    this.#waiting?.clear();
    if (this.#held !== undefined) this.host.hold(-this.#held.size);
    this.#held = undefined;
  }

  /** The stream is over before its time, from the connection's side or the peer's. */
  breakOff(code: ResetCode, message: string): void {
    if (this.closed) return;
    this.close();
    if (!this.isDeaf) this.bytesTo.onReset(code, message);
  }

  /** Ends our direction behind what waits. */
  protected finish(trailers: HeaderFields | undefined): void {
    if (this.closed || this.#ending) return;
    this.#ending = true;
    this.#trailers = trailers;
    if (this.bufferedBytes === 0) this.#sendEnd();
  }

  /** Whether our direction has ended, or will when what waits has been sent. */
  protected get isEnding(): boolean {
    return this.#ending;
  }

  /** What the header fields of a message say of the size of its content. */
  protected expectLength(contentLength: number): void {
    this.#contentLength = contentLength;
  }

  /** The peer's direction ends with header fields. Returns why it may not. */
  protected endWithFields(trailers: HeaderFields): string | undefined {
    if (!this.#isComplete()) return WRONG_LENGTH.text;
    this.remoteEnded = true;
    this.#endRemote(trailers);
    return undefined;
  }

  #isComplete(): boolean {
    return this.#contentLength < 0 || this.#contentLength === this.#received;
  }

  #endRemote(trailers: HeaderFields | undefined): void {
    if (this.closed) return;
    if (this.#held !== undefined) this.#held.end(trailers);
    else this.onRemoteEnd(trailers);
  }

  #sendEnd(): void {
    this.localEnded = true;
    this.host.sendEnd(this, this.#trailers);
    this.onLocalEnd();
  }

  #hold(chunk: Uint8Array, start: number, end: number, flow: number): void {
    this.#held ??= new HeldBytes();
    this.#held.push(chunk, start, end);
    this.host.hold(end - start);
    this.#owed += flow;
  }

  #deliverHeld(): void {
    const held = this.#held;
    if (held === undefined || this.#paused || this.closed) return;
    this.#held = undefined;
    this.host.hold(-held.size);
    if (!this.isDeaf) this.bytesTo.onData(held.bytes, 0, held.size);
    if (held.ended) this.#endRemote(held.trailers);
    else this.#repay();
  }

  /** Lets the peer send as much again as was consumed. */
  #repay(): void {
    if (this.#paused || this.closed) return;
    const increment = this.#window.free(this.#owed);
    this.#owed = 0;
    if (increment > 0 && !this.remoteEnded) this.host.openWindow(this, increment);
  }
}

/** Why content is refused. */
export interface ContentProblem {
  readonly code: ResetCode;
  readonly text: string;
}

const TOO_MUCH: ContentProblem = {
  code: ResetCode.FLOW_CONTROL_ERROR,
  text: "the peer has sent more than the stream's window",
};

const WRONG_LENGTH: ContentProblem = {
  code: ResetCode.PROTOCOL_ERROR,
  text: "the content does not have the length that was announced",
};
