import { HIGH, I32, I64, LOW, signedNumber, U64, unsignedNumber } from "../../wire/int64.js";
import { encodeShortUtf8, encodeUtf8 } from "../../wire/utf8.js";
import { isWellFormed } from "../../wire/well-formed.js";
import type { ScalarName } from "../field-table.js";
import { isLong, LONE, show } from "../scalar.js";
import { BACKSLASH, COMMA, LIST, MINUS, OBJECT, POINT, QUOTE, ZERO } from "./codes.js";
import { leastInteger } from "./integers.js";
import { returnBuffer, takeBuffer, textOf } from "./json-buffer.js";
import type { JsonError } from "./json-error.js";
import { JsonPlace } from "./json-place.js";
import { FALSE, TRUE, type Word } from "./word.js";
import { writeBase64 } from "./write-base64.js";

/** What fits in 32 bits with nine digits, and the digits of what does not. */
const BILLION = 1e9;

/** The longest string that is written in JavaScript. For longer ones calls of the platform are as quick. */
const SHORT = 24;

/** What a string does not hold in JSON as it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are among them.
const ESCAPED = /["\\\0-\x1f]/;

/** The same, and what is not ASCII. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are among them.
const SPECIAL = /["\\\0-\x1f\x7f-\uffff]/;

/**
 * JSON text that is written piece by piece. What is ASCII is written to bytes, which become a string when one that is not comes between, and
 * at the end. Whatever JSON cannot express ends in a JsonError. In bundles for browsers, package.json puts json-output.browser.ts in place of this.
 */
export class JsonOutput extends JsonPlace {
  /** What stands before the bytes. */
  #text = "";
  protected b: Uint8Array = takeBuffer(0);
  protected p = 0;

  protected get before(): string {
    return this.#text + textOf(this.b, 0, this.p);
  }

  /** All of the text. Nothing is written after it. */
  done(): string {
    const text = this.before;
    returnBuffer(this.b);
    return text;
  }

  /** The buffer, with `n` bytes free. */
  protected room(n: number): Uint8Array {
    const { b, p } = this;
    if (p + n <= b.length) return b;
    const larger = new Uint8Array(Math.max(p + n, b.length * 2));
    larger.set(b);
    this.b = larger;
    return larger;
  }

  /** Writes one character of ASCII. */
  code(code: number): void {
    this.room(1)[this.p++] = code;
  }

  /** Begins a member or an element: all but the first are behind a comma. */
  item(): void {
    const last = this.b[this.p - 1];
    if (last !== OBJECT && last !== LIST) this.code(COMMA);
  }

  /** Begins a member by its key with the colon. */
  member(key: Word): void {
    this.item();
    this.word(key);
  }

  /** Writes a piece of JSON as it is. */
  word(word: Word): void {
    const b = this.room(word.length);
    let { p } = this;
    for (let i = 0; i < word.length; i++) b[p++] = word[i]!;
    this.p = p;
  }

  /** Writes a text of ASCII as it is. */
  ascii(text: string): void {
    const b = this.room(text.length * 3);
    this.p = text.length > SHORT ? encodeUtf8(b, this.p, text) : encodeShortUtf8(b, this.p, text);
  }

