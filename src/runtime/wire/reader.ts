import { DecodeError, tooDeep, truncated } from "./errors.js";
import { F32, F64, HIGH, I32, LOW, signedBigint, signedNumber, unsignedBigint, unsignedNumber } from "./int64.js";
import { decodeLossily } from "./platform-text.js";
import { decodeUtf8 } from "./utf8.js";

/**
 * Readers of single values. Each takes the buffer and the position of its first byte, which the caller knows to be inside the
 * buffer, and leaves the position behind the value in {@link at}. A varint may run past the end of its message: the
 * message's loop sees that when it stops behind its end. None of them reads outside of the buffer, because one such access
 * slows its code down for the life of the process.
 */
export const at: { next: number } = { next: 0 };

/** What decode was asked for, set before each run. A decode calls nobody else's code, so one place serves all. */
export const settings: { view: boolean; drop: boolean; depth: number; memory: number } = {
  view: false,
  drop: false,
  depth: 100,
  memory: 0,
};

/** An empty bytes value. It has no element that could be changed, so all may share it. */
export const EMPTY_BYTES: Uint8Array = /*@__PURE__*/ new Uint8Array(0);

/**
 * A tag of more than one byte, as a signed 32-bit number. Refuses what does not fit 32 bits, and a tag behind which nothing
 * can follow before `end`.
 */
export function readTag(b: Uint8Array, p: number, end: number): number {
  readVarint(b, p);
  const next = at.next;
  if (next >= end && (next > end || (low & 7) !== 4)) throw truncated(end);
  if (next - p > 5 || high !== 0) throw new DecodeError("invalid tag: longer than 32 bits", p);
  return low;
}

// The halves of the last 64-bit varint or fixed value.
let low = 0;
let high = 0;

/** Reads a varint of up to 10 bytes into `low` and `high`. Bits above 64 are dropped, as protoc does. */
function readVarint(b: Uint8Array, p: number): void {
  if (b.length - p < 10) {
    readVarintNearEnd(b, p);
    return;
  }
  let byte = b[p++]!;
  let l = byte & 127;
  let h = 0;
  if (byte > 127) {
    byte = b[p++]!;
    l |= (byte & 127) << 7;
    if (byte > 127) {
      byte = b[p++]!;
      l |= (byte & 127) << 14;
      if (byte > 127) {
        byte = b[p++]!;
        l |= (byte & 127) << 21;
        if (byte > 127) {
          byte = b[p++]!;
          l |= byte << 28;
          h = (byte & 127) >> 4;
          if (byte > 127) {
            byte = b[p++]!;
            h |= (byte & 127) << 3;
            if (byte > 127) {
              byte = b[p++]!;
              h |= (byte & 127) << 10;
              if (byte > 127) {
                byte = b[p++]!;
                h |= (byte & 127) << 17;
                if (byte > 127) {
                  byte = b[p++]!;
                  h |= (byte & 127) << 24;
                  if (byte > 127) {
                    byte = b[p++]!;
                    h |= byte << 31;
                    if (byte > 127) throw varintTooLong(p);
                  }
                }
              }
            }
          }
        }
      }
    }
  }
  low = l;
  high = h;
  at.next = p;
}

/** The same where the buffer may end inside of the varint. */
function readVarintNearEnd(b: Uint8Array, p: number): void {
  low = 0;
  high = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    if (p >= b.length) throw truncated(p);
    const byte = b[p++]!;
    if (shift < 28) low |= (byte & 127) << shift;
    else if (shift > 28) high |= (byte & 127) << (shift - 32);
    else {
      low |= byte << 28;
      high = (byte & 127) >> 4;
    }
    if (byte < 128) {
      at.next = p;
      return;
    }
  }
  throw varintTooLong(p);
}

export function varintTooLong(p: number): DecodeError {
  return new DecodeError("invalid varint: longer than 10 bytes", p);
}

/** A varint's low 32 bits, signed: int32, enum, and the raw form of uint32 and sint32. */
export function readVarint32(b: Uint8Array, p: number): number {
  const first = b[p]!;
  if (first < 128) {
    at.next = p + 1;
    return first;
  }
  if (p + 1 < b.length) {
    const second = b[p + 1]!;
    if (second < 128) {
      at.next = p + 2;
      return (first & 127) | (second << 7);
    }
  }
  readVarint(b, p);
  return low;
}

