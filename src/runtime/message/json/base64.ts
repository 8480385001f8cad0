import { textOf } from "./json-buffer.js";
import { ALPHABET, writeBase64 } from "./write-base64.js";

const NONE = 64;

/** The digits of both alphabets, that of URLs included. */
const DIGITS: Uint8Array = /*@__PURE__*/ (() => {
  const table = new Uint8Array(128).fill(NONE);
  for (let i = 0; i < ALPHABET.length; i++) table[ALPHABET[i]!] = i;
  table[0x2d] = 62; // -
  table[0x5f] = 63; // _
  return table;
})();

/** Base64 with padding (RFC 4648, section 4), as ProtoJSON writes bytes. */
export function encodeBase64(bytes: Uint8Array): string {
  const b = new Uint8Array(bytes.length * 2 + 4);
  return textOf(b, 0, writeBase64(b, 0, bytes));
}

/**
 * Reads base64 in the standard alphabet or that of URLs (RFC 4648, sections 4 and 5), with padding or without; undefined for
 * anything else. Bits behind the last byte are not looked at.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  let length = text.length;
  if (length % 4 === 0) {
    if (text.endsWith("==")) length -= 2;
    else if (text.endsWith("=")) length -= 1;
  }
  if (length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let bits = 0;
  let count = 0;
  let at = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    const digit = code < 128 ? DIGITS[code]! : NONE;
    if (digit === NONE) return undefined;
    bits = ((bits & 0xff) << 6) | digit;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[at++] = bits >> count;
    }
  }
  return bytes;
}
