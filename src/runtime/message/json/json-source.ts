import { unitsOf } from "../../wire/native-text.js";
import { decodeUtf8, encodeUtf8, forgetWindow } from "../../wire/utf8.js";
import { isWellFormed, LONE_SURROGATE } from "../../wire/well-formed.js";
import type { ScalarName } from "../field-table.js";
import { LONE } from "../scalar.js";
import { BACKSLASH, COMMA, LIST_END, MINUS, NINE, PLUS, POINT, QUOTE, ZERO } from "./codes.js";
import { leastInteger } from "./integers.js";
import { returnBuffer, takeBuffer } from "./json-buffer.js";
import type { JsonError } from "./json-error.js";
import { JsonPlace } from "./json-place.js";
import type { Word } from "./word.js";

/** A longer string is left to JSON.parse. */
const LONG = 64;

/** V8 copies a part of so many characters; one of more refers to the whole. */
const COPIED = 12;

/** Digits of which the number fits in 31 bits. */
const SMALL = 9;

/**
 * The words of JSON text, one after the other, by way of an array of its characters: V8 takes three times as long for a character of a string.
 * In bundles for browsers, package.json puts json-source.browser.ts in place of this.
 */
export abstract class JsonSource extends JsonPlace {
  readonly #text: string;
  /** The characters of the text, and a zero behind them, which stands for nothing in JSON. */
  readonly #b: Uint8Array | Uint16Array;
  readonly #end: number;
  readonly #isAscii: boolean;
  at = 0;

