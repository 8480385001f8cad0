import { encodeUtf8 } from "../../wire/utf8.js";

/** The escapes of one letter, and the bytes that they stand for. */
const LETTERS: { readonly [letter: string]: number } = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  "?": 63,
  "\\": 92,
  "'": 39,
  '"': 34,
};

const ESCAPE = /\\(?:([0-7]{1,3})|[xX]([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([abfnrtv?\\'"]))/y;

/** The bytes of a string literal, quotes included, or what is wrong at an offset in it. */
export function literalBytes(literal: string): Uint8Array | { readonly problem: string; readonly offset: number } {
  const bytes = new Uint8Array(literal.length * 3);
  let length = 0;
  for (let i = 1; i < literal.length - 1; ) {
    if (literal[i] !== "\\") {
      let end = literal.indexOf("\\", i);
      if (end < 0) end = literal.length - 1;
      const next = encodeUtf8(bytes, length, literal.slice(i, end));
      if (next < 0) return { problem: "the string holds a lone surrogate, which is no character", offset: i };
      length = next;
      i = end;
      continue;
    }
    ESCAPE.lastIndex = i;
    const match = ESCAPE.exec(literal);
    if (match === null)
      return { problem: "the escape is none of the text format; write a backslash as \\\\", offset: i };
    const [all, octal, hex, short, long, letter] = match as unknown as (string | undefined)[];
    const byte =
      octal !== undefined ? Number.parseInt(octal, 8) : hex !== undefined ? Number.parseInt(hex, 16) : undefined;
    const codePoint = Number.parseInt(short ?? long ?? "0", 16);
    if (byte !== undefined) {
      if (byte > 255) return { problem: `${all} is more than a byte holds; the largest is \\377`, offset: i };
      bytes[length++] = byte;
    } else if (letter !== undefined) {
      bytes[length++] = LETTERS[letter]!;
    } else if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) {
      return {
        problem: `${all} is no character of Unicode; write one above U+FFFF as \\U and eight digits`,
        offset: i,
      };
    } else {
      length = encodeUtf8(bytes, length, String.fromCodePoint(codePoint));
    }
    i += all!.length;
  }
  return bytes.subarray(0, length);
}

const NAMED: { readonly [character: string]: string } = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, "0")}`;
}

/** A string as a literal. Characters beyond ASCII stay as they are, but for those that end a line or do not show. */
export function quoteString(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that a literal must not hold.
  const escaped = text.replace(/[\0-\x1f"\\\x7f]/g, (c) => NAMED[c] ?? octal(c.charCodeAt(0)));
  return `"${escaped.replace(/[\x80-\x9f\u2028\u2029\ufeff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
}

/** Bytes as a literal of ASCII. */
export function quoteBytes(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    text += NAMED[character] ?? (byte < 32 || byte > 126 ? octal(byte) : character);
  }
  return `"${text}"`;
}
