import { describe, expect, test } from "vitest";
import { Order } from "../golden/cases/enum-open/ts/enum-open_pb.js";
import { JsTypes } from "../golden/cases/jstype/ts/jstype_pb.js";
import { Maps as IntMaps } from "../golden/cases/map-int-key/ts/map-int-key_pb.js";
import { Maps } from "../golden/cases/map-int64-bool-key/ts/map-int64-bool-key_pb.js";
import { Payment } from "../golden/cases/oneof/ts/oneof_pb.js";
import { M, type MInit } from "../golden/cases/threats/ts/threats_pb.js";
import { decodeError, encodeError } from "./refusal.js";
import { dump, wire } from "./wire.js";

describe("the memory of the result", () => {
  const sizes = [0, 1, 60, 64, 65, 1_000, 5_000, 100_000, 3_000_000];

  test.each(sizes)("is its own for %i bytes of content", (size) => {
    const bytes = M.encode({ b: new Uint8Array(size).fill(7), s: "x" });
    expect(bytes.byteOffset).toBe(0);
    expect(bytes.buffer.byteLength).toBe(bytes.length);
    expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
  });

  test.each(sizes)("may be shared on request, and holds the same for %i bytes of content", (size) => {
    const message = { b: new Uint8Array(size).fill(7), s: "x" };
    const pooled = M.encode(message, { pooled: true });
    const kept = dump(pooled);
    for (let i = 0; i < 50; i++) M.encode({ s: "other" }, { pooled: true });
    M.encode({ s: "other".repeat(1_000) });
    expect(dump(pooled)).toBe(kept);
    expect(kept).toBe(dump(M.encode(message)));
  });
});

test("a getter may encode another message meanwhile", () => {
  let inner = "";
  const message = {
    get s() {
      inner = dump(M.encode({ s: "inner".repeat(100), i: 3 }));
      return "outer";
    },
    list: [{ i: 1 }, { i: 2 }],
  };
  const expected = dump(M.encode({ s: "outer", list: [{ i: 1 }, { i: 2 }] }));
  expect(dump(M.encode(message))).toBe(expected);
  expect(dump(M.encode(message, { pooled: true }))).toBe(expected);
  expect(inner).toBe(dump(M.encode({ s: "inner".repeat(100), i: 3 })));
});

test.each([10, 50_000, 100_000])("a getter may encode into the shared memory meanwhile, for %i bytes", (size) => {
  const others: [Uint8Array, string][] = [];
  const message = {
    get s() {
      const other = M.encode({ s: "other".repeat(others.length + 1) }, { pooled: true });
      others.push([other, dump(other)]);
      return "outer".repeat(size / 5);
    },
  };
  const expected = dump(M.encode({ s: "outer".repeat(size / 5) }));
  for (let i = 0; i < 3; i++) expect(dump(M.encode(message, { pooled: true }))).toBe(expected);
  for (const [other, kept] of others) expect(dump(other)).toBe(kept);
});

test("a getter that throws leaves the encoder in order", () => {
  const broken = {
    get s(): string {
      throw new Error("broken");
    },
  };
  expect(() => M.encode(broken)).toThrow("broken");
  expect(dump(M.encode({ i: 5 }))).toBe("08 05");
});

test("messages larger than any buffer so far are written whole", () => {
  const message: MInit = { list: Array.from({ length: 50_000 }, (_, i) => ({ i, s: "x".repeat(i % 50) })) };
  const decoded = M.decode(M.encode(message));
  expect(decoded.list).toHaveLength(50_000);
  expect(decoded.list[49_999]).toMatchObject({ i: 49_999, s: "x".repeat(49) });
});

test("sub-messages of every size get the right length", () => {
  for (const size of [0, 1, 124, 125, 126, 127, 128, 16_379, 16_380, 16_381, 16_382, 2_097_140, 2_097_152]) {
    const bytes = M.encode({ sub: { s: "a".repeat(size) }, i: 1 });
    expect(M.decode(bytes)).toEqual(M.create({ sub: { s: "a".repeat(size) }, i: 1 }));
  }
});

