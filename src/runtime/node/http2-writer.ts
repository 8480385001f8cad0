import type { Http2Stream } from "node:http2";

/** Many small writes cost node:http2 far more than their bytes: those of a turn go out together, from this size on at once. */
const COALESCED_BYTES = 16 * 1024;

/** Writes to a stream of node:http2, several small messages at a time. */
export class Http2Writer {
  readonly #stream: Http2Stream;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;

  constructor(stream: Http2Stream) {
    this.#stream = stream;
  }

  get bufferedBytes(): number {
    return this.#stream.writableLength + this.#pendingBytes;
  }

  write(bytes: Uint8Array): void {
    const last = this.#pending.at(-1);
    if (last === undefined) {
      this.#pending.push(bytes);
      process.nextTick(Http2Writer.#flush, this);
    } else if (last.buffer === bytes.buffer && last.byteOffset + last.length === bytes.byteOffset) {
      // Messages are encoded one behind the other into shared chunks: most often they are together already.
      this.#pending[this.#pending.length - 1] = new Uint8Array(
        last.buffer,
        last.byteOffset,
        last.length + bytes.length,
      );
    } else {
      this.#pending.push(bytes);
    }
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes >= COALESCED_BYTES) this.flush();
  }

  end(bytes?: Uint8Array): void {
    if (this.#pendingBytes > 0) {
      if (bytes !== undefined) this.write(bytes);
      this.flush();
      bytes = undefined;
    }
    if (bytes === undefined) this.#stream.end();
    else this.#stream.end(bytes);
  }

  flush(): void {
    if (this.#pendingBytes === 0) return;
    const pending = this.#pending;
    const bytes = pending.length === 1 ? pending[0]! : Buffer.concat(pending, this.#pendingBytes);
    this.#pending = [];
    this.#pendingBytes = 0;
    if (!this.#stream.destroyed && !this.#stream.writableEnded) this.#stream.write(bytes);
  }

  static #flush(writer: Http2Writer): void {
    writer.flush();
  }
}
