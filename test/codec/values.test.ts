import { describe, expect, test } from "vitest";
import { Hostile } from "../golden/cases/defaults-hostile/ts/defaults-hostile_pb.js";
import { Move, Offset } from "../golden/cases/enum-alias-negative/ts/enum-alias-negative_pb.js";
import { Packed } from "../golden/cases/repeated-packed/ts/repeated-packed_pb.js";
import { Scalars, type ScalarsInit } from "../golden/cases/scalars-proto3/ts/scalars-proto3_pb.js";
import { encodeError } from "./refusal.js";
import { dump } from "./wire.js";

const MIN64 = -(2n ** 63n);
const MAX64 = 2n ** 63n - 1n;
const MAXU64 = 2n ** 64n - 1n;

describe.each<[field: keyof ScalarsInit, values: readonly unknown[]]>([
  ["doubleValue", [1, -1, 0.1, 5e-324, -Number.MAX_VALUE, Infinity, -Infinity, NaN, -0]],
  ["floatValue", [1, -1, 0.5, 1.401298464324817e-45, 3.4028234663852886e38, Infinity, -Infinity, NaN, -0]],
  [
    "int64Value",
    [1n, -1n, 127n, 128n, -128n, 2n ** 31n, 2n ** 32n, 2n ** 53n + 1n, -(2n ** 32n), MIN64, MIN64 + 1n, MAX64],
  ],
  ["sint64Value", [1n, -1n, 63n, 64n, -64n, -65n, 2n ** 31n, 2n ** 53n + 1n, MIN64, MIN64 + 1n, MAX64]],
  ["sfixed64Value", [1n, -1n, 2n ** 32n, 2n ** 53n + 1n, MIN64, MAX64]],
  ["uint64Value", [1n, 127n, 128n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 53n + 1n, 2n ** 63n, MAXU64]],
  ["fixed64Value", [1n, 2n ** 32n, 2n ** 53n + 1n, 2n ** 63n, MAXU64]],
  ["int32Value", [1, -1, 127, 128, 16_383, 16_384, 2 ** 28, -(2 ** 31), 2 ** 31 - 1]],
  ["sint32Value", [1, -1, 63, 64, -64, -65, -(2 ** 31), 2 ** 31 - 1]],
  ["sfixed32Value", [1, -1, -(2 ** 31), 2 ** 31 - 1]],
  ["uint32Value", [1, 127, 128, 2 ** 31, 2 ** 32 - 1]],
  ["fixed32Value", [1, 2 ** 31, 2 ** 32 - 1]],
  ["boolValue", [true]],
  [
    "stringValue",
    [
      "a",
      "\0",
      "é",
      "漢字",
      "😀",
      "\uffff",
      "\u{10ffff}",
      "a".repeat(127),
      "a".repeat(128),
      "é".repeat(64),
      "漢".repeat(6_000),
      "😀".repeat(5_000),
      "a".repeat(100_000),
    ],
  ],
  [
    "bytesValue",
    [
      Uint8Array.of(0),
      Uint8Array.of(0xff, 0x80),
      new Uint8Array(127).fill(7),
      new Uint8Array(128).fill(7),
      new Uint8Array(100_000).fill(7),
    ],
  ],
])("%s", (field, values) => {
  test.each(values)("keeps %s", (value) => {
    const { [field]: result } = Scalars.decode(Scalars.encode({ [field]: value }));
    expect(result).toStrictEqual(value);
  });
});

test("a float is rounded to single precision", () => {
  expect(Scalars.decode(Scalars.encode({ floatValue: 0.1 })).floatValue).toBe(Math.fround(0.1));
  expect(Scalars.decode(Scalars.encode({ floatValue: 1e-50 })).floatValue).toBe(0);
});

test("a declared default of bytes has every byte, quotes and backslashes too", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the value in the .proto file
  expect(Hostile.defaults.bytesQuotes).toEqual(new TextEncoder().encode("a\"b'c`d${1}\\"));
  expect(Hostile.defaults.bytesAll).toEqual(Uint8Array.of(0, 1, 0x1f, 0x7f, 0x80, 0xc0, 0xff));
});

