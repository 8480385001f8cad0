import { decodeNative, encodeNative, hasNativeText } from "./native-text.js";
import { decodeStrictly, encodeLossily } from "./platform-text.js";
import { decodeShortAscii } from "./short-ascii.js";
import { isWellFormed } from "./well-formed.js";

export { forgetWindow } from "./native-text.js";

/**
 * Strings to and from UTF-8: by Node's Buffer where it exists, else by the platform's TextDecoder and TextEncoder. Both refuse what
 * is not UTF-8 and keep a byte order mark.
 */
/** The text of `n` bytes at `p`, or undefined if they are not UTF-8. The caller has checked that they are there. */
export function decodeUtf8(b: Uint8Array, p: number, n: number): string | undefined {
  if (hasNativeText) return decodeNative(b, p, n);
  return decodeShortAscii(b, p, n) ?? decodeStrictly(b, p, n);
}

/**
 * The longest text, in UTF-16 units, that is written in JavaScript. Above it a call of the platform is as quick; V8 made that call
 * twice as quick at about the time when it got Promise.withResolvers.
 */
export const SHORT_TEXT: number = hasNativeText && "withResolvers" in Promise ? 20 : 40;

/**
 * Writes `text` at `p`, where 3 bytes a UTF-16 unit are free, and returns the position behind it, or -1 if the text holds a
 * lone surrogate, which UTF-8 cannot carry.
 */
export function encodeUtf8(b: Uint8Array, p: number, text: string): number {
  const length = text.length;
  // Node's own method is slower on text whose characters take three bytes, as in Chinese.
  const native = hasNativeText && text.charCodeAt(0) < 0x800 && text.charCodeAt(length >> 1) < 0x800;
  const written = native ? encodeNative(b, p, text) : encodeLossily(b, p, text);
  // Both replace a lone surrogate by U+FFFD. Pure ASCII holds none.
  return written === length || isWellFormed(text) ? p + written : -1;
}

/** The same, best for text of up to {@link SHORT_TEXT} units. */
export function encodeShortUtf8(b: Uint8Array, p: number, text: string): number {
  const length = text.length;
  let i = 0;
  for (; i < length - 3; i += 4, p += 4) {
    const c0 = text.charCodeAt(i);
    const c1 = text.charCodeAt(i + 1);
    const c2 = text.charCodeAt(i + 2);
    const c3 = text.charCodeAt(i + 3);
    if ((c0 | c1 | c2 | c3) > 127) break;
    b[p] = c0;
    b[p + 1] = c1;
    b[p + 2] = c2;
    b[p + 3] = c3;
  }
  for (; i < length; i++) {
    const c = text.charCodeAt(i);
    if (c > 127) return encodeUnits(b, p, text, i);
    b[p++] = c;
  }
  return p;
}

/** The same for what is left of a text from its unit `i` on, which need not be ASCII. */
function encodeUnits(b: Uint8Array, p: number, text: string, i: number): number {
  const length = text.length;
  for (; i < length; i++) {
    let c = text.charCodeAt(i);
    if (c < 0x80) {
      b[p++] = c;
    } else if (c < 0x800) {
      b[p++] = 0xc0 | (c >> 6);
      b[p++] = 0x80 | (c & 0x3f);
    } else if (c < 0xd800 || c > 0xdfff) {
      b[p++] = 0xe0 | (c >> 12);
      b[p++] = 0x80 | ((c >> 6) & 0x3f);
      b[p++] = 0x80 | (c & 0x3f);
    } else {
      const low = i + 1 < length ? text.charCodeAt(i + 1) : 0;
      if (c > 0xdbff || low < 0xdc00 || low > 0xdfff) return -1;
      i++;
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
      b[p++] = 0xf0 | (c >> 18);
      b[p++] = 0x80 | ((c >> 12) & 0x3f);
      b[p++] = 0x80 | ((c >> 6) & 0x3f);
      b[p++] = 0x80 | (c & 0x3f);
    }
  }
  return p;
}
