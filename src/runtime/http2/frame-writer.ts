import type { ResetCode } from "../rpc/transport.js";
import { DEFAULT_FRAME_SIZE, Flag, FRAME_HEAD, FrameType } from "./frame.js";

/** Where the bytes of a writer go. */
export interface FrameOutlet {
  /** There is something to send, for the first time since the writer was empty. */
  onPending(): void;
  /** The writer is full: its bytes are to be taken now. */
  onFull(): void;
}

/** A buffer begins small, for most ticks have little to send, and is sent when it has grown to the largest size. */
const FIRST_BUFFER = 4 * 1024;
const MAX_BUFFER = 64 * 1024;

/** The largest buffer that was given back: connections that do not write at the same time share it. */
let spare: Uint8Array | undefined;

/** A smaller piece is copied faster by a loop than by a call. */
const SMALL_COPY = 32;

/**
 * Writes frames one behind the other, so that all of a tick go out in one piece. Content that follows content of the same stream
 * grows the frame that is there.
 */
export class FrameWriter {
  readonly #outlet: FrameOutlet;
  #buffer: Uint8Array | undefined;
  #size = 0;
  /** The DATA frame at the end of the buffer: where it begins, or -1, and its stream. */
  #tail = -1;
  #tailStream = 0;
  /** Whether header fields or content were written since somebody asked. */
  #sentContent = false;
  /** How large the peer allows frames to be; larger ones than the default are never of use. */
  readonly #maxPayload = DEFAULT_FRAME_SIZE;

  constructor(outlet: FrameOutlet) {
    this.#outlet = outlet;
  }

  /** Bytes that wait to be taken. */
  get size(): number {
    return this.#size;
  }

  /** The bytes so far, which the caller gives back with {@link recycle} when they are of no more use, if they ever are. */
  take(): Uint8Array {
    const bytes = this.#buffer!.subarray(0, this.#size);
    this.#buffer = undefined;
    this.#size = 0;
    this.#tail = -1;
    return bytes;
  }

  /** Whether header fields or content were written since the last call. */
  takeSentContent(): boolean {
    const sent = this.#sentContent;
    this.#sentContent = false;
    return sent;
  }

  recycle(bytes: Uint8Array): void {
    const length = bytes.buffer.byteLength;
    if (spare === undefined || spare.length < length) spare = new Uint8Array(bytes.buffer as ArrayBuffer, 0, length);
  }

  raw(bytes: Uint8Array): void {
    this.#copy(bytes, 0, bytes.length);
    this.#tail = -1;
  }

