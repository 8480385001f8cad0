import type { FieldKind } from "./field-kind.js";
import { ENTRY_OVERHEAD } from "./static-table.js";

export interface Entry {
  readonly name: string;
  readonly value: string;
  readonly kind: FieldKind;
}

/** How many evicted entries the list may carry along before it is cut. */
const SLACK = 64;

/** The fields that both ends of a connection remember, the oldest going first (RFC 7541, section 2.3.2). */
export class DynamicTable {
  /** Grows with every change: what was derived from the table is good as long as this stays the same. */
  version = 0;
  /** How many entries were ever inserted: the number of the next one. */
  inserted = 0;
  /** The number of the oldest entry that is still here. */
  oldest = 0;
  #size = 0;
  #maxSize: number;
  #entries: Entry[] = [];
  /** The number of the first element of the list. */
  #base = 0;

  constructor(maxSize: number) {
    this.#maxSize = maxSize;
  }

  get maxSize(): number {
    return this.#maxSize;
  }

  /** What the entries take, in bytes. */
  get usedSize(): number {
    return this.#size;
  }

  /** The entry with a number from `oldest` to below `inserted`. */
  entry(number: number): Entry {
    return this.#entries[number - this.#base]!;
  }

  /** Whether an entry can be inserted without evicting another. */
  fits(name: string, value: string): boolean {
    return this.#size + sizeOf(name, value) <= this.#maxSize;
  }

  /** Whether an entry can be inserted at all. One that cannot empties the table. */
  canHold(name: string, value: string): boolean {
    return sizeOf(name, value) <= this.#maxSize;
  }

  insert(name: string, value: string, kind: FieldKind): void {
    const size = sizeOf(name, value);
    while (this.#size + size > this.#maxSize && this.oldest < this.inserted) this.evict();
    this.version++;
    if (size > this.#maxSize) return;
    this.#entries.push({ name, value, kind });
    this.inserted++;
    this.#size += size;
  }

  /** Removes the oldest entry, which must be there. */
  evict(): void {
    const { name, value } = this.entry(this.oldest);
    this.#size -= sizeOf(name, value);
    this.version++;
    this.oldest++;
    const dead = this.oldest - this.#base;
    if (this.oldest === this.inserted || dead >= SLACK) {
      this.#entries = this.#entries.slice(dead);
      this.#base = this.oldest;
    }
  }

  resize(maxSize: number): void {
    this.#maxSize = maxSize;
    this.version++;
    while (this.#size > maxSize) this.evict();
  }
}

function sizeOf(name: string, value: string): number {
  return name.length + value.length + ENTRY_OVERHEAD;
}
