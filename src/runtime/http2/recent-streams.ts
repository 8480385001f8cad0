const CAPACITY = 1024;

/** Remembers numbers of streams, the latest ones for sure. One that may have been forgotten counts as remembered. */
export class RecentStreams {
  readonly #ids = new Set<number>();
  #forgotten = 0;

  add(id: number): void {
    this.#ids.add(id);
    if (this.#ids.size <= CAPACITY) return;
    for (const oldest of this.#ids) {
      this.#ids.delete(oldest);
      this.#forgotten = Math.max(this.#forgotten, oldest);
      break;
    }
  }

  has(id: number): boolean {
    return id <= this.#forgotten || this.#ids.has(id);
  }
}
