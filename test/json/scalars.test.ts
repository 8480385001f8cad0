import { fromJson, fromJsonString, toJson, toJsonString } from "farcall";
import { describe, expect, test } from "vitest";
import {
  TestAllTypesProto3 as M,
  type TestAllTypesProto3,
} from "../conformance/gen/google/protobuf/test_messages_proto3_pb.js";
import { JsTypes } from "../golden/cases/jstype/ts/jstype_pb.js";
import { Maps } from "../golden/cases/map-int64-bool-key/ts/map-int64-bool-key_pb.js";
import { jsonError } from "./refusal.js";

type Property = keyof TestAllTypesProto3 & string;

/** What a property becomes when it is read from a text. */
function read(property: Property, json: string): unknown {
  return fromJsonString(M, `{"${property}":${json}}`)[property];
}

describe.each<[Property, [json: string, value: unknown][], refused: string[]]>([
  [
    "optionalInt32",
    [
      ["-2147483648", -2147483648],
      ["2147483647", 2147483647],
      ['"12"', 12],
      ["1e5", 100_000],
      ['"1.50e2"', 150],
      ["1.0", 1],
      ["-0", 0],
      ["100000000000000000000e-18", 100],
    ],
    [
      "2147483648",
      "-2147483649",
      "1.5",
      "0.5",
      '""',
      '" 1"',
      '"1 "',
      '"0x1"',
      '"01"',
      '"+1"',
      "true",
      "[1]",
      "{}",
      '"NaN"',
      "1e-400",
    ],
  ],
  ["optionalUint32", [["4294967295", 4294967295]], ["4294967296", "-1"]],
  ["optionalSfixed32", [["-1", -1]], ["2147483648"]],
  [
    "optionalInt64",
    [
      ["9007199254740993", 9007199254740993n],
      ['"9223372036854775807"', 9223372036854775807n],
      ["-9223372036854775808", -9223372036854775808n],
      ["9007199254740993.0", 9007199254740993n],
      ["1e18", 10n ** 18n],
    ],
    ["9223372036854775808", "1e19", "9007199254740993.5", "1e999999999", '"1n"', `"${"9".repeat(10_000)}"`],
  ],
  ["optionalUint64", [["18446744073709551615", 18446744073709551615n]], ["18446744073709551616", "-1"]],
  [
    "optionalDouble",
    [
      ["1.7976931348623157e308", Number.MAX_VALUE],
      ["-0.0", -0],
      ['"NaN"', Number.NaN],
      ['"-Infinity"', Number.NEGATIVE_INFINITY],
      ['"1.5"', 1.5],
      ["0.1000000000000000055511151231257827", 0.1],
      ["1e-400", 0],
    ],
    ["1e400", '"1e400"', '""', '"1.5 "', '"inf"', '"0x1"', "NaN", "Infinity", "true"],
  ],
  [
    "optionalFloat",
    [
      ["0.1", Math.fround(0.1)],
      ['"Infinity"', Number.POSITIVE_INFINITY],
    ],
    ["3.5e38", "-3.5e38"],
  ],
  [
    "optionalBool",
    [
      ["true", true],
      ["false", false],
    ],
    ['"true"', "1", "0"],
  ],
  ["optionalString", [['"\\u8c37\\ud83d\\ude01\\n"', "谷😁\n"]], ["1", "true", '"\\ud800"', '"\\udc00x"', "[]", "{}"]],
  [
    "optionalBytes",
    [
      ['"AQI="', Uint8Array.of(1, 2)],
      ['"AQI"', Uint8Array.of(1, 2)],
      ['"-_-_"', Uint8Array.of(251, 255, 191)],
      ['"+/+/"', Uint8Array.of(251, 255, 191)],
      ['""', new Uint8Array(0)],
    ],
    ['"A"', '"AQI=="', '"A=QI"', '"AQ I="', '"谷歌谷歌"', "1", "[1]"],
  ],
  [
    "optionalNestedEnum",
    [
      ['"BAR"', 1],
      ["2", 2],
      ["2.0", 2],
      ["77", 77],
    ],
    ['"bar"', '"1"', "1.5", "2147483648", "true", "[]"],
  ],
])("%s", (property, values, refused) => {
  test.each(values)("takes %s", (json, value) => {
    expect(read(property, json)).toEqual(value);
  });

  test.each(refused)("refuses %s", (json) => {
    expect(jsonError(() => read(property, json)).path).toBe(`$.${property}`);
  });
});

