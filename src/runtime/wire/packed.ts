import { INVALID, truncated } from "./errors.js";
import { F64, HIGH, I32, LOW } from "./int64.js";
import { at, readFloat, readInt64, readSint64, readUint64, readVarint32 } from "./reader.js";
import { finishAt, reserve, writeBool, writeInt32, writeSint32, writeUint32 } from "./writer.js";

/**
 * Packed lists. The readers append the values between `p` and `end`, which the caller knows to be inside the buffer. If the last
 * byte is the last one of a varint, none of them can run past the end, so the loops need no other check.
 */
function checkLast(b: Uint8Array, p: number, end: number): void {
  if (p < end && b[end - 1]! > 127) throw truncated(end);
}

export function readPackedInt32(b: Uint8Array, p: number, end: number, list: number[]): void {
  checkLast(b, p, end);
  while (p < end) {
    const byte = b[p]!;
    if (byte < 128) {
      p++;
      list.push(byte);
    } else {
      list.push(readVarint32(b, p));
      p = at.next;
    }
  }
}

export function readPackedUint32(b: Uint8Array, p: number, end: number, list: number[]): void {
  checkLast(b, p, end);
  while (p < end) {
    list.push(readVarint32(b, p) >>> 0);
    p = at.next;
  }
}

export function readPackedSint32(b: Uint8Array, p: number, end: number, list: number[]): void {
  checkLast(b, p, end);
  while (p < end) {
    const n = readVarint32(b, p);
    list.push((n >>> 1) ^ -(n & 1));
    p = at.next;
  }
}

export function readPackedInt64(b: Uint8Array, p: number, end: number, list: bigint[]): void {
  checkLast(b, p, end);
  while (p < end) {
    list.push(readInt64(b, p));
    p = at.next;
  }
}

export function readPackedUint64(b: Uint8Array, p: number, end: number, list: bigint[]): void {
  checkLast(b, p, end);
  while (p < end) {
    list.push(readUint64(b, p));
    p = at.next;
  }
}

export function readPackedSint64(b: Uint8Array, p: number, end: number, list: bigint[]): void {
  checkLast(b, p, end);
  while (p < end) {
    list.push(readSint64(b, p));
    p = at.next;
  }
}

/** Varints of any other kind: bool, and 64-bit integers as strings or numbers. */
export function readPackedVarints<T>(
  b: Uint8Array,
  p: number,
  end: number,
  list: T[],
  read: (b: Uint8Array, p: number) => T,
): void {
  checkLast(b, p, end);
  while (p < end) {
    list.push(read(b, p));
    p = at.next;
  }
}

export function readPackedDouble(b: Uint8Array, p: number, end: number, list: number[]): void {
  if ((end - p) % 8 !== 0) throw truncated(end);
  for (; p < end; p += 8) {
    I32[LOW] = b[p]! | (b[p + 1]! << 8) | (b[p + 2]! << 16) | (b[p + 3]! << 24);
    I32[HIGH] = b[p + 4]! | (b[p + 5]! << 8) | (b[p + 6]! << 16) | (b[p + 7]! << 24);
    list.push(F64[0]!);
  }
}

export function readPackedFloat(b: Uint8Array, p: number, end: number, list: number[]): void {
  if ((end - p) % 4 !== 0) throw truncated(end);
  for (; p < end; p += 4) list.push(readFloat(b, p, end));
}

/** Values of a fixed size of any other kind. */
export function readPackedFixed<T>(
  b: Uint8Array,
  p: number,
  end: number,
  list: T[],
  size: 4 | 8,
  read: (b: Uint8Array, p: number, end: number) => T,
): void {
  if ((end - p) % size !== 0) throw truncated(end);
  for (; p < end; p += size) list.push(read(b, p, end));
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
  for (let i = 0; i < n; i++, q += 8) {
    const x = list[i]!;
    if (typeof x !== "number") throw INVALID;
    F64[0] = x;
    const low = I32[LOW]!;
    const high = I32[HIGH]!;
    b[q] = low;
    b[q + 1] = low >> 8;
    b[q + 2] = low >> 16;
    b[q + 3] = low >> 24;
    b[q + 4] = high;
    b[q + 5] = high >> 8;
    b[q + 6] = high >> 16;
    b[q + 7] = high >> 24;
  }
  return finishAt(b, p, n * 8, q);
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
