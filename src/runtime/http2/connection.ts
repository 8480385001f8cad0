import { type HeaderFields, ResetCode } from "../rpc/transport.js";
import { ConnectionError } from "./connection-error.js";
import { DEFAULT_FRAME_SIZE, Flag, FrameType, MAX_31_BITS, readUint32 } from "./frame.js";
import { type FrameHandler, FrameReader } from "./frame-reader.js";
import { type FrameOutlet, FrameWriter } from "./frame-writer.js";
import { type HeaderBlock, HeaderDecoder } from "./hpack/header-decoder.js";
import { HeaderEncoder } from "./hpack/header-encoder.js";
import type { Http2Limits } from "./limits.js";
import { RateBudget } from "./rate-budget.js";
import { ReceiveWindow } from "./receive-window.js";
import { RecentStreams } from "./recent-streams.js";
import { SendLine } from "./send-line.js";
import { DEFAULT_WINDOW, PeerSettings } from "./settings.js";
import type { Http2Stream, StreamHost } from "./stream.js";
import { StreamTable } from "./stream-table.js";
import type { TimeLimits } from "./time-limits.js";
import { Watch, type Watched } from "./watch.js";

/** Where a connection's bytes go: a socket, for one. */
export interface ByteSink {
  /** Asks for a call of `flush` at the end of this tick. */
  wake(): void;
  /** Takes bytes. True if they are no longer needed when it returns, so that the buffer may be used again. */
  write(bytes: Uint8Array): boolean;
  /** Whether so much waits in the sink that no content should be added; a call of `onWritable` ends it. */
  readonly isCongested: boolean;
  /** Bytes that wait in the sink. */
  readonly unsentBytes: number;
  /** Ends the connection behind what was written. Nothing follows. */
  end(): void;
}

/**
 * Frames that cost us work and bring nothing: a peer may send a burst of so many, and so many a second, and one more for each frame
 * that has content. Peers measure the network with PINGs while they send.
 */
const NOISE_BURST = 1000;
const NOISE_PER_SECOND = 100;

/**
 * Streams that end by a reset, of whichever side: a burst, so many a second, and one more for each stream that ends in good order.
 * A client whose deadlines pass, since its server is slow, resets every stream, and is no attacker: it may as long as that costs the
 * server no more than calls would.
 */
const RESET_BURST = 500;
const RESETS_PER_SECOND = 500;

const KEEPALIVE_PING = new Uint8Array(8);

/** What both roles of an HTTP/2 connection have in common (RFC 9113). Bytes go in with `push`, and come out through a {@link ByteSink}. */
export abstract class Http2Connection implements FrameHandler, FrameOutlet, StreamHost, Watched {
  protected readonly limits: Http2Limits;
  protected readonly writer: FrameWriter;
  protected readonly encoder: HeaderEncoder = new HeaderEncoder();
  protected readonly peer: PeerSettings = new PeerSettings();
  protected readonly streams: StreamTable = new StreamTable();
  /** Streams that were reset from here: what is still under way on them is no mistake of the peer. */
  protected readonly resetHere: RecentStreams = new RecentStreams();
  protected readonly resets: RateBudget = new RateBudget(RESET_BURST, RESETS_PER_SECOND);
  /** Nothing is read or sent any more. */
  protected over = false;
  readonly #sink: ByteSink;
  readonly #reader: FrameReader;
  readonly #decoder: HeaderDecoder;
  readonly #noise = new RateBudget(NOISE_BURST, NOISE_PER_SECOND);
  readonly #line = new SendLine();
  readonly #window: ReceiveWindow;
  readonly #watch: Watch;
  #acknowledged = false;
  /** Bytes that were handed to the sink, ever. */
  #handedBytes = 0;
  #sendWindow = DEFAULT_WINDOW;
  #congested = false;
  /** Bytes that are kept for streams that are paused. */
  #heldBytes = 0;
  /** Bytes for which the peer may not send others yet, since too many are kept. */
  #owed = 0;

  constructor(sink: ByteSink, limits: Http2Limits, times: TimeLimits) {
    this.#sink = sink;
    this.limits = limits;
    this.writer = new FrameWriter(this);
    this.#reader = new FrameReader(this);
    this.#decoder = new HeaderDecoder({ maxListSize: limits.maxHeaderListSize, maxFields: limits.maxHeaderFields });
    this.#window = new ReceiveWindow(limits.connectionWindow);
    this.#watch = new Watch(this, times);
  }

