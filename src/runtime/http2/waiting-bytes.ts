/** Bytes that were written and could not be sent yet. What was encoded one behind the other into the same buffer is one piece. */
export class WaitingBytes {
  #buffers: Uint8Array[] = [];
  /** Where each piece starts and ends in its buffer, in turn. */
  #ranges: number[] = [];
  #first = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The buffer of the first piece; there is one. */
  get buffer(): Uint8Array {
    return this.#buffers[this.#first]!;
  }

  /** Where the first piece starts in its buffer. */
  get start(): number {
    return this.#ranges[2 * this.#first]!;
  }

  /** Where it ends. */
  get end(): number {
    return this.#ranges[2 * this.#first + 1]!;
  }

  push(buffer: Uint8Array, start: number, end: number): void {
    this.#size += end - start;
    const last = this.#buffers.length - 1;
    if (this.#buffers[last] === buffer && this.#ranges[2 * last + 1] === start) {
      this.#ranges[2 * last + 1] = end;
    } else {
      this.#buffers.push(buffer);
      this.#ranges.push(start, end);
    }
  }

  /** Drops what of the first piece stands before `to`. */
  dropTo(to: number): void {
    this.#size -= to - this.start;
    this.#ranges[2 * this.#first] = to;
    if (this.#size === 0) {
      this.clear();
    } else if (to === this.end) {
      this.#buffers[this.#first++] = NO_BYTES;
    }
  }

  clear(): void {
    this.#buffers = [];
    this.#ranges = [];
    this.#first = 0;
    this.#size = 0;
  }
}

const NO_BYTES = new Uint8Array(0);
