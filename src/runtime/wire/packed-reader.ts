import { truncated } from "./errors.js";
import { HIGH, LOW } from "./int64.js";
import { at, readBool, readVarint32, varintTooLong } from "./reader.js";

/**
 * Readers of packed lists. They return a list with the values between `p` and `end`, which the caller knows to be inside the buffer,
 * behind those that `list` has already.
 *
 * A list that begins empty is cut from a template of its length and filled: V8 keeps arrays in one of several forms, `push`
 * grows them step by step, and `new Array(n)` gives the slowest form for good.
 */
const TEMPLATE_LENGTH = 4096;
const ZEROS: readonly number[] = template(0);
const FRACTIONS: readonly number[] = template(0.5);
const BIGINTS: readonly bigint[] = template(0n);
const FALSES: readonly boolean[] = template(false);

function template<T>(value: T): readonly T[] {
  const list: T[] = [];
  while (list.length < TEMPLATE_LENGTH) list.push(value);
  return list;
}

/** A list of `n` values of the template's form. */
function cut<T>(from: readonly T[], n: number): T[] {
  const list = from.slice(0, n);
  while (list.length < n) list.push(from[0]!);
  return list;
}

/** If the last byte is the last one of a varint, none of them can run past the end, and the loops need no other check. */
function checkLast(b: Uint8Array, p: number, end: number): void {
  if (p < end && b[end - 1]! > 127) throw truncated(end);
}

// The values of the list at hand, before its length is known.
let scratch: Int32Array = new Int32Array(1024);

/** Reads varints into `scratch`, and returns their number. */
function readInto(b: Uint8Array, p: number, end: number): number {
  checkLast(b, p, end);
  if (end - p > scratch.length) scratch = new Int32Array(end - p);
  const values = scratch;
  let count = 0;
  while (p < end) {
    let n = b[p++]!;
    if (n > 127) {
      let byte = b[p++]!;
      n = (n & 127) | ((byte & 127) << 7);
      if (byte > 127) {
        byte = b[p++]!;
        n |= (byte & 127) << 14;
        if (byte > 127) {
          byte = b[p++]!;
          n |= (byte & 127) << 21;
          if (byte > 127) {
            byte = b[p++]!;
            n |= byte << 28;
            if (byte > 127) {
              // Behind the 32 bits of a negative number stand five bytes that say nothing new.
              if (end - p > 4 && (b[p]! & b[p + 1]! & b[p + 2]! & b[p + 3]!) > 127 && b[p + 4]! < 128) {
                p += 5;
              } else {
                n = readVarint32(b, p - 5);
                p = at.next;
              }
            }
          }
        }
      }
    }
    values[count++] = n;
  }
  if (scratch.length > KEPT_SCRATCH) scratch = new Int32Array(1024);
  filled = values;
  return count;
}

/** A scratch above this length is left to the garbage collector. */
const KEPT_SCRATCH = 1 << 16;
/** What {@link readInto} has filled. */
let filled: Int32Array = scratch;

/** A list of up to six numbers that take one byte each, as most short lists are; undefined for any other. */
function readTiny(b: Uint8Array, p: number, end: number): number[] | undefined {
  let bits = 0;
  for (let i = p; i < end; i++) bits |= b[i]!;
  if (bits > 127) return undefined;
  switch (end - p) {
    case 1:
      return [b[p]!];
    case 2:
      return [b[p]!, b[p + 1]!];
    case 3:
      return [b[p]!, b[p + 1]!, b[p + 2]!];
    case 4:
      return [b[p]!, b[p + 1]!, b[p + 2]!, b[p + 3]!];
    case 5:
      return [b[p]!, b[p + 1]!, b[p + 2]!, b[p + 3]!, b[p + 4]!];
    case TINY:
      return [b[p]!, b[p + 1]!, b[p + 2]!, b[p + 3]!, b[p + 4]!, b[p + 5]!];
    default:
      return undefined;
  }
}

const TINY = 6;

