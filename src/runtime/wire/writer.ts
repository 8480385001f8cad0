import { INVALID } from "./errors.js";
import { F32, F64, HIGH, I32, I64, LOW, U64 } from "./int64.js";
import { encodeShortUtf8, encodeUtf8, SHORT_TEXT } from "./utf8.js";

/** Whether a value is a Uint8Array, also one of another realm (a browser frame, a test runner's context). */
export function isBytes(value: unknown): value is Uint8Array {
  return (
    value instanceof Uint8Array ||
    (ArrayBuffer.isView(value) && (value as Partial<Uint8Array>)[Symbol.toStringTag] === "Uint8Array")
  );
}

/**
 * Writers of single values. Each takes the buffer, the position and the value, and returns the position behind it. Between two
 * checks of the room, generated code writes at most 32 values of at most 15 bytes with their tags; whatever can be longer checks
 * for itself. So {@link SLACK} bytes are free wherever a check has passed.
 *
 * A value that its type cannot carry makes them throw {@link INVALID}.
 */
export const SLACK = 512;

/** Thrown when the buffer is too small: encode starts again with a larger one. `needed` is the size that would do, at least. */
export const GROW: { needed: number } = { needed: 0 };

/** Makes sure that {@link SLACK} bytes are free at `p`. */
export function room(b: Uint8Array, p: number): void {
  if (p > b.length - SLACK) grow(p);
}

/** The same for a message that is to be written. */
export function begin(b: Uint8Array, p: number, message: object): void {
  if (typeof message !== "object") throw INVALID;
  room(b, p);
}

/** Makes sure that `n` bytes and {@link SLACK} are free at `p`. */
function roomFor(b: Uint8Array, p: number, n: number): void {
  if (p + n > b.length - SLACK) grow(p + n);
}

function grow(size: number): never {
  GROW.needed = size + SLACK;
  throw GROW;
}

export function writeUint32(b: Uint8Array, p: number, x: number): number {
  if (x >>> 0 !== x) throw INVALID;
  while (x > 127) {
    b[p++] = x | 128;
    x >>>= 7;
  }
  b[p++] = x;
  return p;
}

export function writeInt32(b: Uint8Array, p: number, x: number): number {
  if ((x | 0) !== x) throw INVALID;
  if (x < 0) return writeVarint(b, p, x, -1);
  while (x > 127) {
    b[p++] = x | 128;
    x >>= 7;
  }
  b[p++] = x;
  return p;
}

export function writeSint32(b: Uint8Array, p: number, x: number): number {
  if ((x | 0) !== x) throw INVALID;
  return writeUint32(b, p, ((x << 1) ^ (x >> 31)) >>> 0);
}

export function writeBool(b: Uint8Array, p: number, x: boolean): number {
  if (typeof x !== "boolean") throw INVALID;
  b[p++] = x ? 1 : 0;
  return p;
}

/** Writes the varint of a 64-bit value that is given as two halves. */
function writeVarint(b: Uint8Array, p: number, low: number, high: number): number {
  while (high !== 0) {
    b[p++] = low | 128;
    low = (low >>> 7) | (high << 25);
    high >>>= 7;
  }
  return writeUint32(b, p, low >>> 0);
}

/** Takes a 64-bit value apart into {@link I32}. Numbers and decimal strings are accepted where the field is declared so. */
export function split(x: bigint | number | string, unsigned: boolean): void {
  if (typeof x !== "bigint") {
    splitOther(x, unsigned);
  } else if (unsigned) {
    U64[0] = x;
    if (U64[0] !== x) throw INVALID;
  } else {
    I64[0] = x;
    if (I64[0] !== x) throw INVALID;
  }
}

function splitOther(x: number | string, unsigned: boolean): void {
  if (typeof x === "string") {
    split(toBigint(x), unsigned);
    return;
  }
  if (!Number.isSafeInteger(x) || (unsigned && x < 0)) throw INVALID;
  I32[LOW] = x;
  I32[HIGH] = Math.floor(x / 4294967296);
}

function toBigint(x: string): bigint {
  if (/^-?\d+$/.test(x)) return BigInt(x);
  throw INVALID;
}

export function writeInt64(b: Uint8Array, p: number, x: bigint | number | string): number {
  split(x, false);
  return writeVarint(b, p, I32[LOW]!, I32[HIGH]!);
}

export function writeUint64(b: Uint8Array, p: number, x: bigint | number | string): number {
  split(x, true);
  return writeVarint(b, p, I32[LOW]!, I32[HIGH]!);
}

export function writeSint64(b: Uint8Array, p: number, x: bigint | number | string): number {
  split(x, false);
  const low = I32[LOW]!;
  const high = I32[HIGH]!;
  const sign = high >> 31;
  return writeVarint(b, p, (low << 1) ^ sign, ((high << 1) | (low >>> 31)) ^ sign);
}