  constructor(text: string) {
    super();
    const { length } = text;
    this.#text = text;
    this.#end = length;
    const b = takeBuffer(length * 3 + 1);
    // The character in the middle saves most of the others the attempt.
    this.#isAscii = text.charCodeAt(length >> 1) < 0x80 && encodeUtf8(b, 0, text) === length;
    if (this.#isAscii) this.#b = b;
    else {
      returnBuffer(b);
      this.#b = unitsOf(text);
      if (!isWellFormed(text)) {
        this.at = text.search(LONE_SURROGATE);
        throw this.error(LONE);
      }
    }
    this.#b[length] = 0;
    forgetWindow();
  }

  protected get before(): string {
    return this.slice(0, this.at);
  }

  /** A part of the text. */
  slice(start: number, end: number): string {
    if (!this.#isAscii) return this.#text.slice(start, end);
    return decodeUtf8(this.#b as Uint8Array, start, Math.min(end, this.#end) - start)!;
  }

  /** The error that says that the text is no JSON here. */
  abstract misplaced(expected: string): JsonError;

  /** Makes sure that nothing follows. Nothing is read after it. */
  finish(): void {
    if (this.next() !== 0 || this.at < this.#end) throw this.misplaced("the end of the text");
    if (this.#isAscii) returnBuffer(this.#b as Uint8Array);
    forgetWindow();
  }

  /** The code of the next character that is no space; 0 at the end. */
  next(): number {
    const b = this.#b;
    let code = b[this.at]!;
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = b[++this.at]!;
    return code;
  }

  /** Steps over a word, if it stands here. */
  take(word: Word): boolean {
    const b = this.#b;
    let p = this.at;
    // The zero at the end differs from all words.
    for (let i = 0; i < word.length; i++) if (b[p++] !== word[i]) return false;
    this.at = p;
    return true;
  }

  /** The string that begins here. */
  string(): string {
    const b = this.#b;
    const start = this.at;
    let p = start + 1;
    let code = b[p]!;
    for (const long = p + LONG; code >= 0x20 && code !== QUOTE && code !== BACKSLASH && p < long; ) code = b[++p]!;
    if (code === QUOTE) {
      this.at = p + 1;
      const part = this.slice(start + 1, p);
      // It keeps the whole text in memory; a part of something that is joined, that alone.
      return !this.#isAscii && part.length > COPIED ? ` ${part}`.slice(1) : part;
    }
    if (p > start + LONG) {
      const quote = this.#text.indexOf('"', p);
      if (quote > 0 && b[quote - 1] !== BACKSLASH) {
        p = quote;
        code = QUOTE;
      }
    }
    while (code >= 0x20 && code !== QUOTE) {
      if (code === BACKSLASH && b[++p]! < 0x20) break;
      code = b[++p]!;
    }
    let string: string | undefined;
    try {
      string = JSON.parse(this.#text.slice(start, p + 1)) as string;
    } catch {}
    if (string === undefined || !isWellFormed(string)) throw this.misplaced("a JSON string");
    this.at = p + 1;
    return string;
  }

  /** The number of at most 15 digits that begins here, in quotes or not. NaN for what is none; then nothing is read. */
  shortNumber(): number {
    const b = this.#b;
    let p = this.at;
    const isQuoted = b[p] === QUOTE;
    if (isQuoted) p++;
    const negative = b[p] === MINUS;
    if (negative) p++;
    const start = p;
    let integer = 0;
    let code = b[p]!;
    for (const last = p + SMALL; code >= ZERO && code <= NINE && p < last; code = b[++p]!) {
      integer = (integer * 10 + code - ZERO) | 0;
    }
    let value = integer;
    for (; code >= ZERO && code <= NINE; code = b[++p]!) value = value * 10 + (code - ZERO);
    let digits = p - start;
    // No digit, or a zero before others.
    if (digits === 0 || (digits > 1 && b[start] === ZERO)) return Number.NaN;
    let scale = 1;
    if (code === POINT) {
      const point = p;
      for (code = b[++p]!; code >= ZERO && code <= NINE; code = b[++p]!) {
        value = value * 10 + (code - ZERO);
        scale *= 10;
      }
      if (scale === 1) return Number.NaN;
      digits += p - point - 1;
    }
    if (digits > 15 || (code | 0x20) === 0x65 || (isQuoted && code !== QUOTE)) return Number.NaN;
    this.at = isQuoted ? p + 1 : p;
    // Integers of 15 digits and powers of ten up to 10^22 are exact in a double, so this rounds once, as it should.
    if (scale > 1) value /= scale;
    return negative ? -value : value;
  }

  /** Reads elements of a list of numbers as far as there is a faster way; whether it has come to the end of the list, and has stepped over that. */
  numbers(list: unknown[], scalar: ScalarName): boolean {
    if (scalar === "double") return list.length === 0 && this.#doubles(list);
    const least = leastInteger(scalar);
    if (least !== undefined) this.#integers(list, least, least + 0xffffffff);
    return false;
  }

  /** Reads a whole list, unless there is something else in it. JSON.parse is best for numbers of many digits. */
  #doubles(list: unknown[]): boolean {
    const end = this.#b.subarray(0, this.#end).indexOf(LIST_END, this.at);
    if (end < 0) return false;
    try {
      const numbers = JSON.parse(`[${this.slice(this.at, end)}]`) as unknown[];
      if (!numbers.every(Number.isFinite)) return false;
      for (let i = 0; i < numbers.length; i++) list.push(numbers[i]);
      this.at = end + 1;
      return true;
    } catch {
      return false;
    }
  }

  /** Reads elements and the commas behind them, up to one that is no plain integer in the range, or the last. */
  #integers(list: unknown[], least: number, most: number): void {
    const b = this.#b;
    for (let p = this.at; ; ) {
      const isNegative = b[p] === MINUS;
      if (isNegative) p++;
      const start = p;
      let integer = 0;
      let code = b[p]!;
      for (const last = p + SMALL; code >= ZERO && code <= NINE && p < last; code = b[++p]!) {
        integer = (integer * 10 + code - ZERO) | 0;
      }
      let value = isNegative ? -integer : integer;
      if (code >= ZERO && code <= NINE) {
        value = value * 10 + (isNegative ? ZERO - code : code - ZERO);
        code = b[++p]!;
        if (value > most) return;
      }
      if (code !== COMMA || p === start || value < least) return;
      // A zero before others, or -0.
      if (b[start] === ZERO && (isNegative || p > start + 1)) return;
      list.push(value);
      this.at = ++p;
    }
  }

  /** What may be a number and begins here, and what follows it up to something that ends a number. */
  number(): string {
    const b = this.#b;
    const start = this.at;
    while (isOfNumber(b[this.at]!)) this.at++;
    return this.slice(start, this.at);
  }
}

/** Whether a character may stand in a number, or in what is taken for one: digits, letters and signs. */
function isOfNumber(code: number): boolean {
  const lower = code | 0x20;
  if ((code >= ZERO && code <= NINE) || (lower >= 0x61 && lower <= 0x7a)) return true;
  return code === PLUS || code === MINUS || code === POINT;
}