/** The length of a length-delimited field whose value ends at or before `end`. */
export function readLength(b: Uint8Array, p: number, end: number): number {
  const length = readVarint32(b, p);
  const next = at.next;
  if (length < 0 || (next - p > 4 && high !== 0) || length > end - next) throw truncated(next);
  return length;
}

export function readBool(b: Uint8Array, p: number): boolean {
  const first = b[p]!;
  if (first < 128) {
    at.next = p + 1;
    return first !== 0;
  }
  readVarint(b, p);
  return (low | high) !== 0;
}

/** The key of a map<bool, V>. */
export function readBoolKey(b: Uint8Array, p: number): "true" | "false" {
  return readBool(b, p) ? "true" : "false";
}

export function readInt64(b: Uint8Array, p: number): bigint {
  readVarint(b, p);
  return signedBigint(low, high);
}

/** The same as the nearest number, for what is refused anyway where that is not exact. */
export function readInt64Nearest(b: Uint8Array, p: number): number {
  readVarint(b, p);
  return high * 4294967296 + (low >>> 0);
}

export function readUint64(b: Uint8Array, p: number): bigint {
  readVarint(b, p);
  return unsignedBigint(low, high);
}

export function readSint64(b: Uint8Array, p: number): bigint {
  readVarint(b, p);
  unzigzag();
  return signedBigint(low, high);
}

/** Undoes the zigzag form of sint64 in `low` and `high`. */
function unzigzag(): void {
  const sign = -(low & 1);
  low = ((low >>> 1) | (high << 31)) ^ sign;
  high = (high >>> 1) ^ sign;
}

export function readInt64String(b: Uint8Array, p: number): string {
  return readInt64(b, p).toString();
}

export function readUint64String(b: Uint8Array, p: number): string {
  return readUint64(b, p).toString();
}

export function readSint64String(b: Uint8Array, p: number): string {
  return readSint64(b, p).toString();
}

export function readInt64Number(b: Uint8Array, p: number): number {
  readVarint(b, p);
  return exact(signedNumber(low, high), p);
}

export function readUint64Number(b: Uint8Array, p: number): number {
  readVarint(b, p);
  return exact(unsignedNumber(low, high), p);
}

export function readSint64Number(b: Uint8Array, p: number): number {
  readVarint(b, p);
  unzigzag();
  return exact(signedNumber(low, high), p);
}

function exact(value: number, p: number): number {
  if (Number.isNaN(value)) {
    throw new DecodeError("a 64-bit value is no safe integer: use bigint or string for this field (jstype)", p);
  }
  return value;
}

/** Reads 8 bytes into `low` and `high`. */
function readHalves(b: Uint8Array, p: number, end: number): void {
  if (end - p < 8) throw truncated(p);
  low = b[p]! | (b[p + 1]! << 8) | (b[p + 2]! << 16) | (b[p + 3]! << 24);
  high = b[p + 4]! | (b[p + 5]! << 8) | (b[p + 6]! << 16) | (b[p + 7]! << 24);
}

export function readFixed32(b: Uint8Array, p: number, end: number): number {
  return readSfixed32(b, p, end) >>> 0;
}

export function readSfixed32(b: Uint8Array, p: number, end: number): number {
  if (end - p < 4) throw truncated(p);
  return b[p]! | (b[p + 1]! << 8) | (b[p + 2]! << 16) | (b[p + 3]! << 24);
}

export function readFloat(b: Uint8Array, p: number, end: number): number {
  I32[0] = readSfixed32(b, p, end);
  return F32[0]!;
}

export function readDouble(b: Uint8Array, p: number, end: number): number {
  readHalves(b, p, end);
  I32[LOW] = low;
  I32[HIGH] = high;
  return F64[0]!;
}

export function readFixed64(b: Uint8Array, p: number, end: number): bigint {
  readHalves(b, p, end);
  return unsignedBigint(low, high);
}

export function readSfixed64(b: Uint8Array, p: number, end: number): bigint {
  readHalves(b, p, end);
  return signedBigint(low, high);
}

