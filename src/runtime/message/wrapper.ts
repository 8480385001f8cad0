import { INVALID, truncated } from "../wire/errors.js";
import {
  at,
  readBool,
  readBytes,
  readDouble,
  readFloat,
  readInt64,
  readLength,
  readString,
  readTag,
  readUint64,
  readVarint32,
  skipField,
} from "../wire/reader.js";
import {
  room,
  writeBool,
  writeBytes,
  writeDouble,
  writeFloat,
  writeInt32,
  writeInt64,
  writeString,
  writeUint32,
  writeUint64,
} from "../wire/writer.js";
import type { ScalarName } from "./field-table.js";
import { messageType } from "./message-codec.js";
import type { MessageType } from "./message-type.js";
import { scalarProblem, zeroOf } from "./scalar.js";

/** How the one field of a wrapper, number 1, goes over the wire. A reader leaves the position behind the value in `at.next`. */
interface WrappedScalar<T> {
  readonly tag: 8 | 9 | 10 | 13;
  read(b: Uint8Array, p: number, end: number): T;
  write(b: Uint8Array, p: number, value: T): number;
}

function sized<T>(read: (b: Uint8Array, p: number, n: number) => T): WrappedScalar<T>["read"] {
  return (b, p, end) => {
    const n = readLength(b, p, end);
    const start = at.next;
    const value = read(b, start, n);
    at.next = start + n;
    return value;
  };
}

function fixed<T>(size: 4 | 8, read: (b: Uint8Array, p: number, end: number) => T): WrappedScalar<T>["read"] {
  return (b, p, end) => {
    const value = read(b, p, end);
    at.next = p + size;
    return value;
  };
}

/** A scalar that google/protobuf/wrappers.proto has a wrapper for. */
export type WrappableScalar = Extract<
  ScalarName,
  "double" | "float" | "int64" | "uint64" | "int32" | "uint32" | "bool" | "string" | "bytes"
>;

// biome-ignore lint/suspicious/noExplicitAny: each row is of the type that its scalar has.
const WRAPPED: { readonly [S in WrappableScalar]: WrappedScalar<any> } = {
  double: { tag: 9, read: fixed(8, readDouble), write: writeDouble },
  float: { tag: 13, read: fixed(4, readFloat), write: writeFloat },
  int64: { tag: 8, read: readInt64, write: writeInt64 },
  uint64: { tag: 8, read: readUint64, write: writeUint64 },
  int32: { tag: 8, read: readVarint32, write: writeInt32 },
  uint32: { tag: 8, read: (b: Uint8Array, p: number) => readVarint32(b, p) >>> 0, write: writeUint32 },
  bool: { tag: 8, read: readBool, write: writeBool },
  string: { tag: 10, read: sized(readString), write: writeString },
  bytes: { tag: 10, read: sized(readBytes), write: writeBytes },
};

/** A wrapper of google/protobuf/wrappers.proto, as the value that it wraps: `google.protobuf.StringValue` is a string. */
export function wrapperType<T>(typeName: string, scalar: WrappableScalar): MessageType<T> {
  const { tag, read, write } = WRAPPED[scalar] as WrappedScalar<T>;
  const zero = zeroOf({ kind: "scalar", scalar, as: undefined }) as T;
  return messageType<T, T>(typeName, {
    create: (value = zero) => value,
    read(b, p, end, into = zero, depth = 100) {
      let value = into;
      while (p < end) {
        const found = readTag(b, p, end);
        p = at.next;
        if (found === tag) {
          value = read(b, p, end);
          p = at.next;
        } else {
          p = skipField(b, p, found, end, depth);
        }
      }
      if (p !== end) throw truncated(p);
      return value;
    },
    write(b, p, value) {
      if (isZero(value, zero)) return p;
      if (value === undefined || value === null) throw INVALID;
      room(b, p);
      b[p++] = tag;
      return write(b, p, value);
    },
    fields: "",
    json: {
      write: (value, writer) => writer.scalar(scalar, value),
      read: (reader) => reader.scalar(scalar),
    },
    problem: (value) => scalarProblem(scalar, value),
  });
}

/** Whether a wrapped value is its type's zero, which is not written. -0 is not zero. */
function isZero(value: unknown, zero: unknown): boolean {
  return Object.is(value, zero) || (value instanceof Uint8Array && value.length === 0);
}
