import type { Code } from "../code.js";
import { encodeTemplate } from "../fragments.gen.js";
import type { ScalarName, ValueModel } from "../model/value.js";

/** The wire types of the encoding. */
export const VARINT = 0;
export const I64 = 1;
export const LEN = 2;
export const SGROUP = 3;
export const EGROUP = 4;
export const I32 = 5;

const WIRE_TYPES: { readonly [scalar in ScalarName]: number } = {
  double: I64,
  float: I32,
  int64: VARINT,
  uint64: VARINT,
  int32: VARINT,
  fixed64: I64,
  fixed32: I32,
  bool: VARINT,
  string: LEN,
  bytes: LEN,
  uint32: VARINT,
  sfixed32: I32,
  sfixed64: I64,
  sint32: VARINT,
  sint64: VARINT,
};

/** The wire type of one value. */
export function wireType(value: ValueModel): number {
  switch (value.kind) {
    case "scalar":
      return WIRE_TYPES[value.scalar];
    case "enum":
      return VARINT;
    case "message":
      return value.delimited ? SGROUP : LEN;
  }
}

/** Whether a list of such values can be packed. */
export function isPackable(value: ValueModel): boolean {
  return wireType(value) === VARINT || wireType(value) === I64 || wireType(value) === I32;
}

/** A tag as the signed 32-bit number that readers compare. */
export function tagOf(number: number, type: number): number {
  return (number << 3) | type;
}

/** The bytes of a tag. */
export function bytesOfTag(number: number, type: number): number[] {
  const bytes: number[] = [];
  let tag = tagOf(number, type) >>> 0;
  for (; tag > 127; tag >>>= 7) bytes.push((tag & 127) | 128);
  bytes.push(tag);
  return bytes;
}

/** Statements that write the bytes of a tag. */
export function tagBytes(number: number, type: number): Code[] {
  return bytesOfTag(number, type).map((byte) => encodeTemplate.tagByte({ byte: String(byte) }));
}
