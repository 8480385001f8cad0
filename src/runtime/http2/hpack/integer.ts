/**
 * Writes an integer in a prefix of `bits` bits below the bits of `first` (RFC 7541, section 5.1), and returns where it ends. It
 * takes at most 6 bytes.
 */
export function writeInteger(out: Uint8Array, at: number, first: number, bits: number, value: number): number {
  const max = (1 << bits) - 1;
  if (value < max) {
    out[at++] = first | value;
    return at;
  }
  out[at++] = first | max;
  value -= max;
  while (value >= 0x80) {
    out[at++] = (value & 0x7f) | 0x80;
    value >>>= 7;
  }
  out[at++] = value;
  return at;
}

/** What a block may say in an integer: nothing that it counts is larger. */
export const MAX_INTEGER: number = 2 ** 28;