  string(value: string): void {
    const { length } = value;
    if (length > SHORT) {
      if (SPECIAL.test(value)) this.#specialString(value);
      else {
        this.code(QUOTE);
        const b = this.room(length * 3 + 1);
        this.p = encodeUtf8(b, this.p, value);
        b[this.p++] = QUOTE;
      }
      return;
    }
    const b = this.room(SHORT + 2);
    let { p } = this;
    b[p++] = QUOTE;
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) {
        this.#specialString(value);
        return;
      }
      b[p++] = code;
    }
    b[p++] = QUOTE;
    this.p = p;
  }

  /** Writes a string that is not ASCII, or that has characters to escape. */
  #specialString(value: string): void {
    if (!isWellFormed(value)) throw this.error(LONE);
    this.#text = this.before + (ESCAPED.test(value) ? JSON.stringify(value).slice(0, -1) : `"${value}`);
    this.b[0] = QUOTE;
    this.p = 1;
  }

  /** Writes an integer of 64 bits in quotes; whether it has no more. */
  #long(value: bigint, isUnsigned: boolean): boolean {
    if (isUnsigned) {
      U64[0] = value;
      if (U64[0] !== value) return false;
    } else {
      I64[0] = value;
      if (I64[0] !== value) return false;
    }
    const high = I32[HIGH]!;
    const number = isUnsigned ? unsignedNumber(I32[LOW]!, high) : signedNumber(I32[LOW]!, high);
    if (Number.isNaN(number)) this.ascii(`"${value}"`);
    else {
      this.code(QUOTE);
      this.integer(number);
      this.code(QUOTE);
    }
    return true;
  }

  /** Writes bytes as base64 in quotes. */
  base64(bytes: Uint8Array): void {
    const b = this.room(bytes.length * 2 + 6);
    b[this.p] = QUOTE;
    const end = writeBase64(b, this.p + 1, bytes);
    b[end] = QUOTE;
    this.p = end + 1;
  }

  /** Writes a finite number, the sign of -0 included. */
  number(value: number): void {
    if (value === 0 && Object.is(value, -0)) this.ascii("-0");
    else if (Number.isSafeInteger(value)) this.integer(value);
    else if (!this.#decimal(value)) this.ascii(`${value}`);
  }

  /** Writes a scalar that its type can hold, if there is a fast way for it; whether there is. */
  fast(scalar: ScalarName, value: unknown): boolean {
    switch (typeof value) {
      case "string":
        if (scalar !== "string") return false;
        this.string(value);
        return true;
      case "boolean":
        if (scalar !== "bool") return false;
        this.word(value ? TRUE : FALSE);
        return true;
      case "bigint":
        return isLong(scalar) && this.#long(value, scalar === "uint64" || scalar === "fixed64");
      case "number":
        if (scalar === "double" || scalar === "float") {
          if (!Number.isFinite(scalar === "float" ? Math.fround(value) : value)) return false;
          this.number(value);
          return true;
        }
        if ((value | 0) !== value || !(value >= leastInteger(scalar)!)) return false;
        this.integer(value);
        return true;
      default:
        return false;
    }
  }

  /** Writes as many elements of a list as there is a fast way for, and returns how many. */
  elements(list: readonly unknown[], scalar: ScalarName): number {
    if (scalar === "double") return this.#doubles(list) ? list.length : 0;
    const least = leastInteger(scalar);
    if (least !== undefined) return this.#integers(list, least);
    for (let i = 0; i < list.length; i++) {
      const { p } = this;
      if (i > 0) this.code(COMMA);
      if (this.fast(scalar, list[i])) continue;
      this.p = p;
      return i;
    }
    return list.length;
  }

  /** Writes elements up to the first that is no integer of 31 bits, or is less than `least`, and returns where that is. */
  #integers(list: readonly unknown[], least: number): number {
    const b = this.room(list.length * 12);
    let { p } = this;
    let i = 0;
    for (; i < list.length; i++) {
      const value = list[i];
      if (typeof value !== "number" || (value | 0) !== value || value < least || value === -0x80000000) break;
      if (i > 0) b[p++] = COMMA;
      if (value < 0) b[p++] = MINUS;
      p = putDigits(b, p, value < 0 ? -value : value);
    }
    this.p = p;
    return i;
  }

  /** Writes a whole list, unless there is something else in it than finite numbers. JSON.stringify is best for numbers of many digits. */
  #doubles(list: readonly unknown[]): boolean {
    for (let i = 0; i < list.length; i++) {
      const value = list[i];
      if (typeof value !== "number" || !Number.isFinite(value) || Object.is(value, -0)) return false;
    }
    this.ascii(JSON.stringify(list).slice(1, -1));
    return true;
  }

  /** Writes an integer of at most 53 bits. */
  integer(value: number): void {
    const b = this.room(17);
    if (value < 0) b[this.p++] = MINUS;
    const magnitude = value < 0 ? -value : value;
    if ((magnitude | 0) === magnitude) this.p = putDigits(b, this.p, magnitude);
    else {
      const high = Math.floor(magnitude / BILLION);
      this.p = putDigits(b, this.p, high);
      this.#padded(b, magnitude - high * BILLION, 9);
    }
  }

  /**
   * Writes a number that has at most 15 digits, few of them behind its point; whether it has. No other decimal of so few digits is the
   * same double, so these are the digits that JavaScript gives it.
   */
  #decimal(value: number): boolean {
    const magnitude = Math.abs(value);
    const places = magnitude < BILLION ? 6 : 3;
    const scale = places === 6 ? 1e6 : 1e3;
    const scaled = Math.round(magnitude * scale);
    if (scaled >= 1e15 || scaled / scale !== magnitude) return false;
    const whole = Math.floor(magnitude);
    if (value < 0) this.code(MINUS);
    this.integer(whole);
    this.code(POINT);
    const b = this.room(places);
    this.#padded(b, scaled - whole * scale, places);
    while (b[this.p - 1] === ZERO) this.p--;
    return true;
  }

  /** Writes the last `count` digits of an integer below 2^31. */
  #padded(b: Uint8Array, value: number, count: number): void {
    const end = this.p + count;
    putLastDigits(b, this.p, end, value);
    this.p = end;
  }

  /** The error that says that something else was expected here. */
  unexpected(expected: string, got: unknown): JsonError {
    return this.error(`expected ${expected}, got ${show(got)}`);
  }
}

/** Writes the digits of an integer from 0 to 2^31 - 1 at `p`, and returns the position behind them. */
function putDigits(b: Uint8Array, p: number, value: number): number {
  const end = p + digitsOf(value | 0);
  putLastDigits(b, p, end, value);
  return end;
}

/** Writes the last digits of such an integer from `p` to `end`. */
function putLastDigits(b: Uint8Array, p: number, end: number, value: number): void {
  // Said to be an integer of 32 bits, it is divided by a multiplication.
  let rest = value | 0;
  for (let q = end - 1; q >= p; q--) {
    const tenth = (rest / 10) | 0;
    b[q] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
}

function digitsOf(value: number): number {
  if (value < 1e4) return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4;
  if (value < 1e8) return value < 1e6 ? (value < 1e5 ? 5 : 6) : value < 1e7 ? 7 : 8;
  return value < 1e9 ? 9 : 10;
}