  /** Writes content from `from` to `to`, in as many frames as it takes. */
  data(stream: number, bytes: Uint8Array, from: number, to: number): void {
    this.#sentContent = true;
    while (from < to) {
      let length = this.#tail >= 0 && this.#tailStream === stream ? this.#size - this.#tail - FRAME_HEAD : -1;
      if (length < 0 || length === this.#maxPayload) {
        const size = Math.min(to - from, this.#maxPayload);
        this.#reserve(FRAME_HEAD + size);
        const tail = this.#size;
        this.#head(0, FrameType.DATA, 0, stream);
        this.#tail = tail;
        this.#tailStream = stream;
        length = 0;
      }
      const size = Math.min(to - from, this.#maxPayload - length);
      if (!this.#fits(size)) {
        // The frame is complete as it is; the rest begins another one in another buffer.
        this.#reserve(FRAME_HEAD + size);
        this.#tail = -1;
        continue;
      }
      this.#copy(bytes, from, from + size);
      this.#setLength(this.#tail, length + size);
      from += size;
    }
  }

  /** Ends the stream: with the frame that is still here, or an empty one. */
  endStream(stream: number): void {
    if (this.#tail >= 0 && this.#tailStream === stream) this.#buffer![this.#tail + 4]! |= Flag.END_STREAM;
    else this.#begin(0, FrameType.DATA, Flag.END_STREAM, stream);
    this.#tail = -1;
  }

  /** Writes a header block, in as many frames as it takes. */
  headers(stream: number, block: Uint8Array, last: boolean): void {
    this.#sentContent = true;
    let from = 0;
    let type: FrameType = FrameType.HEADERS;
    let flags = last ? Flag.END_STREAM : 0;
    do {
      const to = Math.min(block.length, from + this.#maxPayload);
      if (to === block.length) flags |= Flag.END_HEADERS;
      this.#begin(to - from, type, flags, stream);
      this.#copy(block, from, to);
      from = to;
      type = FrameType.CONTINUATION;
      flags = 0;
    } while (from < block.length);
  }

  rstStream(stream: number, code: ResetCode): void {
    this.#begin(4, FrameType.RST_STREAM, 0, stream);
    this.#uint32(code);
  }

  /** Writes SETTINGS: identifiers and values in turn. */
  settings(settings: readonly number[]): void {
    this.#begin(3 * settings.length, FrameType.SETTINGS, 0, 0);
    for (let i = 0; i < settings.length; i += 2) {
      this.#buffer![this.#size++] = settings[i]! >>> 8;
      this.#buffer![this.#size++] = settings[i]!;
      this.#uint32(settings[i + 1]!);
    }
  }

  settingsAck(): void {
    this.#begin(0, FrameType.SETTINGS, Flag.ACK, 0);
  }

  /** Writes a PING with 8 bytes of `payload` from `at` on. */
  ping(ack: boolean, payload: Uint8Array, at: number): void {
    this.#begin(8, FrameType.PING, ack ? Flag.ACK : 0, 0);
    this.#copy(payload, at, at + 8);
  }

  goaway(lastStream: number, code: ResetCode, text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.#begin(8 + bytes.length, FrameType.GOAWAY, 0, 0);
    this.#uint32(lastStream);
    this.#uint32(code);
    this.#copy(bytes, 0, bytes.length);
  }

  windowUpdate(stream: number, increment: number): void {
    this.#begin(4, FrameType.WINDOW_UPDATE, 0, stream);
    this.#uint32(increment);
  }

  /** Begins a frame that is no content, with room for all of it. */
  #begin(length: number, type: FrameType, flags: number, stream: number): void {
    this.#reserve(FRAME_HEAD + length);
    this.#head(length, type, flags, stream);
    this.#tail = -1;
  }

  #head(length: number, type: FrameType, flags: number, stream: number): void {
    const buffer = this.#buffer!;
    const at = this.#size;
    this.#setLength(at, length);
    buffer[at + 3] = type;
    buffer[at + 4] = flags;
    this.#size = at + 5;
    this.#uint32(stream);
  }

  #setLength(at: number, length: number): void {
    const buffer = this.#buffer!;
    buffer[at] = length >>> 16;
    buffer[at + 1] = length >>> 8;
    buffer[at + 2] = length;
  }

  #uint32(value: number): void {
    const buffer = this.#buffer!;
    const at = this.#size;
    buffer[at] = value >>> 24;
    buffer[at + 1] = value >>> 16;
    buffer[at + 2] = value >>> 8;
    buffer[at + 3] = value;
    this.#size = at + 4;
  }

  #copy(bytes: Uint8Array, from: number, to: number): void {
    this.#reserve(to - from);
    const buffer = this.#buffer!;
    if (to - from <= SMALL_COPY) {
      let at = this.#size;
      while (from < to) buffer[at++] = bytes[from++]!;
      this.#size = at;
    } else {
      buffer.set(from === 0 && to === bytes.length ? bytes : bytes.subarray(from, to), this.#size);
      this.#size += to - from;
    }
  }

  /** Whether the buffer has, or can grow to, room for so many bytes. */
  #fits(bytes: number): boolean {
    return this.#size + bytes <= MAX_BUFFER;
  }

  /** Makes room, by growing the buffer or by sending what is there. */
  #reserve(bytes: number): void {
    if (this.#size > 0 && !this.#fits(bytes)) this.#outlet.onFull();
    if (this.#buffer === undefined) {
      this.#buffer =
        spare !== undefined && spare.length >= bytes ? spare : new Uint8Array(Math.max(FIRST_BUFFER, bytes));
      spare = undefined;
      this.#outlet.onPending();
    } else if (this.#size + bytes > this.#buffer.length) {
      const grown = new Uint8Array(Math.max(MAX_BUFFER, this.#size + bytes));
      grown.set(this.#buffer.subarray(0, this.#size));
      this.#buffer = grown;
    }
  }
}
