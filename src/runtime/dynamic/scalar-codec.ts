import type { FieldValue, ScalarName } from "../message/field-table.js";
import * as read from "../wire/reader.js";
import * as write from "../wire/writer.js";

/** How a scalar goes over the wire. A reader leaves the position behind the value in `at.next`. */
export interface ScalarCodec {
  readonly wireType: 0 | 1 | 2 | 5;
  read(b: Uint8Array, p: number, end: number): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: each writer checks what it is given.
  write(b: Uint8Array, p: number, x: any): number;
}

type Read = ScalarCodec["read"];

/** A value behind its length. */
function sized(readValue: (b: Uint8Array, p: number, n: number) => unknown): Read {
  return (b, p, end) => {
    const n = read.readLength(b, p, end);
    const start = read.at.next;
    const value = readValue(b, start, n);
    read.at.next = start + n;
    return value;
  };
}

function fixed(size: 4 | 8, readValue: Read): Read {
  return (b, p, end) => {
    const value = readValue(b, p, end);
    read.at.next = p + size;
    return value;
  };
}

const readSint32: Read = (b, p) => {
  const n = read.readVarint32(b, p);
  return (n >>> 1) ^ -(n & 1);
};

const SCALARS: { readonly [S in ScalarName]: ScalarCodec } = {
  double: { wireType: 1, read: fixed(8, read.readDouble), write: write.writeDouble },
  float: { wireType: 5, read: fixed(4, read.readFloat), write: write.writeFloat },
  int32: { wireType: 0, read: read.readVarint32, write: write.writeInt32 },
  int64: { wireType: 0, read: read.readInt64, write: write.writeInt64 },
  uint32: { wireType: 0, read: (b, p) => read.readVarint32(b, p) >>> 0, write: write.writeUint32 },
  uint64: { wireType: 0, read: read.readUint64, write: write.writeUint64 },
  sint32: { wireType: 0, read: readSint32, write: write.writeSint32 },
  sint64: { wireType: 0, read: read.readSint64, write: write.writeSint64 },
  fixed32: { wireType: 5, read: fixed(4, read.readFixed32), write: write.writeFixed32 },
  fixed64: { wireType: 1, read: fixed(8, read.readFixed64), write: write.writeFixed64 },
  sfixed32: { wireType: 5, read: fixed(4, read.readSfixed32), write: write.writeSfixed32 },
  sfixed64: { wireType: 1, read: fixed(8, read.readSfixed64), write: write.writeSfixed64 },
  bool: { wireType: 0, read: read.readBool, write: write.writeBool },
  string: { wireType: 2, read: sized(read.readString), write: write.writeString },
  bytes: { wireType: 2, read: sized(read.readBytes), write: write.writeBytes },
};

/** Readers of 64-bit integers that are strings or numbers in JavaScript. */
const LONGS: { readonly [S in ScalarName]?: { readonly string: Read; readonly number: Read } } = {
  int64: { string: read.readInt64String, number: read.readInt64Number },
  uint64: { string: read.readUint64String, number: read.readUint64Number },
  sint64: { string: read.readSint64String, number: read.readSint64Number },
  fixed64: { string: fixed(8, read.readFixed64String), number: fixed(8, read.readFixed64Number) },
  sfixed64: { string: fixed(8, read.readSfixed64String), number: fixed(8, read.readSfixed64Number) },
};

const readUnverified: Read = sized(read.readUnverifiedString);

/** The codec of a scalar or an enum. Without `verifyUtf8`, what is not UTF-8 becomes U+FFFD. */
export function scalarCodec(value: Exclude<FieldValue, { kind: "message" }>, verifyUtf8: boolean): ScalarCodec {
  if (value.kind === "enum") return SCALARS.int32;
  const codec = SCALARS[value.scalar];
  if (value.scalar === "string" && !verifyUtf8) return { ...codec, read: readUnverified };
  const long = value.as === undefined ? undefined : LONGS[value.scalar]?.[value.as];
  return long === undefined ? codec : { ...codec, read: long };
}

/** The codec of a map's key, which is a string where it takes 64 bits, and for bools. */
export function keyCodec(key: ScalarName, verifyUtf8: boolean): ScalarCodec {
  if (key === "bool") return { ...SCALARS.bool, read: read.readBoolKey };
  return scalarCodec({ kind: "scalar", scalar: key, as: "string" }, verifyUtf8);
}
