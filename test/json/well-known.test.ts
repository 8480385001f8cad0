import { fromJson, fromJsonString, type JsonValue, type MessageType, toJson } from "farcall";
import {
  BoolValue,
  BytesValue,
  DoubleValue,
  Duration,
  Empty,
  FieldMask,
  FloatValue,
  Int32Value,
  Int64Value,
  ListValue,
  StringValue,
  Struct,
  Timestamp,
  UInt32Value,
  UInt64Value,
  Value,
} from "farcall/wkt";
import { describe, expect, test } from "vitest";
import { TestAllTypesProto3 as M } from "../conformance/gen/google/protobuf/test_messages_proto3_pb.js";
import { jsonError } from "./refusal.js";

// biome-ignore lint/suspicious/noExplicitAny: each row is of the type that it names.
type Form = [type: MessageType<any>, message: unknown, json: JsonValue];

test.each<Form>([
  [Timestamp, { seconds: 0n, nanos: 0 }, "1970-01-01T00:00:00Z"],
  [Timestamp, { seconds: 63_108_020n, nanos: 21_000_000 }, "1972-01-01T10:00:20.021Z"],
  [Timestamp, { seconds: -1n, nanos: 999_999_999 }, "1969-12-31T23:59:59.999999999Z"],
  [Timestamp, { seconds: -62_135_596_800n, nanos: 1000 }, "0001-01-01T00:00:00.000001Z"],
  [Timestamp, { seconds: 253_402_300_799n, nanos: 0 }, "9999-12-31T23:59:59Z"],
  [Duration, { seconds: 0n, nanos: 0 }, "0s"],
  [Duration, { seconds: 1n, nanos: 340_012 }, "1.000340012s"],
  [Duration, { seconds: 0n, nanos: -500_000_000 }, "-0.500s"],
  [Duration, { seconds: -315_576_000_000n, nanos: -999_999_999 }, "-315576000000.999999999s"],
  [FieldMask, { paths: [] }, ""],
  [FieldMask, { paths: ["user.display_name", "photo"] }, "user.displayName,photo"],
  [Empty, {}, {}],
  [Struct, { a: null, b: [1, "2", { c: true }] }, { a: null, b: [1, "2", { c: true }] }],
  [ListValue, [[], {}, null], [[], {}, null]],
  [Value, null, null],
  [Value, "x", "x"],
  [DoubleValue, 1.5, 1.5],
  [DoubleValue, Number.NaN, "NaN"],
  [FloatValue, 0.5, 0.5],
  [Int64Value, -5n, "-5"],
  [UInt64Value, 5n, "5"],
  [Int32Value, 0, 0],
  [UInt32Value, 4294967295, 4294967295],
  [BoolValue, false, false],
  [StringValue, "", ""],
  [BytesValue, Uint8Array.of(1, 2), "AQI="],
])("%o holds %o as %j", (type, message, json) => {
  expect(toJson(type, message)).toEqual(json);
  expect(fromJson(type, json)).toEqual(message);
});

test("a wrapper in a field is its value, and absent where it is null", () => {
  const message = fromJson(M, { optionalInt32Wrapper: 0, optionalStringWrapper: null, repeatedInt64Wrapper: ["1", 2] });
  expect(message.optionalInt32Wrapper).toBe(0);
  expect(message.optionalStringWrapper).toBeUndefined();
  expect(toJson(M, message)).toEqual({ optionalInt32Wrapper: 0, repeatedInt64Wrapper: ["1", "2"] });
  jsonError(() => fromJson(M, { repeatedStringWrapper: [null] }));
  jsonError(() => fromJson(StringValue, null));
});

test("null is a Value", () => {
  expect(fromJson(M, { optionalValue: null, repeatedValue: [null] })).toMatchObject({
    optionalValue: null,
    repeatedValue: [null],
  });
  expect(toJson(M, { optionalValue: null })).toEqual({ optionalValue: null });
});

describe("Timestamp", () => {
  test.each([
    ["1970-01-02T01:00:00+02:00", 82_800n],
    ["1970-01-01T00:00:00-11:30", 41_400n],
    ["2000-02-29T00:00:00.1Z", 951_782_400n],
    ["9999-12-31T23:59:59+00:01", 253_402_300_739n],
  ])("takes %s", (text, seconds) => {
    expect(fromJson(Timestamp, text).seconds).toBe(seconds);
  });

  test.each([
    "2001-02-29T00:00:00Z",
    "1970-01-01T24:00:00Z",
    "1970-01-01T00:60:00Z",
    "1970-13-01T00:00:00Z",
    "1970-00-01T00:00:00Z",
    "0000-12-31T23:59:59Z",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "1970-01-01t00:00:00Z",
    "1970-01-01T00:00:00z",
    "1970-01-01 00:00:00Z",
    "1970-01-01T00:00:00",
    "1970-01-01T00:00:00.Z",
    "1970-01-01T00:00:00.1234567890Z",
    "1970-01-01T00:00:00+24:00",
    "1970-01-01T00:00:00Z\n",
    "",
  ])("refuses %j", (text) => {
    jsonError(() => fromJson(Timestamp, text));
  });

  test.each([
    { seconds: 253_402_300_800n },
    { seconds: -62_135_596_801n },
    { nanos: -1 },
    { nanos: 1_000_000_000 },
    { nanos: Number.NaN },
  ])("does not write %o", (time) => {
    jsonError(() => toJson(Timestamp, time));
  });
});

describe("Duration", () => {
  test.each([
    "1",
    "1.s",
    ".5s",
    "1.1234567890s",
    "+1s",
    "1 s",
    "315576000001s",
    "-315576000001s",
    "1e3s",
    "1s ",
    "--1s",
  ])("refuses %j", (text) => {
    jsonError(() => fromJson(Duration, text));
  });

  test.each([
    { seconds: 1n, nanos: -1 },
    { seconds: -1n, nanos: 1 },
    { nanos: 1_000_000_000 },
    { seconds: 315_576_000_001n },
  ])("does not write %o", (span) => {
    jsonError(() => toJson(Duration, span));
  });
});

test.each(["fooBar", "foo_3", "foo__bar", "_foo_", "foo_", "a,b", ""])(
  "does not write the path %j, which would not come back",
  (path) => {
    jsonError(() => toJson(FieldMask, { paths: [path] }));
  },
);

test("a path of a FieldMask has no underscore in JSON", () => {
  jsonError(() => fromJson(FieldMask, "foo_bar"));
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, 1n, "\ud800"])(
  "a Value does not hold %s in JSON",
  (value) => {
    expect(jsonError(() => toJson(ListValue, [1, value as never])).path).toBe("$[1]");
  },
);

test("an instance of a class is no JSON object", () => {
  for (const value of [new Date(0), new Map(), Uint8Array.of(1)]) {
    jsonError(() => fromJson(Struct, value as never));
    jsonError(() => fromJson(Value, [value] as never));
  }
  expect(fromJson(Struct, Object.assign(Object.create(null), { a: 1 }))).toEqual({ a: 1 });
});

test("numbers of a Value are doubles", () => {
  expect(fromJsonString(Value, "[9007199254740993,1e2,-0,0.1]")).toEqual([9007199254740992, 100, -0, 0.1]);
  jsonError(() => fromJsonString(Value, "1e400"));
});