export function readPackedInt32<T extends number>(b: Uint8Array, p: number, end: number, list: T[]): T[];
export function readPackedInt32(b: Uint8Array, p: number, end: number, list: number[]): number[] {
  const tiny = end - p <= TINY && list.length === 0 ? readTiny(b, p, end) : undefined;
  if (tiny !== undefined) return tiny;
  const count = readInto(b, p, end);
  const values = filled;
  const from = list.length;
  const all = extended(list, ZEROS, count);
  for (let i = 0; i < count; i++) all[from + i] = values[i]!;
  return all;
}

export function readPackedUint32(b: Uint8Array, p: number, end: number, list: number[]): number[] {
  const tiny = end - p <= TINY && list.length === 0 ? readTiny(b, p, end) : undefined;
  if (tiny !== undefined) return tiny;
  const count = readInto(b, p, end);
  const values = filled;
  const from = list.length;
  const all = extended(list, ZEROS, count);
  for (let i = 0; i < count; i++) all[from + i] = values[i]! >>> 0;
  return all;
}

export function readPackedSint32(b: Uint8Array, p: number, end: number, list: number[]): number[] {
  const count = readInto(b, p, end);
  const values = filled;
  const from = list.length;
  const all = extended(list, ZEROS, count);
  for (let i = 0; i < count; i++) {
    const n = values[i]!;
    all[from + i] = (n >>> 1) ^ -(n & 1);
  }
  return all;
}

export function readPackedInt64(b: Uint8Array, p: number, end: number, list: bigint[]): bigint[] {
  const count = readPairs(b, p, end);
  return takeBigints(signed, count, list);
}

export function readPackedUint64(b: Uint8Array, p: number, end: number, list: bigint[]): bigint[] {
  const count = readPairs(b, p, end);
  return takeBigints(unsigned, count, list);
}

export function readPackedSint64(b: Uint8Array, p: number, end: number, list: bigint[]): bigint[] {
  const count = readPairs(b, p, end);
  const values = pairs;
  for (let i = 0; i < count; i++) {
    const low = values[2 * i + LOW]!;
    const high = values[2 * i + HIGH]!;
    const sign = -(low & 1);
    values[2 * i + LOW] = ((low >>> 1) | (high << 31)) ^ sign;
    values[2 * i + HIGH] = (high >>> 1) ^ sign;
  }
  return takeBigints(signed, count, list);
}

/** The values of a list of 64-bit integers as halves, and the same memory as bigints: a bigint is made only once, at the end. */
let pairs = new Int32Array(2048);
let signed = new BigInt64Array(pairs.buffer);
let unsigned = new BigUint64Array(pairs.buffer);

function resizePairs(length: number): void {
  pairs = new Int32Array(2 * length);
  signed = new BigInt64Array(pairs.buffer);
  unsigned = new BigUint64Array(pairs.buffer);
}

/** Reads varints of 64 bits into `pairs`, and returns their number. */
function readPairs(b: Uint8Array, p: number, end: number): number {
  checkLast(b, p, end);
  if (end - p > signed.length) resizePairs(end - p);
  const values = pairs;
  let i = 0;
  while (p < end) {
    const start = p;
    let byte = b[p++]!;
    let low = byte & 127;
    let high = 0;
    if (byte > 127) {
      byte = b[p++]!;
      low |= (byte & 127) << 7;
      if (byte > 127) {
        byte = b[p++]!;
        low |= (byte & 127) << 14;
        if (byte > 127) {
          byte = b[p++]!;
          low |= (byte & 127) << 21;
          if (byte > 127) {
            byte = b[p++]!;
            low |= byte << 28;
            high = (byte & 127) >> 4;
            for (let shift = 3; byte > 127; shift += 7) {
              if (shift > 31) throw varintTooLong(start);
              byte = b[p++]!;
              high |= (byte & 127) << shift;
            }
          }
        }
      }
    }
    values[i + LOW] = low;
    values[i + HIGH] = high;
    i += 2;
  }
  return i >> 1;
}

function takeBigints(values: BigInt64Array | BigUint64Array, count: number, list: bigint[]): bigint[] {
  if (values.length > KEPT_SCRATCH) resizePairs(1024);
  const from = list.length;
  const all = extended(list, BIGINTS, count);
  for (let i = 0; i < count; i++) all[from + i] = values[i]!;
  return all;
}