describe("an EncodeError", () => {
  test("names the field, however deep it stands", () => {
    expect(encodeError(() => M.encode({ list: [{}, {}, {}, { i: 4_294_967_296 }] })).message).toBe(
      "testdata.threats.M.list[3].i: expected int32, got 4294967296",
    );
    expect(encodeError(() => M.encode({ sub: { byName: { "a b": { packed: [1, 2.5] } } } })).path).toBe(
      'testdata.threats.M.sub.byName["a b"].packed[1]',
    );
    expect(encodeError(() => Payment.encode({ method: { case: "card", value: { cvc: 1.5 } } })).path).toBe(
      "testdata.oneof.Payment.method.card.cvc",
    );
    expect(encodeError(() => Order.encode({ byName: { x: 0.5 as never } })).path).toBe(
      'testdata.enum_open.Order.byName["x"]',
    );
  });

  test("stands for objects that are no messages, lists or maps", () => {
    for (const wrong of [
      { sub: null },
      { sub: 5 },
      { list: {} },
      { list: [null] },
      { list: [5] },
      { byName: 5 },
      { byName: { a: null } },
      { packed: 5 },
    ]) {
      expect(encodeError(() => M.encode(wrong as never)).path).toMatch(/^testdata\.threats\.M\.\w+/);
    }
    for (const wrong of [null, undefined, 5, "text"]) encodeError(() => M.encode(wrong as never));
    encodeError(() => Payment.encode({ method: "card" } as never));
    encodeError(() => Payment.encode({ method: { case: "card" } } as never));
  });

  test("refuses keys that the map's type cannot hold", () => {
    encodeError(() => IntMaps.encode({ byInt32: { x: "a" } as never }));
    encodeError(() => IntMaps.encode({ byInt32: { 2147483648: "a" } }));
    encodeError(() => IntMaps.encode({ byUint32: { "-1": "a" } as never }));
    encodeError(() => IntMaps.encode({ byInt32: { "": "a" } as never }));
    encodeError(() => Maps.encode({ byInt64: { "9223372036854775808": "a" } }));
    encodeError(() => Maps.encode({ byUint64: { "-1": "a" } }));
    encodeError(() => Maps.encode({ byInt64: { "1.5": "a" } }));
    encodeError(() => Maps.encode({ byBool: { yes: "a" } as never }));
    encodeError(() => M.encode({ byName: { "\ud800": {} } }));
  });
});

describe("a DecodeError", () => {
  test("names the field, however deep it stands, and the position", () => {
    const { path, offset } = decodeError(() => M.decode(wire("5a 00 5a 04 2a 02 08 80")));
    expect(path).toBe("testdata.threats.M.list[1].sub.i");
    expect(offset).toBeGreaterThan(0);
    expect(decodeError(() => M.decode(wire("42 07 0a 01 61 12 02 1a 05"))).path).toMatch(
      /^testdata\.threats\.M\.byName/,
    );
    expect(decodeError(() => M.decode(wire("1a 01 ff"))).message).toMatch(
      /^testdata\.threats\.M\.s: .*UTF-8.* \(at byte \d+\)$/,
    );
    expect(decodeError(() => Payment.decode(wire("12 02 10 80"))).path).toBe("testdata.oneof.Payment.method.card.cvc");
  });
});

test("the keys of maps are what their types print", () => {
  expect(Maps.decode(wire("0a 0e 08 ff ff ff ff ff ff ff ff ff 01 12 01 61")).byInt64).toEqual({ "-1": "a" });
  expect(Maps.decode(wire("12 0e 08 ff ff ff ff ff ff ff ff ff 01 12 01 61")).byUint64).toEqual({
    "18446744073709551615": "a",
  });
  expect(Maps.decode(wire("32 05 08 01 12 01 61 32 03 12 01 62")).byBool).toEqual({ true: "a", false: "b" });
  expect(IntMaps.decode(wire("0a 0e 08 ff ff ff ff ff ff ff ff ff 01 12 01 61")).byInt32).toEqual({ [-1]: "a" });
});

describe("jstype", () => {
  test("keeps 64 bits as text", () => {
    const message = JsTypes.decode(wire("10 ff ff ff ff ff ff ff ff 7f", "20 ff ff ff ff ff ff ff ff ff 01"));
    expect(message).toMatchObject({ text: "9223372036854775807", texts: ["18446744073709551615"] });
    expect(dump(JsTypes.encode(message))).toBe("10 ff ff ff ff ff ff ff ff 7f 20 ff ff ff ff ff ff ff ff ff 01");
    for (const wrong of ["x", "1.5", "", "9223372036854775808", "0x10", " 1", 1.5, null]) {
      encodeError(() => JsTypes.encode({ text: wrong as never }));
    }
  });

  test("refuses numbers that a double cannot hold exactly", () => {
    expect(JsTypes.decode(wire("18 ff ff ff ff ff ff ff 0f")).number).toBe(Number.MAX_SAFE_INTEGER);
    decodeError(() => JsTypes.decode(wire("18 80 80 80 80 80 80 80 10")));
    decodeError(() => JsTypes.decode(wire("2a 09 ff ff ff ff ff ff ff ff 7f")));
    for (const wrong of [2 ** 53, -(2 ** 53), 1.5, NaN, "x", null])
      encodeError(() => JsTypes.encode({ number: wrong as never }));
  });

  test("applies to declared defaults", () => {
    expect(JsTypes.defaults).toMatchObject({
      fixedText: "18446744073709551615",
      fixedNumber: -12,
      text: "0",
      number: 0,
      normal: 0n,
    });
  });
});
