import { type ByteRange, encodeFramed } from "../message/framing.js";
import type { AnyMessageType } from "../message/message-type.js";

/**
 * The message framing of gRPC, gRPC-Web and Connect: a byte of flags, the length in 4 bytes big-endian, the message. Source:
 * "Length-Prefixed-Message" in gRPC over HTTP/2.
 */
export const PREFIX_BYTES = 5;

/** The message is compressed. */
export const FLAG_COMPRESSED = 1;

/**
 * Encodes a message behind its prefix. The result is the same object each time, to be read before the next call. Throws an EncodeError for what its type cannot hold, a TypeError for what is no
 * message.
 */
export function encodeMessage(type: AnyMessageType, message: unknown): ByteRange {
  // A type without `$problem` reads properties, of which a number has none: it would pass for an empty message.
  if (type.$problem === undefined && (typeof message !== "object" || message === null)) {
    throw new TypeError(`expected a message of ${type.typeName}, got ${message === null ? "null" : typeof message}`);
  }
  const framed = encodeFramed(type, message, PREFIX_BYTES);
  const { bytes, start, end } = framed;
  const length = end - start - PREFIX_BYTES;
  bytes[start] = 0;
  bytes[start + 1] = length >>> 24;
  bytes[start + 2] = length >>> 16;
  bytes[start + 3] = length >>> 8;
  bytes[start + 4] = length;
  return framed;
}

export interface FrameReceiver {
  /**
   * One message: the bytes of `buffer` from `start` to `end`, to be used before the callback returns. False stops the parser for
   * good.
   */
  onFrame(flags: number, buffer: Uint8Array, start: number, end: number): boolean;
  /** A prefix announced more bytes than the limit; nothing was allocated for them. The parser has stopped. */
  onTooLarge(length: number): void;
}

/** How much is allocated for a message before any of it is here: a prefix is cheap to forge. */
const FIRST_ALLOCATION = 64 * 1024;

/**
 * Cuts a stream of chunks into messages. A message that lies within one chunk is not copied; another is gathered in a buffer that
 * doubles, so that the work stays linear in the bytes, whatever the size of the chunks.
 */
export class FrameParser {
  readonly #receiver: FrameReceiver;
  readonly #maxBytes: number;
  #stopped = false;
  /** How many bytes of a prefix that was cut in two are here, and what they say so far. */
  #prefixBytes = 0;
  #flags = 0;
  #length = 0;
  /** The start of a message that was cut in two. */
  #partial: Uint8Array | undefined;
  #partialBytes = 0;

  constructor(receiver: FrameReceiver, maxBytes: number) {
    this.#receiver = receiver;
    this.#maxBytes = maxBytes;
  }

  /** Whether the stream may end here: not in the middle of a message. */
  get atBoundary(): boolean {
    return this.#prefixBytes === 0;
  }

  /** Ends the parsing; no callback follows. */
  stop(): void {
    this.#stopped = true;
    this.#partial = undefined;
  }

  push(chunk: Uint8Array, start: number, end: number): void {
    let at = start;
    while (at < end && !this.#stopped) {
      if (this.#prefixBytes < PREFIX_BYTES) {
        if (this.#prefixBytes === 0 && end - at >= PREFIX_BYTES) {
          this.#flags = chunk[at]!;
          this.#length =
            ((chunk[at + 1]! << 24) | (chunk[at + 2]! << 16) | (chunk[at + 3]! << 8) | chunk[at + 4]!) >>> 0;
          this.#prefixBytes = PREFIX_BYTES;
          at += PREFIX_BYTES;
        } else {
          this.#pushPrefixByte(chunk[at++]!);
          if (this.#prefixBytes < PREFIX_BYTES) continue;
        }
        if (this.#length > this.#maxBytes) {
          this.stop();
          this.#receiver.onTooLarge(this.#length);
          return;
        }
      }
      const missing = this.#length - this.#partialBytes;
      const taken = Math.min(missing, end - at);
      if (taken < missing) this.#gather(chunk, at, at + taken);
      else if (this.#partial === undefined) this.#emit(chunk, at, at + taken);
      else {
        this.#gather(chunk, at, at + taken);
        this.#emit(this.#partial, 0, this.#length);
      }
      at += taken;
    }
    // An empty message is complete with its prefix, and the loop ends before it gets there.
    if (at === end && this.#prefixBytes === PREFIX_BYTES && this.#length === 0 && !this.#stopped) {
      this.#emit(chunk, end, end);
    }
  }

  #pushPrefixByte(byte: number): void {
    if (this.#prefixBytes++ === 0) {
      this.#flags = byte;
      this.#length = 0;
    } else {
      this.#length = ((this.#length << 8) | byte) >>> 0;
    }
  }

  #gather(chunk: Uint8Array, start: number, end: number): void {
    if (start === end) return;
    const size = this.#partialBytes + end - start;
    let partial = this.#partial;
    if (partial === undefined || partial.length < size) {
      const doubled = Math.max(FIRST_ALLOCATION, 2 * (partial?.length ?? 0), size);
      const grown = new Uint8Array(Math.min(this.#length, doubled));
      if (partial !== undefined) grown.set(partial.subarray(0, this.#partialBytes));
      this.#partial = partial = grown;
    }
    partial.set(chunk.subarray(start, end), this.#partialBytes);
    this.#partialBytes = size;
  }

  #emit(buffer: Uint8Array, start: number, end: number): void {
    this.#prefixBytes = 0;
    this.#partial = undefined;
    this.#partialBytes = 0;
    if (!this.#receiver.onFrame(this.#flags, buffer, start, end)) this.stop();
  }
}
