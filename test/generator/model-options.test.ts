import { DecodeError, EncodeError } from "farcall";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as collide from "../golden/cases/names-collide/ts-field-names-proto/fields_pb.js";
import * as prototype from "../golden/cases/names-prototype/ts-field-names-proto/names-prototype_pb.js";
import { Scalars } from "../golden/cases/scalars-proto3/ts/scalars-proto3_pb.js";
import * as proto from "../golden/cases/scalars-proto3/ts-field-names-proto/scalars-proto3_pb.js";
import * as asNumber from "../golden/cases/scalars-proto3/ts-int64-number/scalars-proto3_pb.js";
import * as asString from "../golden/cases/scalars-proto3/ts-int64-string/scalars-proto3_pb.js";

const edges = { int64Value: -(2n ** 63n), uint64Value: 2n ** 64n - 1n, sint64Value: -1n, fixed64Value: 5n };

describe("int64=string", () => {
  test("holds every value exactly, and reads what bigints have written", () => {
    const message = asString.Scalars.decode(Scalars.encode(edges));
    expect(message.int64Value).toBe("-9223372036854775808");
    expect(message.uint64Value).toBe("18446744073709551615");
    expect(message.sfixed64Value).toBe("0");
    expect(asString.Scalars.encode(message)).toEqual(Scalars.encode(edges));
  });

  test("leaves zero unwritten", () => {
    expect(asString.Scalars.encode({ int64Value: "0" })).toEqual(new Uint8Array(0));
  });

  test("refuses what is no decimal number in range", () => {
    for (const wrong of ["", "1.5", "0x10", "9223372036854775808"]) {
      expect(() => asString.Scalars.encode({ int64Value: wrong })).toThrow(EncodeError);
    }
  });
});

describe("int64=number", () => {
  test("holds safe integers", () => {
    const value = { int64Value: Number.MIN_SAFE_INTEGER, uint64Value: Number.MAX_SAFE_INTEGER };
    expect(asNumber.Scalars.decode(asNumber.Scalars.encode(value))).toMatchObject(value);
  });

  test("writes every safe integer as the bigint of its value", () => {
    const integers = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
    const examples: [number][] = [0, -1, 2 ** 32, -(2 ** 32), 2 ** 31, -(2 ** 31) - 1].map((n) => [n]);
    fc.assert(
      fc.property(integers, (n) => {
        const value = { int64Value: n, sint64Value: n, sfixed64Value: n, uint64Value: Math.abs(n) };
        const exact = { int64Value: BigInt(n), sint64Value: BigInt(n), sfixed64Value: BigInt(n) };
        const expected = Scalars.encode({ ...exact, uint64Value: BigInt(Math.abs(n)) });
        expect(asNumber.Scalars.encode(value)).toEqual(expected);
      }),
      { examples },
    );
    expect(() => asNumber.Scalars.encode({ uint64Value: -1 })).toThrow(EncodeError);
  });

  test("refuses values that would lose digits, in both directions", () => {
    expect(() => asNumber.Scalars.decode(Scalars.encode({ int64Value: 2n ** 53n }))).toThrow(DecodeError);
    expect(() => asNumber.Scalars.encode({ int64Value: 2 ** 53 })).toThrow(EncodeError);
  });
});

describe("field_names=proto", () => {
  test("names properties as the .proto file does, and writes the same bytes", () => {
    const bytes = Scalars.encode({ stringValue: "a", int32Value: 7 });
    expect(proto.Scalars.encode({ string_value: "a", int32_value: 7 })).toEqual(bytes);
    expect(proto.Scalars.decode(bytes)).toMatchObject({ string_value: "a", int32_value: 7 });
  });

  test("names fields in errors the same way", () => {
    expect(() => proto.Scalars.encode({ int32_value: 1.5 })).toThrow("testdata.scalars_proto3.Scalars.int32_value:");
  });

  test("keeps messages whole whose fields are named like what objects inherit, or differ in their style only", () => {
    for (const module of [collide, prototype]) {
      for (const type of Object.values(module)) {
        if (!("decode" in type)) continue;
        const empty = type.create();
        expect(Object.getPrototypeOf(empty)).toBe(Object.prototype);
        expect(type.decode(type.encode(empty as never))).toEqual(empty);
      }
    }
  });
});
