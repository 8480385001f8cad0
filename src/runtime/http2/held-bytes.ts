import type { HeaderFields } from "../rpc/transport.js";

/**
 * What has come for a receiver that is paused, in one buffer that doubles: the chunks may be views of large buffers, and may be many
 * and tiny.
 */
export class HeldBytes {
  bytes: Uint8Array = new Uint8Array(1024);
  size = 0;
  /** Whether the peer has ended its direction behind these bytes, and with which trailers. */
  ended = false;
  trailers: HeaderFields | undefined;

  push(chunk: Uint8Array, start: number, end: number): void {
    const size = this.size + end - start;
    if (size > this.bytes.length) {
      const grown = new Uint8Array(Math.max(size, 2 * this.bytes.length));
      grown.set(this.bytes.subarray(0, this.size));
      this.bytes = grown;
    }
    this.bytes.set(chunk.subarray(start, end), this.size);
    this.size = size;
  }

  end(trailers: HeaderFields | undefined): void {
    this.ended = true;
    this.trailers = trailers;
  }
}
