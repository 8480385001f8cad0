export const ALPHABET: Uint8Array = /*@__PURE__*/ new TextEncoder().encode(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
);
const PADDING = 0x3d;

/** Writes bytes at `p` as base64 with padding (RFC 4648, section 4), and returns the position behind it. */
export function writeBase64(b: Uint8Array, p: number, bytes: Uint8Array): number {
  const { length } = bytes;
  for (let i = 0; i < length; i += 3, p += 4) {
    const two = i + 1 < length;
    const three = i + 2 < length;
    const bits = (bytes[i]! << 16) | (two ? bytes[i + 1]! << 8 : 0) | (three ? bytes[i + 2]! : 0);
    b[p] = ALPHABET[bits >> 18]!;
    b[p + 1] = ALPHABET[(bits >> 12) & 63]!;
    b[p + 2] = two ? ALPHABET[(bits >> 6) & 63]! : PADDING;
    b[p + 3] = three ? ALPHABET[bits & 63]! : PADDING;
  }
  return p;
}
