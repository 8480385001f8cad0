/**
 * Strings to and from UTF-8. Short ASCII is done in JavaScript; longer text by Node's Buffer where it exists, else by the
 * platform's TextDecoder and TextEncoder. Both refuse what is not UTF-8 and keep a byte order mark.
 */
interface NativeText {
  utf8Slice(this: Uint8Array, start: number, end: number): string;
  utf8Write(this: Uint8Array, text: string, offset: number, length: number): number;
}

const strict = /*@__PURE__*/ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lossy = /*@__PURE__*/ new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = /*@__PURE__*/ new TextEncoder();

/** Node's Buffer methods, which work on any Uint8Array; undefined on platforms without them. */
export const native: NativeText | undefined = findNative();

function findNative(): NativeText | undefined {
  const prototype = (globalThis as { Buffer?: { prototype?: Partial<NativeText> } }).Buffer?.prototype;
  const { utf8Slice, utf8Write } = prototype ?? {};
  return typeof utf8Slice === "function" && typeof utf8Write === "function" ? { utf8Slice, utf8Write } : undefined;
}

/** The longest text, in bytes, that is decoded in JavaScript before the platform's decoder is asked. */
const SHORT = 32;

/** The text of `n` bytes at `p`, or undefined if they are not UTF-8. The caller has checked that they are there. */
export function decodeUtf8(b: Uint8Array, p: number, n: number): string | undefined {
  if (n <= SHORT) {
    const text = decodeAscii(b, p, n);
    if (text !== undefined) return text;
  }
  if (native !== undefined) {
    const text = native.utf8Slice.call(b, p, p + n);
    // utf8Slice replaces what is not UTF-8 by U+FFFD. Text that holds none is right; text that does may have been sent so.
    if (!text.includes("\ufffd")) return text;
  }
  try {
    return strict.decode(b.subarray(p, p + n));
  } catch {
    return undefined;
  }
}

/** The text of `n` bytes at `p`, with U+FFFD in place of what is not UTF-8. */
export function decodeUtf8Lossy(b: Uint8Array, p: number, n: number): string {
  return (n <= SHORT ? decodeAscii(b, p, n) : undefined) ?? lossy.decode(b.subarray(p, p + n));
}

const { fromCharCode } = String;

/** ASCII text by calls of fromCharCode with eight arguments, which V8 turns into stores; undefined if a byte is above 127. */
function decodeAscii(b: Uint8Array, p: number, n: number): string | undefined {
  let text = "";
  const end = p + n;
  while (end - p >= 8) {
    const c0 = b[p]!;
    const c1 = b[p + 1]!;
    const c2 = b[p + 2]!;
    const c3 = b[p + 3]!;
    const c4 = b[p + 4]!;
    const c5 = b[p + 5]!;
    const c6 = b[p + 6]!;
    const c7 = b[p + 7]!;
    if ((c0 | c1 | c2 | c3 | c4 | c5 | c6 | c7) > 127) return undefined;
    text += fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7);
    p += 8;
  }
  if (end - p >= 4) {
    const c0 = b[p]!;
    const c1 = b[p + 1]!;
    const c2 = b[p + 2]!;
    const c3 = b[p + 3]!;
    if ((c0 | c1 | c2 | c3) > 127) return undefined;
    text += fromCharCode(c0, c1, c2, c3);
    p += 4;
  }
  while (p < end) {
    const c = b[p++]!;
    if (c > 127) return undefined;
    text += fromCharCode(c);
  }
  return text;
}

/**
 * Writes `text` at `p`, where 3 bytes a UTF-16 unit are free, and returns the position behind it, or -1 if the text holds a
 * lone surrogate, which UTF-8 cannot carry.
 */
export function encodeUtf8(b: Uint8Array, p: number, text: string): number {
  const length = text.length;
  if (length <= SHORT) return encodeShort(b, p, text);
  const written =
    native !== undefined
      ? native.utf8Write.call(b, text, p, length * 3)
      : encoder.encodeInto(text, b.subarray(p, p + length * 3)).written;
  // Both replace a lone surrogate by U+FFFD. Pure ASCII holds none.
  return written === length || isWellFormed(text) ? p + written : -1;
}

function encodeShort(b: Uint8Array, p: number, text: string): number {
  const length = text.length;
  for (let i = 0; i < length; i++) {
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

/** Whether `text` holds no lone surrogate (String.prototype.isWellFormed, for platforms that lack it). */
export function isWellFormed(text: string): boolean {
  const own = (text as { isWellFormed?: () => boolean }).isWellFormed;
  if (own !== undefined) return own.call(text);
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}
