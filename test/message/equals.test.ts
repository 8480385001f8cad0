import { equals } from "farcall";
import { StringValue, Struct, Value } from "farcall/wkt";
import { describe, expect, test } from "vitest";
import { Payment } from "../golden/cases/oneof/ts/oneof_pb.js";
import { Scalars } from "../golden/cases/scalars-proto3/ts/scalars-proto3_pb.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";

test("every message equals itself made anew", () => {
  const make = () => M.create({ i: 1, l: 2n, s: "s", b: Uint8Array.of(1), sub: { i: 2 }, byName: { a: { i: 3 } } });
  expect(equals(M, make(), make())).toBe(true);
});

describe("floating point", () => {
  test.each(["doubleValue", "floatValue"] as const)("NaN equals itself in %s", (field) => {
    expect(equals(Scalars, Scalars.create({ [field]: NaN }), Scalars.create({ [field]: NaN }))).toBe(true);
  });

  test.each(["doubleValue", "floatValue"] as const)("0 and -0 differ in %s", (field) => {
    expect(equals(Scalars, Scalars.create({ [field]: 0 }), Scalars.create({ [field]: -0 }))).toBe(false);
  });

  test("0 and -0 are the same integer", () => {
    expect(equals(Scalars, Scalars.create({ int32Value: 0 }), Scalars.create({ int32Value: -0 }))).toBe(true);
  });
});

test.each([
  ["a number", { i: 1 }, { i: 2 }],
  ["a bigint", { l: 1n }, { l: 2n }],
  ["a string", { s: "a" }, { s: "b" }],
  ["bytes of the same length", { b: Uint8Array.of(1) }, { b: Uint8Array.of(2) }],
  ["bytes of another length", { b: Uint8Array.of(1) }, { b: Uint8Array.of(1, 1) }],
  ["a message inside", { sub: { i: 1 } }, { sub: { i: 2 } }],
  ["the presence of a message", { sub: {} }, {}],
  ["the order of a list", { packed: [1, 2] }, { packed: [2, 1] }],
  ["the length of a list", { packed: [1] }, { packed: [1, 1] }],
  ["a key of a map", { byName: { a: {} } }, { byName: { b: {} } }],
  ["a value of a map", { byName: { a: {} } }, { byName: { a: { i: 1 } } }],
  ["a key that objects inherit", { byName: { toString: {} } }, { byName: { a: {} } }],
])("messages that differ in %s are not equal", (_, a, b) => {
  expect(equals(M, M.create(a), M.create(b))).toBe(false);
  expect(equals(M, M.create(b), M.create(a))).toBe(false);
});

test("maps are equal whatever the order of their entries", () => {
  const a = M.create({ byName: { x: { i: 1 }, y: { i: 2 } } });
  const b = M.create({ byName: { y: { i: 2 }, x: { i: 1 } } });
  expect(equals(M, a, b)).toBe(true);
});

test("a property that is missing equals one that is undefined", () => {
  const { sub: _, ...without } = M.create();
  expect(equals(M, without as M, M.create())).toBe(true);
});

test("unknown fields are compared", () => {
  const known = M.create();
  const unknown = M.decode(Uint8Array.of(0xa0, 0x06, 1));
  expect(equals(M, known, unknown)).toBe(false);
  expect(equals(M, unknown, M.decode(Uint8Array.of(0xa0, 0x06, 1)))).toBe(true);
});

test("a oneof is equal if its member and the value are", () => {
  const free = (value: boolean) => Payment.create({ method: { case: "free", value } });
  expect(equals(Payment, free(true), free(true))).toBe(true);
  expect(equals(Payment, free(true), free(false))).toBe(false);
  expect(equals(Payment, free(false), Payment.create())).toBe(false);
  expect(equals(Payment, free(false), Payment.create({ method: { case: "voucher", value: "" } }))).toBe(false);
});

test("types that are JavaScript values are compared in depth", () => {
  expect(equals(Value, [{ a: NaN }, null], [{ a: NaN }, null])).toBe(true);
  expect(equals(Value, [{ a: 1 }], [{ a: 2 }])).toBe(false);
  expect(equals(Value, 0, -0)).toBe(false);
  expect(equals(Value, [], {})).toBe(false);
  expect(equals(Struct, { a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
  expect(equals(Struct, { toString: 1 }, { a: 1 })).toBe(false);
  expect(equals(StringValue, "a", "a")).toBe(true);
});
