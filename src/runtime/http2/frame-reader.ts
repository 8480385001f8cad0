import { ResetCode } from "../rpc/transport.js";
import { ConnectionError } from "./connection-error.js";
import { DEFAULT_FRAME_SIZE, Flag, FRAME_HEAD, FrameType, MAX_31_BITS, readUint32 } from "./frame.js";

/** What becomes of the frames of a connection. Bytes are to be used before the callback returns. */
export interface FrameHandler {
  /**
   * Content of a stream, as much as there is: a frame may come in pieces. `flow` is what it counts for flow control, which is
   * more than the bytes if they are padded; `last` ends the stream.
   */
  onData(stream: number, chunk: Uint8Array, start: number, end: number, flow: number, last: boolean): void;
  /** A header block, complete. `dependsOn` is the stream that its priority names, or -1. */
  onHeaderBlock(stream: number, bytes: Uint8Array, start: number, end: number, last: boolean, dependsOn: number): void;
  /** A frame of another type that is known, with a payload of a size that its type allows. */
  onFrame(type: FrameType, flags: number, stream: number, bytes: Uint8Array, start: number, end: number): void;
  /** A frame of a type that nobody knows, which is passed over. */
  onUnknownFrame(): void;
}

/** How large a header block may be on the wire. Four times what a list of fields may be, so that only attackers get there. */
const MAX_BLOCK_BYTES = 64 * 1024;

/** In how many frames a block may come: those of a block of the largest size take 5. */
const MAX_CONTINUATIONS = 32;

/** By type: whether a frame belongs to the connection (0), to a stream (1) or to either (2). */
const SCOPES: readonly (0 | 1 | 2)[] = [1, 1, 1, 1, 0, 1, 0, 0, 2, 1];

/** By type: the size of the payload, if there is one size. */
const SIZES: readonly (number | undefined)[] = [
  undefined,
  undefined,
  5,
  4,
  undefined,
  undefined,
  8,
  undefined,
  4,
  undefined,
];

const NO_BYTES = new Uint8Array(0);

/**
 * Cuts a stream of chunks into frames, and holds them to the rules that need no knowledge of streams. What lies within one chunk is
 * not copied. Throws a ConnectionError.
 */
export class FrameReader {
  readonly #handler: FrameHandler;
  #stopped = false;
  /** Whether the first frame has come. */
  #greeted = false;
  /** A head that was cut in two, and how many bytes of it are here. */
  readonly #head = new Uint8Array(FRAME_HEAD);
  #headBytes = 0;
  // The frame whose payload is being read:
  #length = 0;
  #type = 0;
  #flags = 0;
  #stream = 0;
  /** How much of a DATA frame is still to come, or -1 if none is read. */
  #dataLeft = -1;
  /** How much of a frame that nobody knows is still to come. */
  #skip = 0;
  /** A payload that was cut in two. */
  #partial: Uint8Array | undefined;
  #partialBytes = 0;
  // The header block whose frames are being read:
  #blockStream = 0;
  #block: Uint8Array = NO_BYTES;
  #blockBytes = 0;
  #blockEnds = false;
  #blockDependsOn = -1;
  #continuations = 0;

  constructor(handler: FrameHandler) {
    this.#handler = handler;
  }

  /** Reads no more: the rest of the chunk is dropped, as is all that follows. */
  stop(): void {
    this.#stopped = true;
  }