test("numbers of 64 bits and bytes are strings, and what is not finite has a name", () => {
  const json = toJson(M, {
    optionalInt64: -(2n ** 63n),
    optionalUint64: 2n ** 64n - 1n,
    optionalBytes: Uint8Array.of(251, 255, 191, 1),
    optionalDouble: Number.NaN,
    optionalFloat: Number.NEGATIVE_INFINITY,
    optionalInt32: -5,
  });
  expect(json).toEqual({
    optionalInt64: "-9223372036854775808",
    optionalUint64: "18446744073709551615",
    optionalBytes: "+/+/AQ==",
    optionalDouble: "NaN",
    optionalFloat: "-Infinity",
    optionalInt32: -5,
  });
});

test("keeps -0 in text", () => {
  const text = toJsonString(M, { optionalDouble: -0, repeatedDouble: [-0, 0] });
  expect(text).toBe('{"optionalDouble":-0,"repeatedDouble":[-0,0]}');
  expect(fromJsonString(M, text).repeatedDouble).toEqual([-0, 0]);
});

test("a number that JSON.parse may have rounded is refused for 64 bits", () => {
  expect(fromJson(M, { optionalInt64: Number.MAX_SAFE_INTEGER }).optionalInt64).toBe(2n ** 53n - 1n);
  const { path, problem } = jsonError(() => fromJson(M, { optionalInt64: 2 ** 53 }));
  expect(path).toBe("$.optionalInt64");
  expect(problem).toContain("fromJsonString");
});

test("integers of 64 bits take the form that the schema gives them", () => {
  const json = '{"text":9007199254740993,"number":"-12","normal":"7","texts":["8"]}';
  expect(fromJsonString(JsTypes, json)).toMatchObject({
    text: "9007199254740993",
    number: -12,
    normal: 7n,
    texts: ["8"],
  });
  expect(toJson(JsTypes, { text: "9007199254740993", number: -12 })).toEqual({
    text: "9007199254740993",
    number: "-12",
  });
  expect(jsonError(() => fromJsonString(JsTypes, '{"number":9007199254740993}')).path).toBe("$.number");
});

test("keys of maps are read as their type, and one key stands once however it is written", () => {
  const read = (json: string) => fromJsonString(Maps, json);
  expect(read('{"byInt64":{"9007199254740993":"a","-1":"b"}}').byInt64).toEqual({ "9007199254740993": "a", "-1": "b" });
  expect(read('{"byBool":{"true":"a"}}').byBool).toEqual({ true: "a" });
  expect(jsonError(() => read('{"byInt64":{"1":"a","1.0":"b"}}')).path).toBe('$.byInt64["1.0"]');
  for (const key of ["", "x", "9223372036854775808", "0x1", " 1"]) jsonError(() => read(`{"byInt64":{"${key}":""}}`));
  for (const key of ["1", "True", ""]) jsonError(() => read(`{"byBool":{"${key}":""}}`));
  jsonError(() => read('{"byInt64":{"1":null}}'));
});

test("what its field cannot hold is refused when it is written, with its place", () => {
  const wrong = { repeatedNestedMessage: [{ a: 1 }, { a: 1.5 }] };
  expect(jsonError(() => toJson(M, wrong)).message).toBe("$.repeatedNestedMessage[1].a: expected int32, got 1.5");
  expect(jsonError(() => toJson(M, { optionalString: "\ud800" })).path).toBe("$.optionalString");
  expect(jsonError(() => toJson(M, { mapInt32Int32: { x: 1 } as never })).path).toBe("$.mapInt32Int32.x");
});
