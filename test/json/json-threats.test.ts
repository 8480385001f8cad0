import { createRegistry, fromJson, fromJsonString, JsonError, type JsonObject, toJson, toJsonString } from "farcall";
import { Any, Struct, Timestamp, Value } from "farcall/wkt";
import { describe, expect, test } from "vitest";
import { Payment } from "../golden/cases/oneof/ts/oneof_pb.js";
import { Scalars } from "../golden/cases/scalars-proto3/ts/scalars-proto3_pb.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";

/** The error with which `text` is refused. */
function refusal(type: Parameters<typeof fromJsonString>[0], text: string): JsonError {
  try {
    fromJsonString(type, text);
  } catch (error) {
    expect(error).toBeInstanceOf(JsonError);
    return error as JsonError;
  }
  throw new Error(`${text} was not refused`);
}

describe("what is given twice is refused", () => {
  test.each([
    ["a key", M, '{"i":1,"i":2}'],
    ["both spellings of a field", Scalars, '{"int32Value":1,"int32_value":2}'],
    ["two members of a oneof", Payment, '{"voucher":"a","amount":1}'],
    ["a key of a map", M, '{"byName":{"a":{},"a":{}}}'],
  ])("%s", (_, type, text) => {
    refusal(type, text);
  });
});

describe("depth", () => {
  test.each([
    ["in a Value", Value, "[".repeat(1e5)],
    ["in a Struct", Struct, '{"a":'.repeat(1e5)],
    ["in sub-messages", M, '{"sub":'.repeat(1e5)],
    ["in a field that nobody knows", M, `{"nobody":${"[".repeat(1e5)}`],
  ])("%s is bounded by a typed error", (_, type, text) => {
    refusal(type, text);
  });

  test("in an ignored field is bounded too", () => {
    const text = `{"nobody":${"[".repeat(1e5)}`;
    expect(() => fromJsonString(M, text, { ignoreUnknownFields: true })).toThrow(JsonError);
  });

  test("of 100 levels is read", () => {
    const text = `${'{"sub":'.repeat(99)}{}${"}".repeat(99)}`;
    expect(toJsonString(M, fromJsonString(M, text))).toBe(text);
  });
});

describe("numbers", () => {
  test("are refused if the type cannot hold them", () => {
    for (const text of [
      '{"doubleValue":1e400}',
      '{"int32Value":2147483648}',
      '{"int32Value":1.5}',
      '{"uint64Value":-1}',
    ]) {
      refusal(Scalars, text);
    }
  });

  test("of 64 bits stay exact without quotes", () => {
    expect(fromJsonString(Scalars, '{"int64Value":9007199254740993}').int64Value).toBe(9007199254740993n);
    expect(toJson(Scalars, { int64Value: 9007199254740993n } as never)).toEqual({ int64Value: "9007199254740993" });
  });
});

describe("an Any", () => {
  test("of a type that the registry lacks is refused", () => {
    refusal(Any, '{"@type":"type.googleapis.com/testdata.threats.M"}');
    expect(() => fromJsonString(Any, '{"@type":5}', { registry: createRegistry(M) })).toThrow(JsonError);
  });

  test("of a known type is read and printed", () => {
    const registry = createRegistry(Timestamp);
    const json = { "@type": "type.googleapis.com/google.protobuf.Timestamp", value: "2026-01-02T03:04:05Z" };
    const any = fromJson(Any, json, { registry });
    expect(Any.unpack(any, Timestamp)?.seconds).toBe(1767323045n);
    expect(toJson(Any, any, { registry })).toEqual(json);
  });
});

test("a key named __proto__ is an own key", () => {
  const struct = fromJsonString(Struct, '{"__proto__":{"polluted":true}}') as JsonObject;
  expect(Object.keys(struct)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(struct)).toBe(Object.prototype);
  const map = fromJsonString(M, '{"byName":{"__proto__":{"i":7}}}');
  expect(toJsonString(M, map)).toBe('{"byName":{"__proto__":{"i":7}}}');
});

test("an error names the path of what is wrong", () => {
  expect(refusal(M, '{"list":[{},{"sub":{"i":"x"}}]}').message).toContain("$.list[1].sub.i");
  expect(refusal(M, '{"nobody":1}').message).toContain("nobody");
});

test("text that is no JSON is refused", () => {
  for (const text of ["", "{", '{"i":1,}', "{'i':1}", '{"i":01}', '{"i":1}x', '{"s":"\u0001"}', '{"s":"\\ud800"}']) {
    refusal(M, text);
  }
});
