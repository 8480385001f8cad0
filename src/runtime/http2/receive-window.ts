/** How much a peer may send, to a stream or to the connection (RFC 9113, section 5.2). */
export class ReceiveWindow {
  readonly #size: number;
  #left: number;
  #freed = 0;

  /** A window of `size` bytes, which the peer knows of or will hear of. */
  constructor(size: number) {
    this.#size = size;
    this.#left = size;
  }

  /** Counts bytes that have come. False if the peer was not allowed to send them. */
  take(bytes: number): boolean {
    this.#left -= bytes;
    return this.#left >= 0;
  }

  /** Gives bytes back, and returns by how much to open the peer's window now, or 0: it is told in large steps. */
  free(bytes: number): number {
    this.#freed += bytes;
    if (this.#freed * 2 < this.#size) return 0;
    const increment = this.#freed;
    this.#freed = 0;
    this.#left += increment;
    return increment;
  }
}