  push(chunk: Uint8Array, start: number, end: number): void {
    let at = start;
    while (at < end && !this.#stopped) {
      if (this.#dataLeft > 0) at = this.#readData(chunk, at, end);
      else if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, end - at);
        this.#skip -= skipped;
        at += skipped;
      } else if (this.#partial !== undefined) at = this.#gather(chunk, at, end);
      else if (this.#headBytes === 0 && end - at >= FRAME_HEAD) {
        this.#begin(chunk, at);
        at = this.#readPayload(chunk, at + FRAME_HEAD, end);
      } else {
        this.#head[this.#headBytes++] = chunk[at++]!;
        if (this.#headBytes < FRAME_HEAD) continue;
        this.#headBytes = 0;
        this.#begin(this.#head, 0);
        at = this.#readPayload(chunk, at, end);
      }
    }
  }

  /** Reads and checks a head. */
  #begin(bytes: Uint8Array, at: number): void {
    this.#length = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
    this.#type = bytes[at + 3]!;
    this.#flags = bytes[at + 4]!;
    this.#stream = readUint32(bytes, at + 5) & MAX_31_BITS;
    if (this.#length > DEFAULT_FRAME_SIZE) {
      throw new ConnectionError(ResetCode.FRAME_SIZE_ERROR, `a frame of ${this.#length} bytes`);
    }
    if (this.#blockStream !== 0 && (this.#type !== FrameType.CONTINUATION || this.#stream !== this.#blockStream)) {
      throw violation("a header block is interrupted by another frame");
    }
    if (!this.#greeted) this.#requireSettings();
    const scope = SCOPES[this.#type];
    if (scope === undefined) return;
    if (scope !== 2 && (scope === 0) !== (this.#stream === 0)) {
      throw violation(`a frame of type ${this.#type} on stream ${this.#stream}`);
    }
    const size = SIZES[this.#type];
    if (size !== undefined && size !== this.#length) {
      throw new ConnectionError(
        ResetCode.FRAME_SIZE_ERROR,
        `a frame of type ${this.#type} with ${this.#length} bytes instead of ${size}`,
      );
    }
  }

  /** A connection begins with SETTINGS (RFC 9113, section 3.4). */
  #requireSettings(): void {
    if (this.#type !== FrameType.SETTINGS || (this.#flags & Flag.ACK) !== 0) throw violation("no SETTINGS at first");
    this.#greeted = true;
  }

  #readPayload(chunk: Uint8Array, at: number, end: number): number {
    if (SCOPES[this.#type] === undefined) {
      this.#skip = this.#length;
      this.#handler.onUnknownFrame();
      return at;
    }
    if (this.#type === FrameType.DATA && (this.#flags & Flag.PADDED) === 0) {
      this.#dataLeft = this.#length;
      return this.#readData(chunk, at, end);
    }
    if (end - at >= this.#length) {
      this.#dispatch(chunk, at, at + this.#length);
      return at + this.#length;
    }
    this.#partial = new Uint8Array(this.#length);
    this.#partialBytes = 0;
    return this.#gather(chunk, at, end);
  }

  #readData(chunk: Uint8Array, at: number, end: number): number {
    const taken = Math.min(this.#dataLeft, end - at);
    // A frame of which nothing is here yet says nothing yet, unless there is nothing in it.
    if (taken === 0 && this.#length > 0) return at;
    this.#dataLeft -= taken;
    const last = this.#dataLeft === 0 && (this.#flags & Flag.END_STREAM) !== 0;
    if (this.#dataLeft === 0) this.#dataLeft = -1;
    this.#handler.onData(this.#stream, chunk, at, at + taken, taken, last);
    return at + taken;
  }

  #gather(chunk: Uint8Array, at: number, end: number): number {
    const partial = this.#partial!;
    const taken = Math.min(partial.length - this.#partialBytes, end - at);
    partial.set(chunk.subarray(at, at + taken), this.#partialBytes);
    this.#partialBytes += taken;
    if (this.#partialBytes === partial.length) {
      this.#partial = undefined;
      this.#dispatch(partial, 0, partial.length);
    }
    return at + taken;
  }

  #dispatch(bytes: Uint8Array, start: number, end: number): void {
    switch (this.#type) {
      case FrameType.DATA: {
        const content = end - start - 1 - this.#padding(bytes, start, end);
        const last = (this.#flags & Flag.END_STREAM) !== 0;
        this.#handler.onData(this.#stream, bytes, start + 1, start + 1 + content, end - start, last);
        break;
      }
      case FrameType.HEADERS:
        this.#readHeaders(bytes, start, end);
        break;
      case FrameType.CONTINUATION:
        this.#readContinuation(bytes, start, end);
        break;
      default:
        this.#handler.onFrame(this.#type as FrameType, this.#flags, this.#stream, bytes, start, end);
    }
  }

  /** How many bytes of padding a padded payload has. */
  #padding(bytes: Uint8Array, start: number, end: number): number {
    if (start === end) throw new ConnectionError(ResetCode.FRAME_SIZE_ERROR, "a padded frame without its length");
    const padding = bytes[start]!;
    if (padding >= end - start) throw violation("a frame with more padding than payload");
    return padding;
  }

  #readHeaders(bytes: Uint8Array, start: number, end: number): void {
    if ((this.#flags & Flag.PADDED) !== 0) {
      end -= this.#padding(bytes, start, end);
      start++;
    }
    let dependsOn = -1;
    if ((this.#flags & Flag.PRIORITY) !== 0) {
      if (end - start < 5)
        throw new ConnectionError(ResetCode.FRAME_SIZE_ERROR, "a HEADERS frame without its priority");
      dependsOn = readUint32(bytes, start) & MAX_31_BITS;
      start += 5;
    }
    const last = (this.#flags & Flag.END_STREAM) !== 0;
    if ((this.#flags & Flag.END_HEADERS) !== 0) {
      this.#handler.onHeaderBlock(this.#stream, bytes, start, end, last, dependsOn);
      return;
    }
    this.#blockStream = this.#stream;
    this.#blockEnds = last;
    this.#blockDependsOn = dependsOn;
    this.#blockBytes = 0;
    this.#continuations = 0;
    this.#append(bytes, start, end);
  }

  #readContinuation(bytes: Uint8Array, start: number, end: number): void {
    if (this.#blockStream === 0) throw violation("a CONTINUATION without HEADERS");
    if (++this.#continuations > MAX_CONTINUATIONS || this.#blockBytes + end - start > MAX_BLOCK_BYTES) {
      throw new ConnectionError(ResetCode.ENHANCE_YOUR_CALM, "a header block above all limits");
    }
    this.#append(bytes, start, end);
    if ((this.#flags & Flag.END_HEADERS) === 0) return;
    const stream = this.#blockStream;
    const block = this.#block;
    this.#blockStream = 0;
    this.#block = NO_BYTES;
    this.#handler.onHeaderBlock(stream, block, 0, this.#blockBytes, this.#blockEnds, this.#blockDependsOn);
  }

  #append(bytes: Uint8Array, start: number, end: number): void {
    const size = this.#blockBytes + end - start;
    if (size > this.#block.length) {
      const grown = new Uint8Array(2 * size);
      grown.set(this.#block.subarray(0, this.#blockBytes));
      this.#block = grown;
    }
    this.#block.set(bytes.subarray(start, end), this.#blockBytes);
    this.#blockBytes = size;
  }
}

function violation(what: string): ConnectionError {
  return new ConnectionError(ResetCode.PROTOCOL_ERROR, what);
}
