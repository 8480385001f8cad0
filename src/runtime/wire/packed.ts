import { INVALID, truncated } from "./errors.js";
import { at, readInt64, readSint64, readUint64, readVarint32 } from "./reader.js";
import { finishAt, isFloat, reserve, writeBool, writeInt32, writeSint32, writeUint32 } from "./writer.js";

/**
 * Packed lists. The readers return a list with the values between `p` and `end`, which the caller knows to be inside the buffer,
 * behind those that `list` has already.
 *
 * A list that begins empty is cut from a template of its length and filled: V8 keeps arrays in one of several forms, `push`
 * grows them step by step, and `new Array(n)` gives the slowest form for good.
 */
const TEMPLATE_LENGTH = 4096;
const ZEROS: readonly number[] = template(0);
const FRACTIONS: readonly number[] = template(0.5);
const BIGINTS: readonly bigint[] = template(0n);

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

/** How many varints stand between `p` and `end`. */
function countVarints(b: Uint8Array, p: number, end: number): number {
  let n = 0;
  for (; p < end; p++) n += 1 - (b[p]! >> 7);
  return n;
}

// The values of the list at hand, before its length is known.
let scratch: Int32Array = new Int32Array(1024);

/** Reads varints into `scratch`, and returns their number. */
function readInto(b: Uint8Array, p: number, end: number): number {
  checkLast(b, p, end);
  if (end - p > scratch.length) scratch = new Int32Array(2 * (end - p));
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
              // A negative number, or one of more than 32 bits.
              n = readVarint32(b, p - 5);
              p = at.next;
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

export function readPackedInt32<T extends number>(b: Uint8Array, p: number, end: number, list: T[]): T[];
export function readPackedInt32(b: Uint8Array, p: number, end: number, list: number[]): number[] {
  const count = readInto(b, p, end);
  const values = filled;
  if (list.length > 0) {
    for (let i = 0; i < count; i++) list.push(values[i]!);
    return list;
  }
  const fresh = cut(ZEROS, count);
  for (let i = 0; i < count; i++) fresh[i] = values[i]!;
  return fresh;
}

export function readPackedUint32(b: Uint8Array, p: number, end: number, list: number[]): number[] {
  const count = readInto(b, p, end);
  const values = filled;
  if (list.length > 0) {
    for (let i = 0; i < count; i++) list.push(values[i]! >>> 0);
    return list;
  }
  const fresh = cut(ZEROS, count);
  for (let i = 0; i < count; i++) fresh[i] = values[i]! >>> 0;
  return fresh;
}

export function readPackedSint32(b: Uint8Array, p: number, end: number, list: number[]): number[] {
  const count = readInto(b, p, end);
  const values = filled;
  for (let i = 0; i < count; i++) {
    const n = values[i]!;
    values[i] = (n >>> 1) ^ -(n & 1);
  }
  if (list.length > 0) {
    for (let i = 0; i < count; i++) list.push(values[i]!);
    return list;
  }
  const fresh = cut(ZEROS, count);
  for (let i = 0; i < count; i++) fresh[i] = values[i]!;
  return fresh;
}

export function readPackedInt64(b: Uint8Array, p: number, end: number, list: bigint[]): bigint[] {
  return readPackedBigints(b, p, end, list, readInt64);
}

export function readPackedUint64(b: Uint8Array, p: number, end: number, list: bigint[]): bigint[] {
  return readPackedBigints(b, p, end, list, readUint64);
}

export function readPackedSint64(b: Uint8Array, p: number, end: number, list: bigint[]): bigint[] {
  return readPackedBigints(b, p, end, list, readSint64);
}

function readPackedBigints(
  b: Uint8Array,
  p: number,
  end: number,
  list: bigint[],
  read: (b: Uint8Array, p: number) => bigint,
): bigint[] {
  if (list.length > 0) return readPackedVarints(b, p, end, list, read);
  checkLast(b, p, end);
  const fresh = cut(BIGINTS, countVarints(b, p, end));
  for (let i = 0; p < end; i++) {
    fresh[i] = read(b, p);
    p = at.next;
  }
  return fresh;
}

/** Varints of any other kind: bool, and 64-bit integers as strings or numbers. */
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

export function readPackedDouble(b: Uint8Array, p: number, end: number, list: number[]): number[] {
  const size = end - p;
  if (size % 8 !== 0) throw truncated(end);
  const view = new DataView(b.buffer, b.byteOffset + p, size);
  if (list.length > 0) {
    for (let i = 0; i < size; i += 8) list.push(view.getFloat64(i, true));
    return list;
  }
  const fresh = cut(FRACTIONS, size >> 3);
  for (let i = 0; i < fresh.length; i++) fresh[i] = view.getFloat64(i << 3, true);
  return fresh;
}

export function readPackedFloat(b: Uint8Array, p: number, end: number, list: number[]): number[] {
  const size = end - p;
  if (size % 4 !== 0) throw truncated(end);
  const view = new DataView(b.buffer, b.byteOffset + p, size);
  if (list.length > 0) {
    for (let i = 0; i < size; i += 4) list.push(view.getFloat32(i, true));
    return list;
  }
  const fresh = cut(FRACTIONS, size >> 2);
  for (let i = 0; i < fresh.length; i++) fresh[i] = view.getFloat32(i << 2, true);
  return fresh;
}

/** Values of a fixed size of any other kind. */
export function readPackedFixed<T>(
  b: Uint8Array,
  p: number,
  end: number,
  list: T[],
  size: 4 | 8,
  read: (b: Uint8Array, p: number, end: number) => T,
): T[] {
  if ((end - p) % size !== 0) throw truncated(end);
  for (; p < end; p += size) list.push(read(b, p, end));
  return list;
}

/** The length of a list that is to be written. */
export function count(list: { readonly length: number }): number {
  if (!Array.isArray(list)) throw INVALID;
  return list.length;
}

export function writePackedInt32(b: Uint8Array, p: number, list: readonly number[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 10);
  for (let i = 0; i < n; i++) q = writeInt32(b, q, list[i]!);
  return finishAt(b, p, n * 10, q);
}

export function writePackedUint32(b: Uint8Array, p: number, list: readonly number[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 5);
  for (let i = 0; i < n; i++) q = writeUint32(b, q, list[i]!);
  return finishAt(b, p, n * 5, q);
}

export function writePackedSint32(b: Uint8Array, p: number, list: readonly number[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 5);
  for (let i = 0; i < n; i++) q = writeSint32(b, q, list[i]!);
  return finishAt(b, p, n * 5, q);
}

export function writePackedBool(b: Uint8Array, p: number, list: readonly boolean[]): number {
  const n = count(list);
  let q = reserve(b, p, n);
  for (let i = 0; i < n; i++) q = writeBool(b, q, list[i]!);
  return finishAt(b, p, n, q);
}

export function writePackedDouble(b: Uint8Array, p: number, list: readonly number[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 8);
  const view = new DataView(b.buffer, b.byteOffset);
  for (let i = 0; i < n; i++, q += 8) {
    const x = list[i]!;
    if (typeof x !== "number") throw INVALID;
    view.setFloat64(q, x, true);
  }
  return finishAt(b, p, n * 8, q);
}

export function writePackedFloat(b: Uint8Array, p: number, list: readonly number[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 4);
  const view = new DataView(b.buffer, b.byteOffset);
  for (let i = 0; i < n; i++, q += 4) {
    const x = list[i]!;
    if (!isFloat(x)) throw INVALID;
    view.setFloat32(q, x, true);
  }
  return finishAt(b, p, n * 4, q);
}

/** Lists of any other kind, whose values take at most `size` bytes. */
export function writePacked<T>(
  b: Uint8Array,
  p: number,
  list: readonly T[],
  size: number,
  write: (b: Uint8Array, p: number, x: T) => number,
): number {
  const n = count(list);
  let q = reserve(b, p, n * size);
  for (let i = 0; i < n; i++) q = write(b, q, list[i]!);
  return finishAt(b, p, n * size, q);
}