test("-0 is written where 0 is not", () => {
  expect(dump(Scalars.encode({ doubleValue: -0, floatValue: -0 }))).toBe("09 00 00 00 00 00 00 00 80 15 00 00 00 80");
  expect(dump(Scalars.encode({ doubleValue: 0, floatValue: 0, int32Value: -0 }))).toBe("");
});

test("a negative int32 takes ten bytes, a negative enum too", () => {
  expect(dump(Scalars.encode({ int32Value: -1 }))).toBe("28 ff ff ff ff ff ff ff ff ff 01");
  expect(dump(Move.encode({ offset: Offset.BACK }))).toBe("08 ff ff ff ff ff ff ff ff ff 01");
});

describe.each<[field: keyof ScalarsInit, values: readonly unknown[]]>([
  ["doubleValue", ["1", 1n, null, true, {}, []]],
  ["floatValue", ["1", 1n, null, 1e39, -1e39, {}]],
  ["int64Value", [MIN64 - 1n, MAX64 + 1n, 2n ** 100n, 1.5, "x", "1.5", "", null, true, {}, NaN]],
  ["sint64Value", [MIN64 - 1n, MAX64 + 1n, null, {}]],
  ["sfixed64Value", [MIN64 - 1n, MAX64 + 1n, null, {}]],
  ["uint64Value", [-1n, MAXU64 + 1n, null, {}]],
  ["fixed64Value", [-1n, MAXU64 + 1n, null, {}]],
  ["int32Value", [2 ** 31, -(2 ** 31) - 1, 4_294_967_296, 1.5, NaN, Infinity, "1", 1n, null, true, {}]],
  ["sint32Value", [2 ** 31, -(2 ** 31) - 1, 1.5, NaN, "1", null]],
  ["sfixed32Value", [2 ** 31, -(2 ** 31) - 1, 1.5, NaN, "1", null]],
  ["uint32Value", [-1, 2 ** 32, 1.5, NaN, "1", 1n, null]],
  ["fixed32Value", [-1, 2 ** 32, 1.5, NaN, "1", null]],
  ["boolValue", [0, 1, "true", null, {}]],
  [
    "stringValue",
    [
      1,
      null,
      true,
      {},
      ["a"],
      new String("a"),
      "\ud800",
      "a\udc00",
      "\ud83d",
      "\ude00\ud83d",
      `${"a".repeat(100)}\ud800`,
      `${"é".repeat(500)}\udfff`,
      `\ud800${"a".repeat(5_000)}`,
    ],
  ],
  [
    "bytesValue",
    [
      "AQ==",
      null,
      [1, 2],
      new ArrayBuffer(2),
      new Uint16Array(1),
      new DataView(new ArrayBuffer(1)),
      { length: 1, 0: 1 },
    ],
  ],
])("%s", (field, values) => {
  test.each(values.map((value) => ({ value })))("refuses $value", ({ value }) => {
    const { message, path } = encodeError(() => Scalars.encode({ [field]: value } as ScalarsInit));
    expect(path).toBe(`testdata.scalars_proto3.Scalars.${String(field)}`);
    expect(message).toMatch(/^testdata\.scalars_proto3\.Scalars\.\w+: ./);
    expect(message).not.toContain("\n");
  });
});

test("elements of a packed list are checked like single values", () => {
  for (const wrong of [
    { int32s: [1, 2 ** 31] },
    { sint32s: [1, 1.5] },
    { uint32s: [-1] },
    { int64s: [1n, MAX64 + 1n] },
    { uint64s: [-1n] },
    { fixed64s: [MAXU64 + 1n] },
    { kinds: [0.5] },
    { kinds: [2 ** 31] },
  ]) {
    expect(encodeError(() => Packed.encode(wrong as never)).path).toMatch(/\.\w+\[[01]\]$/);
  }
  for (const wrong of [{ bools: [1] }, { doubles: ["1"] }, { floats: [null] }, { fixed32s: [undefined] }]) {
    expect(encodeError(() => Packed.encode(wrong as never)).path).toMatch(/\.\w+\[0\]$/);
  }
});

test("lists with a hole are refused", () => {
  // biome-ignore lint/suspicious/noSparseArray: the hole is what is tested.
  expect(encodeError(() => Packed.encode({ int32s: [1, , 2] as number[] })).path).toMatch(/int32s\[1\]$/);
});
