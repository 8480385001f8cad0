import { describe, expect, test } from "vitest";
import { Expanded } from "../golden/cases/repeated-expanded/ts/repeated-expanded_pb.js";
import { Packed } from "../golden/cases/repeated-packed/ts/repeated-packed_pb.js";
import { dump, varint, wire } from "./wire.js";

/** Two elements of each packable type as they stand on the wire, by the number of their field in both cases. */
const elements: readonly (readonly [number: number, wireType: number, first: string, second: string])[] = [
  [1, 1, "00 00 00 00 00 00 f0 3f", "00 00 00 00 00 00 00 c0"],
  [2, 5, "00 00 80 3f", "00 00 00 c0"],
  [3, 0, "ff ff ff ff ff ff ff ff ff 01", "01"],
  [4, 0, "ff ff ff ff ff ff ff ff ff 01", "80 01"],
  [5, 0, "ff ff ff ff ff ff ff ff ff 01", "96 01"],
  [6, 1, "ff ff ff ff ff ff ff ff", "01 00 00 00 00 00 00 00"],
  [7, 5, "ff ff ff ff", "01 00 00 00"],
  [8, 0, "01", "00"],
  [9, 0, "ff ff ff ff 0f", "80 01"],
  [10, 5, "ff ff ff ff", "01 00 00 00"],
  [11, 1, "ff ff ff ff ff ff ff ff", "01 00 00 00 00 00 00 00"],
  [12, 0, "01", "ff ff ff ff 0f"],
  [13, 0, "01", "ff ff ff ff ff ff ff ff ff 01"],
  [14, 0, "01", "00"],
];

function expanded([number, wireType, first, second]: (typeof elements)[number]): string {
  const tag = varint(number * 8 + wireType);
  return dump(wire(tag, first, tag, second));
}

function packed([number, , first, second]: (typeof elements)[number]): string {
  const content = wire(first, second);
  return dump(wire(varint(number * 8 + 2), varint(content.length), content));
}

describe.each(elements.map((element) => ({ number: element[0], element })))("field $number", ({ element }) => {
  test("is read in both forms by both kinds of field, and written in its own", () => {
    for (const input of [expanded(element), packed(element)]) {
      expect(dump(Packed.encode(Packed.decode(wire(input))))).toBe(packed(element));
      expect(dump(Expanded.encode(Expanded.decode(wire(input))))).toBe(expanded(element));
    }
  });

  test("is written as nothing when it is empty", () => {
    const empty = wire(varint(element[0] * 8 + 2), "00");
    expect(dump(Packed.encode(Packed.decode(empty)))).toBe("");
    expect(dump(Expanded.encode(Expanded.decode(empty)))).toBe("");
  });
});

test("a field may be packed in proto2", () => {
  expect(dump(Expanded.encode({ packedInt32s: [1, 2] }))).toBe("92 01 02 01 02");
});

test("a long packed list is read and written whole", () => {
  const int32s = Array.from({ length: 100_000 }, (_, i) => (i % 3 === 1 ? -i : i * 1_000));
  const doubles = int32s.map((value) => value / 7);
  const uint64s = int32s.map((value) => BigInt.asUintN(64, BigInt(value)));
  const message = Packed.create({ int32s, doubles, uint64s, bools: int32s.map((value) => value < 0) });
  expect(Packed.decode(Packed.encode(message))).toEqual(message);
});

test("a bool is true for any varint but zero", () => {
  expect(Packed.decode(wire("42 05 02 80 01 80 00")).bools).toEqual([true, true, false]);
});
