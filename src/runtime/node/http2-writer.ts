import type { Http2Stream } from "node:http2";

/** Many small writes cost node:http2 far more than their bytes: those of a turn go out together, from this size on at once. */
const COALESCED_BYTES = 16 * 1024;

/** Writes to a stream of node:http2, several small messages at a time. */
export class Http2Writer {
  readonly #stream: Http2Stream;
  /** Buffers, and where what waits of each starts and ends in it, in turn. */
  #buffers: Uint8Array[] = [];
  #ranges: number[] = [];
  #pendingBytes = 0;

  constructor(stream: Http2Stream) {
    this.#stream = stream;
  }

  get bufferedBytes(): number {
    return this.#stream.writableLength + this.#pendingBytes;
  }

  write(bytes: Uint8Array, start: number, end: number): void {
    const last = this.#buffers.length - 1;
    if (this.#buffers[last] === bytes && this.#ranges[2 * last + 1] === start) {
      // Messages are encoded one behind the other into shared chunks: most often they are together already.
      this.#ranges[2 * last + 1] = end;
    } else {
      if (last < 0) process.nextTick(Http2Writer.#flush, this);
      this.#buffers.push(bytes);
      this.#ranges.push(start, end);
    }
    this.#pendingBytes += end - start;
    if (this.#pendingBytes >= COALESCED_BYTES) this.flush();
  }

  /** Ends the stream, after `bytes` if given, in one write with what waits. */
  end(bytes?: Uint8Array): void {
    if (this.#pendingBytes > 0 && bytes !== undefined) this.write(bytes, 0, bytes.length);
    const rest = this.#pendingBytes > 0 ? this.#take() : bytes;
    if (rest === undefined) this.#stream.end();
    else this.#stream.end(rest);
  }

  flush(): void {
    if (this.#pendingBytes === 0) return;
    const bytes = this.#take();
    if (!this.#stream.destroyed && !this.#stream.writableEnded) this.#stream.write(bytes);
  }

  #take(): Uint8Array {
    const pieces = this.#buffers.map((buffer, i) => buffer.subarray(this.#ranges[2 * i], this.#ranges[2 * i + 1]));
    const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, this.#pendingBytes);
    this.#buffers = [];
    this.#ranges = [];
    this.#pendingBytes = 0;
    return bytes;
  }

  static #flush(writer: Http2Writer): void {
    writer.flush();
  }
}