function writeRaw32(b: Uint8Array, p: number, x: number): number {
  b[p] = x;
  b[p + 1] = x >> 8;
  b[p + 2] = x >> 16;
  b[p + 3] = x >> 24;
  return p + 4;
}

export function writeFixed32(b: Uint8Array, p: number, x: number): number {
  if (x >>> 0 !== x) throw INVALID;
  return writeRaw32(b, p, x);
}

export function writeSfixed32(b: Uint8Array, p: number, x: number): number {
  if ((x | 0) !== x) throw INVALID;
  return writeRaw32(b, p, x);
}

export function writeFixed64(b: Uint8Array, p: number, x: bigint | number | string): number {
  split(x, true);
  return writeRaw32(b, writeRaw32(b, p, I32[LOW]!), I32[HIGH]!);
}

export function writeSfixed64(b: Uint8Array, p: number, x: bigint | number | string): number {
  split(x, false);
  return writeRaw32(b, writeRaw32(b, p, I32[LOW]!), I32[HIGH]!);
}

/** Whether float can hold a number: not a finite one that would become infinite. */
export function isFloat(x: number): boolean {
  if (typeof x !== "number") return false;
  const rounded = Math.fround(x);
  return rounded - rounded === 0 || x - x !== 0;
}

export function writeFloat(b: Uint8Array, p: number, x: number): number {
  if (!isFloat(x)) throw INVALID;
  F32[0] = x;
  return writeRaw32(b, p, I32[0]!);
}

export function writeDouble(b: Uint8Array, p: number, x: number): number {
  if (typeof x !== "number") throw INVALID;
  F64[0] = x;
  return writeRaw32(b, writeRaw32(b, p, I32[LOW]!), I32[HIGH]!);
}

/** The number of bytes of a length's varint. */
function lengthSize(n: number): number {
  return n < 0x80 ? 1 : n < 0x4000 ? 2 : n < 0x200000 ? 3 : n < 0x10000000 ? 4 : 5;
}

export function writeString(b: Uint8Array, p: number, x: string): number {
  if (typeof x !== "string") throw INVALID;

  const length = x.length;
  roomFor(b, p, 5 + length * 3);
  if (length <= SHORT_TEXT) {
    // Its length takes one byte.
    const end = encodeShortUtf8(b, p + 1, x);
    if (end < 0) throw INVALID;
    b[p] = end - p - 1;
    return end;
  }
  // Most text is ASCII: guess the size of its length from that.
  const start = p + lengthSize(length);
  const end = encodeUtf8(b, start, x);
  if (end < 0) throw INVALID;
  return putLength(b, p, start, end);
}

export function writeBytes(b: Uint8Array, p: number, x: Uint8Array): number {
  if (!isBytes(x)) throw INVALID;
  const length = x.length;
  roomFor(b, p, 5 + length);
  p = writeUint32(b, p, length);
  if (length < 64) {
    for (let i = 0; i < length; i++) b[p + i] = x[i]!;
  } else {
    b.set(x, p);
  }
  return p + length;
}

/** Writes bytes that carry their own tags: unknown fields. */
export function writeRaw(b: Uint8Array, p: number, x: Uint8Array): number {
  if (!isBytes(x)) throw INVALID;
  roomFor(b, p, x.length);
  b.set(x, p);
  return p + x.length;
}

/**
 * Completes a length-delimited value that was written behind one byte left free for its length at `p`; `end` is the position
 * behind the value. Longer lengths move the value. Leaves {@link SLACK} bytes free.
 */
export function finish(b: Uint8Array, p: number, end: number): number {
  const n = end - p - 1;
  if (n < 128) {
    b[p] = n;
    room(b, end);
    return end;
  }
  roomFor(b, end, 4);
  return putLength(b, p, p + 1, end);
}

/**
 * Begins a length-delimited value of at most `size` bytes at `p`: checks the room, and returns where the value begins if its
 * length is as long as that of `size`.
 */
export function reserve(b: Uint8Array, p: number, size: number): number {
  roomFor(b, p, size + 5);
  return p + lengthSize(size);
}

/** Completes a value that {@link reserve} has begun at `p` for `size` bytes and that ends at `end`. */
export function finishAt(b: Uint8Array, p: number, size: number, end: number): number {
  return putLength(b, p, p + lengthSize(size), end);
}

/** Writes the length of the value from `start` to `end` at `p`, and moves the value where the length takes another size. */
function putLength(b: Uint8Array, p: number, start: number, end: number): number {
  const n = end - start;
  const to = p + lengthSize(n);
  if (to !== start) b.copyWithin(to, start, end);
  writeUint32(b, p, n);
  return to + n;
}
