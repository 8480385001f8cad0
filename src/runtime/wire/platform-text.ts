/** Text by way of the TextDecoder and the TextEncoder that every platform has. A byte order mark is kept. */
const strict = /*@__PURE__*/ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lossy = /*@__PURE__*/ new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = /*@__PURE__*/ new TextEncoder();

/** The text of `n` bytes at `p`, or undefined if they are not UTF-8. */
export function decodeStrictly(b: Uint8Array, p: number, n: number): string | undefined {
  try {
    return strict.decode(b.subarray(p, p + n));
  } catch {
    return undefined;
  }
}

/** The text of `n` bytes at `p`, with U+FFFD in place of what is not UTF-8. */
export function decodeLossily(b: Uint8Array, p: number, n: number): string {
  return lossy.decode(b.subarray(p, p + n));
}

/** Writes `text` at `p`, with U+FFFD for a lone surrogate, and returns how many bytes that took. */
export function encodeLossily(b: Uint8Array, p: number, text: string): number {
  return encoder.encodeInto(text, b.subarray(p, p + text.length * 3)).written;
}
