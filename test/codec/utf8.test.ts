import { fromJson, fromJsonString, fromText, getExtension, setExtension, toJson, toText } from "farcall";
import { describe, expect, test } from "vitest";
import { TestAllTypesProto3 as M } from "../conformance/gen/google/protobuf/test_messages_proto3_pb.js";
import { Features } from "../golden/cases/editions-2023-features/ts/editions-2023-features_pb.js";
import { Account, labels, nickname, unverified } from "../golden/cases/editions-2024/ts/editions-2024_pb.js";
import { Base, text } from "../golden/cases/extensions-top-level/ts/extensions-top-level_pb.js";
import { jsonError } from "../json/refusal.js";
import { textError } from "../text/refusal.js";
import { decodeError, encodeError } from "./refusal.js";
import { field, wire } from "./wire.js";

const invalid = wire("c3 28");
const lone = "a\ud800b";
const mark = "\ufffd";

describe("text has to be UTF-8 wherever it stands", () => {
  test.each([
    ["a field", field(14, invalid), "optionalString"],
    ["an element of a list", wire(field(44, wire("61")), field(44, invalid)), "repeatedString[1]"],
    ["a key of a map", field(69, wire(field(1, invalid), field(2, wire("61")))), "mapStringString"],
    ["a value of a map", field(69, wire(field(1, wire("61")), field(2, invalid))), "mapStringString"],
    ["a member of a oneof", field(113, invalid), "oneofField.oneofString"],
    ["a wrapper", field(208, field(1, invalid)), "optionalStringWrapper"],
    ["a key of a Struct", field(304, field(1, wire(field(1, invalid), field(2, wire("08 00"))))), "optionalStruct"],
    ["a Value", field(306, field(3, invalid)), "optionalValue"],
    ["a path of a FieldMask", field(303, field(1, invalid)), "optionalFieldMask.paths[0]"],
    ["the URL of an Any", field(305, field(1, invalid)), "optionalAny.typeUrl"],
  ])("in the bytes of %s", (_, bytes, path) => {
    const error = decodeError(() => M.decode(bytes));
    expect(error.problem).toMatch(/UTF-8/);
    expect(error.path).toContain(`TestAllTypesProto3.${path}`);
  });

  test("in the bytes of an extension of edition 2023 or later", () => {
    const account = Account.decode(wire(field(100, invalid), field(101, wire("61")), field(101, invalid)));
    expect(decodeError(() => getExtension(account, nickname)).problem).toMatch(/UTF-8/);
    expect(decodeError(() => getExtension(account, labels)).path).toMatch(/labels\.value\[1\]$/);
  });

  test.each([
    ["a field", { optionalString: lone }],
    ["an element of a list", { repeatedString: ["a", lone] }],
    ["a key of a map", { mapStringString: { [lone]: "a" } }],
    ["a value of a map", { mapStringString: { a: lone } }],
    ["a member of a oneof", { oneofField: { case: "oneofString", value: lone } as const }],
    ["a wrapper", { optionalStringWrapper: lone }],
    ["a key of a Struct", { optionalStruct: { [lone]: 1 } }],
    ["a Value", { optionalValue: [lone] }],
  ])("in %s that encode and toJson are given", (_, init) => {
    encodeError(() => M.encode(init));
    jsonError(() => toJson(M, M.create(init)));
  });

  test.each([
    ["a field", '{"optionalString":"\\ud800"}'],
    ["an element of a list", '{"repeatedString":["a","\\udc00"]}'],
    ["a key of a map", '{"mapStringString":{"\\ud800":"a"}}'],
    ["a value of a map", '{"mapStringString":{"a":"\\ud800a"}}'],
    ["a member of a oneof", '{"oneofString":"\\ud800\\ud800"}'],
    ["a wrapper", '{"optionalStringWrapper":"\\ud800"}'],
    ["a key of a Struct", '{"optionalStruct":{"\\ud800":1}}'],
    ["a Value", '{"optionalValue":["\\ud800"]}'],
  ])("in the JSON of %s", (_, json) => {
    jsonError(() => fromJsonString(M, json));
    jsonError(() => fromJson(M, JSON.parse(json)));
  });

  test.each(['optional_string: "\\xc3\\x28"', 'repeated_string: ["a", "\\377"]', 'map_string_string { key: "\\xff" }'])(
    "in the text format: %s",
    (input) => {
      textError(() => fromText(M, input));
    },
  );
});

describe("text need not be UTF-8", () => {
  test("where a feature or proto2 says so: what is no character becomes U+FFFD", () => {
    const bytes = wire("18 01", field(8, invalid), field(9, wire("ff")));
    expect(Features.decode(bytes)).toMatchObject({ unverified: `${mark}(`, unverifiedList: [mark] });
    expect(getExtension(Base.decode(wire("aa 06 02 c3 28")), text)).toBe(`${mark}(`);
    expect(getExtension(Account.decode(field(102, invalid)), unverified)).toBe(`${mark}(`);
  });

  test("but the field beside it has to be", () => {
    expect(decodeError(() => Features.decode(wire("18 01", field(7, invalid)))).path).toMatch(/\.verified$/);
  });

  test("and is well-formed when it is written all the same", () => {
    encodeError(() => Features.encode({ required: 1, unverified: lone }));
    const base = Base.create();
    expect(() => setExtension(base, text, lone)).toThrow();
    expect(toText(Base, base)).toBe("");
  });
});
