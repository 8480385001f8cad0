import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { Payment } from "../golden/cases/oneof/ts/oneof_pb.js";
import { Defaults, Level } from "../golden/cases/proto2-presence-defaults/ts/proto2-presence-defaults_pb.js";
import { Point } from "../golden/cases/required/ts/required_pb.js";
import { Scalars } from "../golden/cases/scalars-proto3/ts/scalars-proto3_pb.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";
import { wire } from "./wire.js";

const decoded = () =>
  M.decode(wire("08 05 10 06 1a 01 41 22 01 07 2a 02 08 01 32 02 01 02 42 05 0a 01 61 12 00 5a 00 a0 06 01"));

describe("a message", () => {
  test("survives structuredClone, spread and deepEqual", () => {
    expect(isDeepStrictEqual(structuredClone(decoded()), decoded())).toBe(true);
    expect(isDeepStrictEqual({ ...decoded() }, decoded())).toBe(true);
    expect(M.encode({ ...decoded() })).toEqual(M.encode(decoded()));
  });

  test("survives JSON.stringify but for bigint and bytes", () => {
    const { l, b, $unknown, ...rest } = decoded();
    const text = JSON.stringify(rest, (_, value) => (typeof value === "bigint" ? String(value) : value));
    expect(JSON.parse(text)).toMatchObject({ i: 5, s: "A", packed: [1, 2], sub: { i: 1 }, list: [{ i: 0 }] });
    const point = Point.create({ x: 1, y: 2 });
    expect(JSON.stringify(point)).toBe('{"x":1,"y":2}');
  });

  test("has no prototype of its own, no symbols and nothing hidden", () => {
    for (const message of [decoded(), M.create(), Payment.decode(wire("12 00"))]) {
      expect(Object.getPrototypeOf(message)).toBe(Object.prototype);
      expect(Reflect.ownKeys(message)).toEqual(Object.keys(message));
    }
  });

  test("has all its properties in the order of the .proto file, whatever the input", () => {
    const names = ["i", "l", "s", "b", "sub", "packed", "byName", "doubles", "list"];
    for (const message of [
      M.create(),
      M.create({ list: [], i: 1 }),
      M.decode(wire("")),
      M.decode(wire("5a 00 08 05")),
    ]) {
      expect(Object.keys(message)).toEqual(names);
    }
  });

  test("does not share its lists, maps and oneofs with another", () => {
    const [a, b] = [M.decode(wire("")), M.decode(wire(""))];
    a.packed.push(1);
    a.byName["x"] = M.create();
    expect(b).toEqual(M.create());
    expect(Payment.create().method).not.toBe(Payment.create().method);
  });
});

describe("create", () => {
  test("fills implicit fields with zero, at every depth", () => {
    expect(Scalars.create()).toEqual({
      doubleValue: 0,
      floatValue: 0,
      int64Value: 0n,
      uint64Value: 0n,
      int32Value: 0,
      fixed64Value: 0n,
      fixed32Value: 0,
      boolValue: false,
      stringValue: "",
      bytesValue: new Uint8Array(),
      uint32Value: 0,
      sfixed32Value: 0,
      sfixed64Value: 0n,
      sint32Value: 0,
      sint64Value: 0n,
    });
    const message = M.create({ sub: { i: 1 }, list: [{}], byName: { a: {} } });
    expect([message.sub?.s, message.list[0]?.packed, message.byName["a"]?.l]).toEqual(["", [], 0n]);
    expect(Payment.create({ method: { case: "card", value: {} } }).method).toEqual({
      case: "card",
      value: { number: "", cvc: 0 },
    });
  });

  test("takes undefined for a field that is left out", () => {
    expect(M.create({ i: undefined, list: undefined, sub: undefined })).toEqual(M.create());
  });

  test("leaves its argument alone", () => {
    const init = { packed: [1], byName: { a: { i: 1 } }, sub: { i: 2 } };
    const before = structuredClone(init);
    const message = M.create(init);
    message.packed.push(2);
    message.byName["b"] = M.create();
    message.sub!.i = 3;
    expect(init).toEqual(before);
  });

  test("gives what decode gives of the same message", () => {
    expect(M.create({ i: 5, sub: {} })).toEqual(M.decode(M.encode({ i: 5, sub: {} })));
    expect(Defaults.create()).toEqual(Defaults.decode(wire("")));
  });

  test("makes no prototype of a key named __proto__", () => {
    const message = M.create({ byName: JSON.parse('{"__proto__": {"i": 7}}') });
    expect(Object.keys(message.byName)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(message.byName)).not.toHaveProperty("i");
  });
});

describe("defaults", () => {
  test("are those that the .proto file declares", () => {
    expect(Defaults.defaults).toMatchObject({
      ratio: 1.5,
      infinite: -Infinity,
      notANumber: NaN,
      negativeZero: -0,
      smallest: -(2n ** 63n),
      largest: 2n ** 64n - 1n,
      answer: 42,
      on: true,
      greeting: "hello",
      magic: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0xff),
      level: Level.HIGH,
      first: Level.LOW,
      plain: 0,
      huge: Math.fround(1e30),
    });
    expect(Point.defaults.y).toBe(7);
  });

  test("are no values of a message", () => {
    expect(Defaults.decode(wire("")).answer).toBeUndefined();
    expect(Defaults.encode({})).toHaveLength(0);
  });
});