export function readFixed64String(b: Uint8Array, p: number, end: number): string {
  return readFixed64(b, p, end).toString();
}

export function readSfixed64String(b: Uint8Array, p: number, end: number): string {
  return readSfixed64(b, p, end).toString();
}

export function readFixed64Number(b: Uint8Array, p: number, end: number): number {
  readHalves(b, p, end);
  return exact(unsignedNumber(low, high), p);
}

export function readSfixed64Number(b: Uint8Array, p: number, end: number): number {
  readHalves(b, p, end);
  return exact(signedNumber(low, high), p);
}

/** `n` bytes of UTF-8 at `p`, which the caller knows to be there. */
export function readString(b: Uint8Array, p: number, n: number): string {
  const text = decodeUtf8(b, p, n);
  if (text === undefined) throw new DecodeError("invalid UTF-8", p);
  return text;
}

/** The same for fields whose features ask for no validation: what is not UTF-8 becomes U+FFFD. */
export function readUnverifiedString(b: Uint8Array, p: number, n: number): string {
  return decodeUtf8(b, p, n) ?? decodeLossily(b, p, n);
}

/** `n` bytes at `p`, which the caller knows to be there: a copy, or a view where decode was asked for views. */
export function readBytes(b: Uint8Array, p: number, n: number): Uint8Array {
  if (n === 0) return EMPTY_BYTES;
  if (settings.view) return new Uint8Array(b.buffer, b.byteOffset + p, n);
  const copy = new Uint8Array(n);
  if (n < 64) {
    for (let i = 0; i < n; i++) copy[i] = b[p + i]!;
  } else {
    copy.set(b.subarray(p, p + n));
  }
  return copy;
}

/**
 * The position behind a field whose tag has been read and whose value begins at `p`. Groups are followed to their end, at most
 * `depth` levels deep.
 */
export function skipField(b: Uint8Array, p: number, tag: number, end: number, depth: number): number {
  if (tag >>> 3 === 0) throw new DecodeError("invalid tag: field number 0", p);
  switch (tag & 7) {
    case 0:
      if (p >= end) throw truncated(p);
      readVarint(b, p);
      p = at.next;
      break;
    case 1:
      p += 8;
      break;
    case 2:
      if (p >= end) throw truncated(p);
      p = readLength(b, p, end) + at.next;
      break;
    case 3:
      return endOfGroup(b, p, tag >>> 3, end, depth - 1);
    case 5:
      p += 4;
      break;
    case 4:
      throw strayEnd(tag, p);
    default:
      throw new DecodeError(`invalid wire type ${tag & 7}`, p);
  }
  if (p > end) throw truncated(p);
  return p;
}

/** The same for a field whose tag, which has been read, stands at `start`. */
export function skipFieldAt(b: Uint8Array, start: number, tag: number, end: number, depth: number): number {
  readTag(b, start, end);
  return skipField(b, at.next, tag, end, depth);
}

function strayEnd(tag: number, p: number): DecodeError {
  return new DecodeError(`end of group ${tag >>> 3} without its start`, p);
}

/** Where the content of the last group that {@link endOfGroup} followed ends: before its end tag. */
export const group: { contentEnd: number } = { contentEnd: 0 };

/** The position behind the end tag of the group `number` whose content begins at `p`. */
export function endOfGroup(b: Uint8Array, p: number, number: number, end: number, depth: number): number {
  if (depth < 0) throw tooDeep(p);
  while (p < end) {
    const start = p;
    let tag = b[p++]!;
    if (tag > 127) {
      tag = readTag(b, start, end);
      p = at.next;
    }
    if ((tag & 7) === 4) {
      if (tag >>> 3 !== number) throw strayEnd(tag, start);
      group.contentEnd = start;
      return p;
    }
    p = skipField(b, p, tag, end, depth);
  }
  throw truncated(p);
}

/**
 * Charges what takes far more memory than its bytes: an element that is nearly empty, the array of unknown fields. All of it
 * together is bounded by the size of the input, so that a small input cannot fill the memory.
 */
export function spend(memory: number): void {
  settings.memory -= memory;
  if (settings.memory < 0) {
    throw new DecodeError("too many nearly empty elements for its size", at.next);
  }
}
