import { decodeUtf8, encodeUtf8, forgetWindow } from "../../wire/utf8.js";

const SIZE = 1 << 16;
/** A buffer above this size is left to the garbage collector. */
const KEPT = 1 << 23;

let buffer: Uint8Array | undefined;

/** A buffer of at least `size` bytes. One serves all reading and writing, and is away meanwhile: a getter in a message may call either. */
export function takeBuffer(size: number): Uint8Array {
  const b = buffer;
  buffer = undefined;
  return b !== undefined && b.length >= size ? b : new Uint8Array(Math.max(size, SIZE));
}

/** Gives a buffer back. Where something has been refused it need not come back. */
export function returnBuffer(b: Uint8Array): void {
  if (b.length <= KEPT) buffer = b;
}

/** The text of the bytes from `start` to `end`, which are UTF-8. It shares no memory with other text. */
export function textOf(b: Uint8Array, start: number, end: number): string {
  forgetWindow(false);
  return decodeUtf8(b, start, end - start)!;
}

/** The bytes of a text without lone surrogates. */
export function bytesOf(text: string): Uint8Array {
  const b = new Uint8Array(text.length * 3);
  return b.slice(0, encodeUtf8(b, 0, text));
}