/** 64-bit integers as strings or numbers. */
export function readPackedVarints<T>(
  b: Uint8Array,
  p: number,
  end: number,
  list: T[],
  read: (b: Uint8Array, p: number) => T,
): T[] {
  checkLast(b, p, end);
  while (p < end) {
    list.push(read(b, p));
    p = at.next;
  }
  return list;
}

/** The bytes of a list of values of `size` bytes. */
function fixedView(b: Uint8Array, p: number, end: number, size: 4 | 8): DataView {
  if ((end - p) % size !== 0) throw truncated(end);
  return new DataView(b.buffer, b.byteOffset + p, end - p);
}

/** `list` with `n` more values behind those that it has, to be overwritten. */
function extended<T>(list: T[], template: readonly T[], n: number): T[] {
  if (list.length === 0) return cut(template, n);
  for (let i = 0; i < n; i++) list.push(template[0]!);
  return list;
}

export function readPackedDouble(b: Uint8Array, p: number, end: number, list: number[]): number[] {
  const view = fixedView(b, p, end, 8);
  const from = list.length;
  const all = extended(list, FRACTIONS, view.byteLength >> 3);
  for (let i = from; i < all.length; i++) all[i] = view.getFloat64((i - from) << 3, true);
  return all;
}

export function readPackedFloat(b: Uint8Array, p: number, end: number, list: number[]): number[] {
  const view = fixedView(b, p, end, 4);
  const from = list.length;
  const all = extended(list, FRACTIONS, view.byteLength >> 2);
  for (let i = from; i < all.length; i++) all[i] = view.getFloat32((i - from) << 2, true);
  return all;
}

export function readPackedBool(b: Uint8Array, p: number, end: number, list: boolean[]): boolean[] {
  checkLast(b, p, end);
  let bits = 0;
  for (let i = p; i < end; i++) bits |= b[i]!;
  if (bits < 2) {
    const from = list.length;
    const all = extended(list, FALSES, end - p);
    for (let i = from; p < end; i++, p++) all[i] = b[p]! === 1;
    return all;
  }
  while (p < end) {
    list.push(readBool(b, p));
    p = at.next;
  }
  return list;
}

export function readPackedFixed32(b: Uint8Array, p: number, end: number, list: number[]): number[] {
  const view = fixedView(b, p, end, 4);
  const from = list.length;
  const all = extended(list, ZEROS, view.byteLength >> 2);
  for (let i = from; i < all.length; i++) all[i] = view.getUint32((i - from) << 2, true);
  return all;
}

export function readPackedSfixed32(b: Uint8Array, p: number, end: number, list: number[]): number[] {
  const view = fixedView(b, p, end, 4);
  const from = list.length;
  const all = extended(list, ZEROS, view.byteLength >> 2);
  for (let i = from; i < all.length; i++) all[i] = view.getInt32((i - from) << 2, true);
  return all;
}

export function readPackedFixed64(b: Uint8Array, p: number, end: number, list: bigint[]): bigint[] {
  const view = fixedView(b, p, end, 8);
  const from = list.length;
  const all = extended(list, BIGINTS, view.byteLength >> 3);
  for (let i = from; i < all.length; i++) all[i] = view.getBigUint64((i - from) << 3, true);
  return all;
}

export function readPackedSfixed64(b: Uint8Array, p: number, end: number, list: bigint[]): bigint[] {
  const view = fixedView(b, p, end, 8);
  const from = list.length;
  const all = extended(list, BIGINTS, view.byteLength >> 3);
  for (let i = from; i < all.length; i++) all[i] = view.getBigInt64((i - from) << 3, true);
  return all;
}

/** 64-bit integers of a fixed size as strings or numbers. */
export function readPackedFixed<T>(
  b: Uint8Array,
  p: number,
  end: number,
  list: T[],
  read: (b: Uint8Array, p: number, end: number) => T,
): T[] {
  if ((end - p) % 8 !== 0) throw truncated(end);
  for (; p < end; p += 8) list.push(read(b, p, end));
  return list;
}