  /** The highest stream that the peer can mean: one above it is idle. */
  protected abstract get lastStream(): number;
  /** The highest stream of the peer that was taken, for a GOAWAY. */
  protected abstract get lastPeerStream(): number;
  protected abstract onBlock(id: number, block: HeaderBlock, last: boolean, dependsOn: number): void;
  protected abstract onPeerReset(stream: Http2Stream, code: ResetCode): void;
  protected abstract onGoaway(lastStream: number, code: ResetCode, text: string): void;
  /** The peer's SETTINGS have been taken in. */
  protected abstract onSettings(): void;
  /** The peer has answered a PING; its payload begins at `at`. */
  protected abstract onPong(bytes: Uint8Array, at: number): void;
  /** The peer has sent a PING. */
  protected abstract onPing(): void;
  /** A stream has come to its end. */
  protected abstract onForgotten(): void;
  /** The connection is over, and all of its streams with it. */
  protected abstract onOver(): void;

  /** Reads bytes of the peer. */
  push(chunk: Uint8Array, start = 0, end: number = chunk.length): void {
    if (this.over) return;
    this.#watch.hear();
    try {
      this.#reader.push(chunk, start, end);
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      this.fail(error.code, error.message);
    }
  }

  /** Hands everything that waits to the sink. */
  flush(): void {
    if (this.writer.size > 0) this.#transmit();
  }

  /**
   * Ends what has passed its time limit, streams or the connection. Returns when to check again, at the latest, in the time of
   * `performance.now()`; `Infinity` when there is nothing to wait for.
   */
  check(now: number = performance.now()): number {
    return this.over ? Number.POSITIVE_INFINITY : this.#watch.check(now);
  }

  /** The sink is no longer congested. */
  onWritable(): void {
    this.#congested = false;
    this.#pump();
  }

  /** The sink, or what feeds the connection, is gone. `reason` is for people. */
  lose(reason: string): void {
    if (this.over) return;
    this.over = true;
    this.#reader.stop();
    this.#breakStreams(reason);
    this.onOver();
  }

  /** Ends the connection with an error code for the peer (RFC 9113, section 5.4.1). */
  fail(code: ResetCode, reason: string): void {
    if (this.over) return;
    this.writer.goaway(this.lastPeerStream, code, reason);
    this.over = true;
    this.#reader.stop();
    this.flush();
    this.#sink.end();
    this.#breakStreams(reason);
    this.onOver();
  }

  // What the reader finds:

  onData(id: number, chunk: Uint8Array, start: number, end: number, flow: number, last: boolean): void {
    if (!this.#window.take(flow)) {
      throw new ConnectionError(ResetCode.FLOW_CONTROL_ERROR, "the peer has sent more than the connection's window");
    }
    this.#owed += flow;
    if (start < end || last) this.#noise.earn();
    else this.countNoise();
    const stream = this.streams.get(id);
    if (stream === undefined || stream.remoteEnded) {
      this.#refuseContent(id, stream);
    } else {
      const problem = stream.onContent(chunk, start, end, flow, last);
      if (problem !== undefined) this.failStream(stream, problem.code, problem.text);
    }
    this.#repay();
  }

