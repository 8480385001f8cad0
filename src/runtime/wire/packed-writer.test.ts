import { expect, test } from "vitest";
import { INVALID } from "./errors.js";
import * as readers from "./packed-reader.js";
import * as packed from "./packed-writer.js";
import * as single from "./writer.js";

// biome-ignore lint/suspicious/noExplicitAny: each kind has values of its own.
type Write = (b: Uint8Array, p: number, x: any) => number;
// biome-ignore lint/suspicious/noExplicitAny: each kind has values of its own.
type Read = (b: Uint8Array, p: number, end: number, list: any[]) => unknown[];

interface Kind {
  readonly writeList: Write;
  readonly write: Write;
  readonly readList: Read;
  readonly values: readonly unknown[];
  /** What no list of this kind may hold. */
  readonly invalid: unknown;
}

/** Every power of two up to 2^`bits`, and its neighbours: there a varint takes another byte. */
const edges = (bits: number): bigint[] => [
  0n,
  ...Array.from({ length: bits }, (_, i) => 1n << BigInt(i)).flatMap((x) => [x - 1n, x, x + 1n]),
];
const signed = (bits: number): bigint[] => edges(bits - 1).flatMap((x) => [x, -x].map((y) => BigInt.asIntN(bits, y)));
const unsigned = (bits: number): bigint[] => edges(bits).map((x) => BigInt.asUintN(bits, x));
const int32s = signed(32).map(Number);
const uint32s = unsigned(32).map(Number);
const floats = [0, -0, 0.5, -1, 3.5, 2 ** 100, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];

const kinds: { readonly [name: string]: Kind } = {
  int32: kind(packed.writePackedInt32, single.writeInt32, readers.readPackedInt32, int32s, 0.5),
  uint32: kind(packed.writePackedUint32, single.writeUint32, readers.readPackedUint32, uint32s, -1),
  sint32: kind(packed.writePackedSint32, single.writeSint32, readers.readPackedSint32, int32s, 2 ** 31),
  fixed32: kind(packed.writePackedFixed32, single.writeFixed32, readers.readPackedFixed32, uint32s, 2 ** 32),
  sfixed32: kind(packed.writePackedSfixed32, single.writeSfixed32, readers.readPackedSfixed32, int32s, "1"),
  int64: kind(packed.writePackedInt64, single.writeInt64, readers.readPackedInt64, signed(64), 1n << 63n),
  uint64: kind(packed.writePackedUint64, single.writeUint64, readers.readPackedUint64, unsigned(64), -1n),
  sint64: kind(packed.writePackedSint64, single.writeSint64, readers.readPackedSint64, signed(64), null),
  fixed64: kind(packed.writePackedFixed64, single.writeFixed64, readers.readPackedFixed64, unsigned(64), 1n << 64n),
  sfixed64: kind(packed.writePackedSfixed64, single.writeSfixed64, readers.readPackedSfixed64, signed(64), undefined),
  float: kind(packed.writePackedFloat, single.writeFloat, readers.readPackedFloat, floats, 1e39),
  double: kind(packed.writePackedDouble, single.writeDouble, readers.readPackedDouble, [...floats, 0.1, 1e300], "1"),
  bool: kind(packed.writePackedBool, single.writeBool, readers.readPackedBool, [true, false, false], 1),
};

function kind(writeList: Write, write: Write, readList: Read, values: readonly unknown[], invalid: unknown): Kind {
  return { writeList, write, readList, values, invalid };
}

function listOf({ values }: Kind, length: number): unknown[] {
  return Array.from({ length }, (_, i) => values[i % values.length]);
}

/** The elements one after the other, each written as a single field is. */
function elements({ write }: Kind, list: readonly unknown[]): Uint8Array {
  const b = new Uint8Array(65536);
  return b.subarray(
    0,
    list.reduce((p: number, x) => write(b, p, x), 0),
  );
}

/** Lengths about those at which a writer or a reader goes another way. */
const lengths = [1, 2, 3, 6, 7, 15, 16, 17, 300, 511, 512, 513, 1023, 1024, 1025, 2500];

for (const [name, kind] of Object.entries(kinds)) {
  test(`a packed list of ${name} has the bytes of its elements behind their number, at every length`, () => {
    const b = new Uint8Array(65536);
    for (const length of lengths) {
      const list = listOf(kind, length);
      const bytes = elements(kind, list);
      const start = single.writeUint32(b, 1, bytes.length);
      const header = b.slice(1, start);
      const end = kind.writeList(b, 1, list);
      expect(b.subarray(1, 1 + header.length), `${length}`).toEqual(header);
      expect(end - 1 - header.length, `${length}`).toBe(bytes.length);
      expect(Buffer.compare(b.subarray(1 + header.length, end), bytes), `${length}`).toBe(0);
    }
  });

  test(`a packed list of ${name} is read as it was written, also behind values that are there`, () => {
    for (const length of lengths) {
      const list = listOf(kind, length).map((x) => (Object.is(x, -0) && !name.match(/float|double/) ? 0 : x));
      const bytes = elements(kind, list);
      const placed = new Uint8Array(bytes.length + 2);
      placed.set(bytes, 1);
      expect(kind.readList(placed, 1, placed.length - 1, []), `${length}`).toEqual(list);
      const some = list.slice(0, 3);
      expect(kind.readList(placed, 1, placed.length - 1, [...some]), `${length}`).toEqual([...some, ...list]);
    }
  });

  test(`a packed list of ${name} refuses what it cannot carry, wherever it stands`, () => {
    const b = new Uint8Array(65536);
    for (const [length, at] of [
      [1, 0],
      [3, 1],
      [20, 0],
      [20, 19],
      [1200, 1100],
    ] as const) {
      const list = listOf(kind, length);
      list[at] = kind.invalid;
      expect(() => kind.writeList(b, 0, list)).toThrow(expect.toSatisfy((error: unknown) => error === INVALID));
    }
  });
}
