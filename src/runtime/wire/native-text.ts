import { LOW } from "./int64.js";
import { decodeStrictly } from "./platform-text.js";
import { decodeShortAscii, SHORT_ASCII } from "./short-ascii.js";

/**
 * Text by way of the methods of Node's Buffer, which work on any Uint8Array. They are not declared for other than Buffers, and are
 * not there on every platform.
 */
interface BufferMethods {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
  ucs2Slice(this: Uint8Array, start: number, end: number): string;
  ucs2Write(this: Uint8Array, text: string, offset: number, length: number): number;
  utf8Slice(this: Uint8Array, start: number, end: number): string;
  utf8Write(this: Uint8Array, text: string, offset: number, length: number): number;
}

const methods = ((globalThis as { Buffer?: { prototype?: Partial<BufferMethods> } }).Buffer?.prototype ??
  {}) as BufferMethods;
const { latin1Slice, ucs2Slice, ucs2Write, utf8Slice, utf8Write } = methods;

/** Whether the platform has them all, and keeps UTF-16 in the order that ucs2Slice reads and ucs2Write writes. */
export const hasNativeText: boolean =
  [latin1Slice, ucs2Slice, ucs2Write, utf8Slice, utf8Write].every((method) => typeof method === "function") &&
  LOW === 0;

/**
 * A call of the platform costs as much as 30 bytes of text. So text of many strings is cut from a window: 1 KB of the input,
 * whatever is in it, as one Latin-1 string, from which each string of ASCII is a substring. V8 does not copy substrings of 13 and more
 * characters; such a string keeps its window in memory as long as it lives.
 *
 * The first strings of an input are read one by one, so that small messages pay for no window.
 */
const WINDOW = 1024;
const ALONE = 64;
/** Above this length a string is not worth a place in a window. */
const LONG = 256;

let windowBuffer: Uint8Array | undefined;
let windowStart = 0;
let windowEnd = 0;
let windowText = "";
/** How many bytes of text have been read one by one. */
let alone = 0;
/** Whether strings are cut from windows. */
let shares = true;

/**
 * To be called before and after an input is decoded: its bytes may change until the next time, and the window would keep it in
 * memory. `share`: whether strings of the next input may share windows.
 */
export function forgetWindow(share = true): void {
  windowBuffer = undefined;
  windowStart = 0;
  alone = 0;
  shares = share;
}

/** The text of `n` bytes at `p`, or undefined if they are not UTF-8. */
export function decodeNative(b: Uint8Array, p: number, n: number): string | undefined {
  if (b !== windowBuffer || p < windowStart || p + n > windowEnd) {
    // Where text is rare, windows would be cut for nothing.
    if (p - windowStart > 2 * WINDOW) alone = 0;
    if (n <= SHORT_ASCII && (alone < ALONE || !shares)) {
      alone += n;
      return decodeShortAscii(b, p, n) ?? decodeUnits(b, p, n);
    }
    if (n > LONG || !shares) return decodeLong(b, p, n);
    windowBuffer = b;
    windowStart = p;
    windowEnd = Math.min(p + WINDOW, b.length);
    windowText = latin1Slice.call(b, p, windowEnd);
  }
  return isAscii(b, p, p + n) ? windowText.substring(p - windowStart, p - windowStart + n) : decodeUnits(b, p, n);
}

function isAscii(b: Uint8Array, p: number, end: number): boolean {
  let bits = 0;
  for (; p < end - 3; p += 4) bits |= b[p]! | b[p + 1]! | b[p + 2]! | b[p + 3]!;
  for (; p < end; p++) bits |= b[p]!;
  return bits < 128;
}

function decodeLong(b: Uint8Array, p: number, n: number): string | undefined {
  // Where characters take three bytes, as in Chinese, the own loop needs a third of the time.
  if (n < MAX_UNITS && (b[p]! >= 0xe0 || b[p + (n >> 1)]! >= 0xe0)) return decodeUnits(b, p, n);
  const text = utf8Slice.call(b, p, p + n);
  // utf8Slice replaces what is not UTF-8 by U+FFFD. Text that holds none is right; text that does may have been sent so.
  return text.includes("\ufffd") ? decodeStrictly(b, p, n) : text;
}

/** More UTF-16 units than this are left to the platform, so that the memory for them stays small. */
const MAX_UNITS = 1 << 14;
let units = new Uint16Array(LONG);
let unitBytes = new Uint8Array(units.buffer);

/** The same for text that is not ASCII: UTF-16 made here, and the string made of it by the platform. */
function decodeUnits(b: Uint8Array, p: number, n: number): string | undefined {
  if (n > units.length) {
    units = new Uint16Array(MAX_UNITS);
    unitBytes = new Uint8Array(units.buffer);
  }
  const u = units;
  const end = p + n;
  let length = 0;
  while (p < end) {
    const c = b[p++]!;
    if (c < 0x80) {
      u[length++] = c;
    } else if (c < 0xe0) {
      if (c < 0xc2 || p >= end) return undefined;
      const c1 = b[p++]!;
      if ((c1 & 0xc0) !== 0x80) return undefined;
      u[length++] = ((c & 0x1f) << 6) | (c1 & 0x3f);
    } else if (c < 0xf0) {
      if (p + 1 >= end) return undefined;
      const c1 = b[p++]!;
      const c2 = b[p++]!;
      const unit = ((c & 0x0f) << 12) | ((c1 & 0x3f) << 6) | (c2 & 0x3f);
      // Neither a longer form than needed, nor half of a surrogate pair.
      if ((c1 & 0xc0) !== 0x80 || (c2 & 0xc0) !== 0x80 || unit < 0x800 || (unit & 0xf800) === 0xd800) return undefined;
      u[length++] = unit;
    } else {
      if (c > 0xf4 || p + 2 >= end) return undefined;
      const c1 = b[p++]!;
      const c2 = b[p++]!;
      const c3 = b[p++]!;
      const rest = (((c & 7) << 18) | ((c1 & 0x3f) << 12) | ((c2 & 0x3f) << 6) | (c3 & 0x3f)) - 0x10000;
      if ((c1 & 0xc0) !== 0x80 || (c2 & 0xc0) !== 0x80 || (c3 & 0xc0) !== 0x80) return undefined;
      if (rest < 0 || rest > 0xfffff) return undefined;
      u[length++] = 0xd800 | (rest >> 10);
      u[length++] = 0xdc00 | (rest & 0x3ff);
    }
  }
  return ucs2Slice.call(unitBytes, 0, length * 2);
}

/** Writes `text` at `p`, with U+FFFD for a lone surrogate, and returns how many bytes that took. */
export function encodeNative(b: Uint8Array, p: number, text: string): number {
  return utf8Write.call(b, text, p, text.length * 3);
}

/** The UTF-16 units of a text, and a zero behind them. */
export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length + 1);
  if (hasNativeText) ucs2Write.call(new Uint8Array(units.buffer), text, 0, text.length * 2);
  else for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  return units;
}
