/** In place of utf8.ts in bundles for browsers, which have no Buffer: less code, and the platform's decoder and encoder for the rest. */
import { decodeStrictly, encodeLossily } from "./platform-text.js";

/** The longest text, in bytes or UTF-16 units, that is read or written in JavaScript. */
export const SHORT_TEXT = 24;

export function decodeUtf8(b: Uint8Array, p: number, n: number): string | undefined {
  return decodeAscii(b, p, n) ?? decodeStrictly(b, p, n);
}

function decodeAscii(b: Uint8Array, p: number, n: number): string | undefined {
  if (n > SHORT_TEXT) return undefined;
  let text = "";
  for (const end = p + n; p < end; ) {
    const c = b[p++]!;
    if (c > 127) return undefined;
    text += String.fromCharCode(c);
  }
  return text;
}

export function encodeUtf8(b: Uint8Array, p: number, text: string): number {
  const written = encodeLossily(b, p, text);
  return written === text.length || (text as unknown as { isWellFormed(): boolean }).isWellFormed() ? p + written : -1;
}

export function encodeShortUtf8(b: Uint8Array, p: number, text: string): number {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c > 127) return encodeUtf8(b, p, text);
    b[p + i] = c;
  }
  return p + text.length;
}

/** There is no window to forget. */
export function forgetWindow(_share?: boolean): void {}