  onHeaderBlock(id: number, bytes: Uint8Array, start: number, end: number, last: boolean, dependsOn: number): void {
    this.onBlock(id, this.#decoder.decode(bytes, start, end), last, dependsOn);
  }

  onFrame(type: FrameType, flags: number, id: number, bytes: Uint8Array, start: number, end: number): void {
    switch (type) {
      case FrameType.RST_STREAM:
        this.#onRstStream(id, readUint32(bytes, start) as ResetCode);
        break;
      case FrameType.WINDOW_UPDATE:
        this.#onWindowUpdate(id, readUint32(bytes, start) & MAX_31_BITS);
        break;
      case FrameType.SETTINGS:
        this.#onSettings((flags & Flag.ACK) !== 0, bytes, start, end);
        break;
      case FrameType.PING:
        this.countNoise();
        if ((flags & Flag.ACK) === 0) {
          this.writer.ping(true, bytes, start);
          this.onPing();
        } else this.onPong(bytes, start);
        break;
      case FrameType.GOAWAY:
        if (end - start < 8) throw new ConnectionError(ResetCode.FRAME_SIZE_ERROR, "a GOAWAY without its code");
        this.countNoise();
        this.onGoaway(
          readUint32(bytes, start) & MAX_31_BITS,
          readUint32(bytes, start + 4) as ResetCode,
          new TextDecoder().decode(bytes.subarray(start + 8, Math.min(end, start + 208))),
        );
        break;
      case FrameType.PRIORITY:
        this.countNoise();
        if ((readUint32(bytes, start) & MAX_31_BITS) === id) throw violation(`stream ${id} depends on itself`);
        break;
      case FrameType.PUSH_PROMISE:
        throw violation("a PUSH_PROMISE, though push is not enabled");
    }
  }

  onUnknownFrame(): void {
    this.countNoise();
  }

  // What the writer tells:

  onPending(): void {
    this.#sink.wake();
  }

  onFull(): void {
    this.#transmit();
  }

  // What is looked at for time limits:

  get isSettled(): boolean {
    return this.#acknowledged;
  }

  get openStreams(): StreamTable {
    return this.streams;
  }

  get unsentBytes(): number {
    return this.#sink.unsentBytes;
  }

  get sentBytes(): number {
    return this.#handedBytes - this.#sink.unsentBytes;
  }

  sendPing(): void {
    this.writer.ping(false, KEEPALIVE_PING, 0);
  }

  giveUpStream(stream: Http2Stream, reason: string): void {
    stream.breakOff(ResetCode.CONNECTION_LOST, reason);
    this.sendReset(stream, ResetCode.ENHANCE_YOUR_CALM);
  }

  // What streams do:

  get isFree(): boolean {
    return !this.over && !this.#congested && this.#line.isEmpty;
  }

  sendData(stream: Http2Stream, bytes: Uint8Array, from: number, to: number): number {
    const room = Math.min(to - from, stream.sendWindow, this.#sendWindow);
    const end = from + Math.max(0, room);
    let at = from;
    while (at < end && !this.#congested) {
      const next = Math.min(end, at + DEFAULT_FRAME_SIZE);
      this.writer.data(stream.id, bytes, at, next);
      at = next;
    }
    stream.sendWindow -= at - from;
    this.#sendWindow -= at - from;
    return at;
  }

  waitToSend(stream: Http2Stream): void {
    // A stream without a window waits for that first.
    if (stream.sendWindow > 0) this.#line.enter(stream);
  }

  sendEnd(stream: Http2Stream, trailers: HeaderFields | undefined): void {
    if (this.over) return;
    if (trailers === undefined) this.writer.endStream(stream.id);
    else this.writer.headers(stream.id, this.encoder.encode(trailers), true);
  }

  sendReset(stream: Http2Stream, code: ResetCode): void {
    if (!this.over) this.resetId(stream.id, code);
    this.forget(stream);
  }

  openWindow(stream: Http2Stream, increment: number): void {
    if (!this.over) this.writer.windowUpdate(stream.id, increment);
  }

  hold(bytes: number): void {
    this.#heldBytes += bytes;
    if (bytes < 0) this.#repay();
  }

  forget(stream: Http2Stream): void {
    if (this.streams.delete(stream.id)) this.onForgotten();
  }

  // What the roles do:

  /** Begins the connection: our SETTINGS, identifiers and values in turn, and the window that goes with them. */
  protected greet(settings: readonly number[]): void {
    this.writer.settings(settings);
    const increment = this.limits.connectionWindow - DEFAULT_WINDOW;
    if (increment > 0) this.writer.windowUpdate(0, increment);
  }

  protected resetId(id: number, code: ResetCode): void {
    this.writer.rstStream(id, code);
    this.resetHere.add(id);
  }

  /** Ends a stream for a mistake of the peer (RFC 9113, section 5.4.2). */
  protected failStream(stream: Http2Stream, code: ResetCode, text: string): void {
    this.countReset();
    stream.breakOff(code, text);
    this.sendReset(stream, code);
  }

  /** Counts a stream that was reset. A peer with many of them is sent away. */
  protected countReset(): void {
    if (!this.resets.spend()) throw new ConnectionError(ResetCode.ENHANCE_YOUR_CALM, "too many streams were reset");
  }

  /** Ends the connection in good order; its streams have been seen to. */
  protected end(): void {
    if (this.over) return;
    this.over = true;
    this.#reader.stop();
    this.flush();
    this.#sink.end();
    this.onOver();
  }

  /** Counts a frame that brings nothing. A peer with many of them is sent away. */
  protected countNoise(): void {
    if (!this.#noise.spend()) throw new ConnectionError(ResetCode.ENHANCE_YOUR_CALM, "too many frames without content");
  }

  #refuseContent(id: number, stream: Http2Stream | undefined): void {
    if (this.#isIdle(id)) throw violation(`content on stream ${id}, which is idle`);
    if (stream !== undefined) this.failStream(stream, ResetCode.STREAM_CLOSED, "content behind the end of the stream");
    else if (!this.resetHere.has(id)) {
      this.countReset();
      this.resetId(id, ResetCode.STREAM_CLOSED);
    }
  }

  /** Whether nobody has opened a stream. Those with even numbers are the server's to open, which it cannot without push. */
  #isIdle(id: number): boolean {
    return id > this.lastStream || id % 2 === 0;
  }

  #onRstStream(id: number, code: ResetCode): void {
    if (this.#isIdle(id)) throw violation(`RST_STREAM on stream ${id}, which is idle`);
    const stream = this.streams.get(id);
    if (stream === undefined) this.countNoise();
    else this.onPeerReset(stream, code);
  }

  #onWindowUpdate(id: number, increment: number): void {
    if (id === 0) {
      if (increment === 0) throw violation("a WINDOW_UPDATE by nothing");
      this.#sendWindow += increment;
      if (this.#sendWindow > MAX_31_BITS) throw overflow();
    } else {
      if (this.#isIdle(id)) throw violation(`WINDOW_UPDATE on stream ${id}, which is idle`);
      const stream = this.streams.get(id);
      if (stream === undefined) return;
      if (increment === 0) {
        this.failStream(stream, ResetCode.PROTOCOL_ERROR, "a WINDOW_UPDATE by nothing");
        return;
      }
      stream.sendWindow += increment;
      if (stream.sendWindow > MAX_31_BITS) {
        this.failStream(stream, ResetCode.FLOW_CONTROL_ERROR, "a window above 2^31-1");
        return;
      }
      if (stream.bufferedBytes > 0) this.waitToSend(stream);
    }
    this.#pump();
  }

  #onSettings(ack: boolean, bytes: Uint8Array, start: number, end: number): void {
    this.countNoise();
    if (ack) {
      if (start < end) throw new ConnectionError(ResetCode.FRAME_SIZE_ERROR, "an acknowledgement with SETTINGS in it");
      this.#acknowledged = true;
      return;
    }
    const before = this.peer.initialWindowSize;
    this.peer.read(bytes, start, end);
    this.encoder.setTableSize(this.peer.headerTableSize);
    const change = this.peer.initialWindowSize - before;
    if (change !== 0) {
      for (const stream of this.streams.list()) {
        stream.sendWindow += change;
        if (stream.sendWindow > MAX_31_BITS) throw overflow();
        if (stream.bufferedBytes > 0) this.waitToSend(stream);
      }
    }
    this.writer.settingsAck();
    this.#pump();
    this.onSettings();
  }

  /** Lets the streams in the line send, a frame each in turn, as long as there is room. */
  #pump(): void {
    while (!this.#line.isEmpty && this.#sendWindow > 0 && !this.#congested && !this.over) {
      const stream = this.#line.next();
      stream.sendWaiting(DEFAULT_FRAME_SIZE);
      if (stream.bufferedBytes > 0) this.waitToSend(stream);
    }
  }

  /** Lets the peer send as much again as has come, unless too much of it is kept for streams that are paused. */
  #repay(): void {
    if (this.over || this.#owed === 0 || this.#heldBytes > this.limits.connectionWindow) return;
    const increment = this.#window.free(this.#owed);
    this.#owed = 0;
    if (increment > 0) this.writer.windowUpdate(0, increment);
  }

  #transmit(): void {
    const bytes = this.writer.take();
    this.#handedBytes += bytes.length;
    if (this.#sink.write(bytes)) this.writer.recycle(bytes);
    else this.#congested = this.#sink.isCongested;
  }

  #breakStreams(reason: string): void {
    for (const stream of this.streams.list()) stream.breakOff(ResetCode.CONNECTION_LOST, reason);
    this.streams.clear();
  }
}

export function violation(what: string): ConnectionError {
  return new ConnectionError(ResetCode.PROTOCOL_ERROR, what);
}

function overflow(): ConnectionError {
  return new ConnectionError(ResetCode.FLOW_CONTROL_ERROR, "a window above 2^31-1");
}
