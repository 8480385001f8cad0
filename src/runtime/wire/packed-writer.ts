import { INVALID } from "./errors.js";
import { HIGH, I32, LOW } from "./int64.js";
import { putVarint32, putVarint64 } from "./put-varint.js";
import {
  finishAt,
  isFloat,
  reserve,
  split,
  writeBool,
  writeFixed32,
  writeFixed64,
  writeFloat,
  writeSfixed32,
  writeSfixed64,
} from "./writer.js";

/**
 * Writers of packed lists: the length and the values behind a tag. Each kind has a loop of its own, into which V8 puts the writer of
 * a single value; one loop that is given the writer would call it.
 */

/** The length of a list that is to be written. */
export function count(list: { readonly length: number }): number {
  if (!Array.isArray(list)) throw INVALID;
  return list.length;
}

export function writePackedInt32(b: Uint8Array, p: number, list: readonly number[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 10);
  for (let i = 0; i < n; i++) {
    const x = list[i]!;
    if ((x | 0) !== x) throw INVALID;
    q = putVarint64(b, q, x, x >> 31);
  }
  return finishAt(b, p, n * 10, q);
}

export function writePackedUint32(b: Uint8Array, p: number, list: readonly number[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 5);
  for (let i = 0; i < n; i++) {
    const x = list[i]!;
    if (x >>> 0 !== x) throw INVALID;
    q = putVarint32(b, q, x);
  }
  return finishAt(b, p, n * 5, q);
}

export function writePackedSint32(b: Uint8Array, p: number, list: readonly number[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 5);
  for (let i = 0; i < n; i++) {
    const x = list[i]!;
    if ((x | 0) !== x) throw INVALID;
    q = putVarint32(b, q, (x << 1) ^ (x >> 31));
  }
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

/** Floats are rounded here, 512 at a time, and copied from here: a third of the time of a DataView. */
const floats = new Float32Array(512);
const floatBytes = new Uint8Array(floats.buffer);
/** The fewest numbers for which the copy is worth its call. */
const FEW = 16;
const LITTLE_ENDIAN = LOW === 0;

export function writePackedFloat(b: Uint8Array, p: number, list: readonly number[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 4);
  if (n < FEW || !LITTLE_ENDIAN) {
    for (let i = 0; i < n; i++) q = writeFloat(b, q, list[i]!);
    return finishAt(b, p, n * 4, q);
  }
  // Stays 0 as long as all are finite, and then none has become infinite in a float.
  let finite = 0;
  for (let start = 0; start < n; start += floats.length) {
    const size = Math.min(n - start, floats.length);
    for (let i = 0; i < size; i++) {
      const x = list[start + i]!;
      if (typeof x !== "number") throw INVALID;
      const rounded = Math.fround(x);
      finite += rounded - rounded;
      floats[i] = rounded;
    }
    b.set(size === floats.length ? floatBytes : floatBytes.subarray(0, size * 4), q);
    q += size * 4;
  }
  if (finite !== 0 && !list.every(isFloat)) throw INVALID;
  return finishAt(b, p, n * 4, q);
}

export function writePackedInt64(b: Uint8Array, p: number, list: readonly (bigint | number | string)[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 10);
  for (let i = 0; i < n; i++) {
    split(list[i]!, false);
    q = putVarint64(b, q, I32[LOW]!, I32[HIGH]!);
  }
  return finishAt(b, p, n * 10, q);
}

export function writePackedUint64(b: Uint8Array, p: number, list: readonly (bigint | number | string)[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 10);
  for (let i = 0; i < n; i++) {
    split(list[i]!, true);
    q = putVarint64(b, q, I32[LOW]!, I32[HIGH]!);
  }
  return finishAt(b, p, n * 10, q);
}

export function writePackedSint64(b: Uint8Array, p: number, list: readonly (bigint | number | string)[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 10);
  for (let i = 0; i < n; i++) {
    split(list[i]!, false);
    const low = I32[LOW]!;
    const high = I32[HIGH]!;
    const sign = high >> 31;
    q = putVarint64(b, q, (low << 1) ^ sign, ((high << 1) | (low >>> 31)) ^ sign);
  }
  return finishAt(b, p, n * 10, q);
}

export function writePackedFixed32(b: Uint8Array, p: number, list: readonly number[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 4);
  for (let i = 0; i < n; i++) q = writeFixed32(b, q, list[i]!);
  return finishAt(b, p, n * 4, q);
}

export function writePackedSfixed32(b: Uint8Array, p: number, list: readonly number[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 4);
  for (let i = 0; i < n; i++) q = writeSfixed32(b, q, list[i]!);
  return finishAt(b, p, n * 4, q);
}

export function writePackedFixed64(b: Uint8Array, p: number, list: readonly (bigint | number | string)[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 8);
  for (let i = 0; i < n; i++) q = writeFixed64(b, q, list[i]!);
  return finishAt(b, p, n * 8, q);
}

export function writePackedSfixed64(b: Uint8Array, p: number, list: readonly (bigint | number | string)[]): number {
  const n = count(list);
  let q = reserve(b, p, n * 8);
  for (let i = 0; i < n; i++) q = writeSfixed64(b, q, list[i]!);
  return finishAt(b, p, n * 8, q);
}
