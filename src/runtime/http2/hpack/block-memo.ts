import type { HeaderBlock } from "./header-decoder.js";

/** Blocks that consist of indexes alone are this short, or rare. */
const MAX_BYTES = 32;
const SLOTS = 64;

interface Slot {
  readonly bytes: Uint8Array;
  readonly version: number;
  readonly block: HeaderBlock;
}

/**
 * Remembers what blocks of indexes stand for, until the dynamic table changes: the requests of one method are the same few bytes
 * again and again.
 */
export class BlockMemo {
  readonly #slots: (Slot | undefined)[] = [];

  find(bytes: Uint8Array, start: number, end: number, version: number): HeaderBlock | undefined {
    const length = end - start;
    if (length > MAX_BYTES) return undefined;
    const slot = this.#slots[hash(bytes, start, end)];
    if (slot === undefined || slot.version !== version || slot.bytes.length !== length) return undefined;
    for (let i = 0; i < length; i++) if (slot.bytes[i] !== bytes[start + i]) return undefined;
    return slot.block;
  }

  keep(bytes: Uint8Array, start: number, end: number, version: number, block: HeaderBlock): void {
    if (end - start > MAX_BYTES) return;
    this.#slots[hash(bytes, start, end)] = { bytes: bytes.slice(start, end), version, block };
  }
}

function hash(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = (hash * 31 + bytes[i]!) | 0;
  return hash & (SLOTS - 1);
}
