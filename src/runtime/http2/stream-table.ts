import type { Http2Stream } from "./stream.js";

const FIRST_SLOTS = 16;

/**
 * The open streams of a connection by their numbers. A Map would do, but V8's keeps the tables that it has outgrown linked, the old to the
 * new: one of them that was moved to the old generation keeps all later ones alive, with every stream that they had, until the next full
 * collection. On a busy connection that was half of all that calls had allocated, and a third of their time.
 */
export class StreamTable {
  /** Each stream at its number's place or, if that is taken, in the next slot that is free. At most half of the slots are taken. */
  #slots: (Http2Stream | undefined)[] = new Array(FIRST_SLOTS).fill(undefined);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(id: number): Http2Stream | undefined {
    return this.#slots[this.#find(id)];
  }

  /** Adds a stream, whose number is not there yet. */
  add(stream: Http2Stream): void {
    if (2 * ++this.#size > this.#slots.length) this.#grow();
    this.#slots[this.#find(stream.id)] = stream;
  }

  /** Removes a stream; false if it was not there. */
  delete(id: number): boolean {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let free = this.#find(id);
    if (slots[free] === undefined) return false;
    this.#size--;
    // What follows without a gap moves up, where it may stand before its present place.
    for (let at = (free + 1) & mask; slots[at] !== undefined; at = (at + 1) & mask) {
      if (((at - placeOf(slots[at]!.id)) & mask) < ((at - free) & mask)) continue;
      slots[free] = slots[at];
      free = at;
    }
    slots[free] = undefined;
    return true;
  }

  clear(): void {
    this.#slots = new Array(FIRST_SLOTS).fill(undefined);
    this.#size = 0;
  }

  /** The streams that are open now, in the order of their numbers; those who go through them may remove some. */
  list(): Http2Stream[] {
    return this.#slots.filter((stream) => stream !== undefined).sort((a, b) => a.id - b.id);
  }

  /** The slot of a stream, or the one where it would be put. */
  #find(id: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let at = placeOf(id) & mask;
    while (slots[at] !== undefined && slots[at]!.id !== id) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Array(2 * before.length).fill(undefined);
    for (const stream of before) if (stream !== undefined) this.#slots[this.#find(stream.id)] = stream;
  }
}

/** All streams are a client's, whose numbers are odd. */
function placeOf(id: number): number {
  return id >>> 1;
}
