/**
 * 64-bit integers as pairs of 32-bit halves. Splitting and joining goes through the memory of one shared 8-byte buffer, which is
 * 2 to 20 times faster in V8 than `&`, `>>` and `BigInt()`. The memory is in the platform's byte order, so the index of
 * the low half is looked up.
 */
const memory = new ArrayBuffer(8);
export const I32: Int32Array = new Int32Array(memory);
export const I64: BigInt64Array = new BigInt64Array(memory);
export const U64: BigUint64Array = new BigUint64Array(memory);
export const F64: Float64Array = new Float64Array(memory);
export const F32: Float32Array = new Float32Array(memory);

I64[0] = 1n;
/** The index of the low half in {@link I32}. */
export const LOW: 0 | 1 = I32[0] === 1 ? 0 : 1;
/** The index of the high half in {@link I32}. */
export const HIGH: 0 | 1 = LOW === 0 ? 1 : 0;

/** 0n to 127n: most 64-bit values on the wire are small, and these need no allocation. */
export const SMALL_BIGINTS: readonly bigint[] = Array.from({ length: 128 }, (_, n) => BigInt(n));

const TWO_TO_32 = 4294967296;

/** A signed 64-bit value as a number, or NaN if the number would not be exact. */
export function signedNumber(low: number, high: number): number {
  const value = high * TWO_TO_32 + (low >>> 0);
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

/** An unsigned 64-bit value as a number, or NaN if the number would not be exact. */
export function unsignedNumber(low: number, high: number): number {
  return signedNumber(low, high >>> 0);
}

/** A signed 64-bit value as a bigint. */
export function signedBigint(low: number, high: number): bigint {
  if (high === 0 && low >= 0 && low < 128) return SMALL_BIGINTS[low]!;
  I32[LOW] = low;
  I32[HIGH] = high;
  return I64[0]!;
}

/** An unsigned 64-bit value as a bigint. */
export function unsignedBigint(low: number, high: number): bigint {
  if (high === 0 && low >= 0 && low < 128) return SMALL_BIGINTS[low]!;
  I32[LOW] = low;
  I32[HIGH] = high;
  return U64[0]!;
}
