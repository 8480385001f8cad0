import { createDynamicRegistry, fromJson, fromJsonString, type JsonValue, toJson, toJsonString } from "farcall";
import { FieldDescriptorProto_Label, FieldDescriptorProto_Type, FileDescriptorSet } from "farcall/wkt";
import { describe, expect, test } from "vitest";
import { TestAllTypesProto2 } from "../conformance/gen/google/protobuf/test_messages_proto2_pb.js";
import { TestAllTypesProto3 as M } from "../conformance/gen/google/protobuf/test_messages_proto3_pb.js";
import { Car, Gear } from "../golden/cases/enum-closed/ts/enum-closed_pb.js";
import { Hostile } from "../golden/cases/json-name-hostile/ts/json-name-hostile_pb.js";
import { Payment } from "../golden/cases/oneof/ts/oneof_pb.js";
import { Payment as ProtoNamed } from "../golden/cases/oneof/ts-field-names-proto/oneof_pb.js";
import { Point, type PointInit, Shape } from "../golden/cases/required/ts/required_pb.js";
import { jsonError } from "./refusal.js";

const empty = M.create();

describe("names", () => {
  test("fields are read by both names and written in lowerCamelCase", () => {
    const message = fromJson(M, { optional_int32: 1, optionalInt64: "2", FIELDName12: 3, field__name15: 4 });
    expect(message).toMatchObject({ optionalInt32: 1, optionalInt64: 2n });
    expect(toJson(M, message)).toEqual({ optionalInt32: 1, optionalInt64: "2", FIELDName12: 3, fieldName15: 4 });
  });

  test("useProtoFieldName writes the names of the .proto file", () => {
    const json = toJson(M, { optionalInt32: 1, fieldName15: 4 }, { useProtoFieldName: true });
    expect(json).toEqual({ optional_int32: 1, field__name15: 4 });
  });

  test("json_name is obeyed, whatever it is", () => {
    const message = Hostile.create({ quotes: "1", proto: "2", empty: "3", atType: "4" });
    const text = toJsonString(Hostile, message);
    expect(JSON.parse(text)).toEqual(JSON.parse(`{"a\\"b'c\`d":"1","":"3","__proto__":"2","@type":"4"}`));
    expect(fromJsonString(Hostile, text)).toEqual(message);
  });

  test("properties may have the names of the .proto file", () => {
    const message = ProtoNamed.create({ second_choice: { case: "other_card", value: { number: "1", cvc: 2 } } });
    expect(toJson(ProtoNamed, message)).toEqual({ otherCard: { number: "1", cvc: 2 } });
    expect(fromJson(ProtoNamed, { otherCard: { number: "1", cvc: 2 } })).toEqual(message);
  });
});

test("of two fields with one name in JSON, one is read and written, and the other refused until both have names of their own", () => {
  const field = (name: string, number: number) => ({
    name,
    number,
    jsonName: "same",
    label: FieldDescriptorProto_Label.OPTIONAL,
    type: FieldDescriptorProto_Type.STRING,
  });
  const type = createDynamicRegistry(
    FileDescriptorSet.create({
      file: [{ name: "same.proto", messageType: [{ name: "Same", field: [field("first", 1), field("second", 2)] }] }],
    }),
  ).getMessage("Same")!;
  const [first, both] = [type.create({ first: "1" } as never), type.create({ first: "1", second: "2" } as never)];
  expect(toJsonString(type, first as never)).toBe('{"same":"1"}');
  expect(fromJsonString(type, '{"same":"1"}')).toEqual(first);
  expect(jsonError(() => toJsonString(type, both as never)).problem).toBe(
    "two fields have the JSON name same; set the option useProtoFieldName",
  );
  expect(toJsonString(type, both as never, { useProtoFieldName: true })).toBe('{"first":"1","second":"2"}');
  expect(fromJsonString(type, '{"first":"1","second":"2"}')).toEqual(both);
});

describe("presence", () => {
  test("fields without presence are left out where they hold their zero", () => {
    expect(toJson(M, empty)).toEqual({});
    expect(toJson(M, { optionalInt32: 0, repeatedInt32: [], mapInt32Int32: {}, optionalString: "" })).toEqual({});
  });

  test("fields with presence are written when they are present", () => {
    expect(toJson(TestAllTypesProto2, { optionalInt32: 0, optionalString: "" })).toEqual({
      optionalInt32: 0,
      optionalString: "",
    });
    expect(toJson(M, { oneofField: { case: "oneofUint32", value: 0 } })).toEqual({ oneofUint32: 0 });
  });

  test("alwaysEmitImplicit writes zeros, empty lists and maps, and nothing that is absent", () => {
    const json = toJson(Payment, Payment.create(), { alwaysEmitImplicit: true });
    expect(json).toEqual({ id: "", note: "" });
    expect(toJson(M, {}, { alwaysEmitImplicit: true })).toMatchObject({
      optionalInt64: "0",
      optionalNestedEnum: "FOO",
      repeatedInt32: [],
      mapStringString: {},
      optionalBytes: "",
    });
  });

  test("null leaves any field as it is when it is absent", () => {
    const json = Object.fromEntries(
      [
        "optionalInt32",
        "optionalNestedMessage",
        "repeatedInt32",
        "mapBoolBool",
        "oneofString",
        "optionalStringWrapper",
      ].map((name) => [name, null]),
    );
    expect(fromJson(M, json)).toEqual(empty);
  });

  test("null is no element of a list and no value of a map", () => {
    expect(jsonError(() => fromJson(M, { repeatedInt32: [1, null] })).path).toBe("$.repeatedInt32[1]");
    expect(jsonError(() => fromJson(M, { repeatedNestedMessage: [null] })).path).toBe("$.repeatedNestedMessage[0]");
    expect(jsonError(() => fromJson(M, { mapInt32Int32: { 1: null } })).path).toBe('$.mapInt32Int32["1"]');
  });

  test("a required field has to be there, both ways", () => {
    expect(fromJson(Point, { x: 1, y: 0 })).toEqual({ x: 1, y: 0, label: undefined });
    expect(jsonError(() => fromJson(Point, { x: 1 })).problem).toContain("y");
    expect(jsonError(() => fromJson(Shape, { origin: { x: 1, y: 2 }, corners: [{ x: 1 }] })).path).toBe("$.corners[0]");
    expect(jsonError(() => toJson(Point, { x: 1 } as PointInit)).problem).toContain("y");
  });
});

describe("oneofs", () => {
  test("a member is read into its oneof, also one that is null in between", () => {
    expect(fromJson(M, { oneofString: "a", oneofUint32: null }).oneofField).toEqual({
      case: "oneofString",
      value: "a",
    });
    expect(fromJson(M, { oneofUint32: null, oneofString: "a" }).oneofField).toEqual({
      case: "oneofString",
      value: "a",
    });
  });

  test("a case that is no member is refused when it is written", () => {
    const wrong = { oneofField: { case: "oneofSting", value: "a" } as never };
    expect(jsonError(() => toJson(M, wrong)).problem).toContain('"oneofSting"');
  });

  test("null is the value of a NullValue", () => {
    const message = fromJson(M, { oneofNullValue: null });
    expect(message.oneofField).toEqual({ case: "oneofNullValue", value: 0 });
    expect(toJson(M, message)).toEqual({ oneofNullValue: null });
  });
});

describe("enums", () => {
  test("are written as names, as numbers on request, and as numbers where they have no name", () => {
    const message = { repeatedNestedEnum: [1, 2, 77] as never };
    expect(toJson(M, message)).toEqual({ repeatedNestedEnum: ["BAR", "BAZ", 77] });
    expect(toJson(M, message, { enumAsInteger: true })).toEqual({ repeatedNestedEnum: [1, 2, 77] });
  });

  test("every alias is read, and the first one is written", () => {
    for (const name of ["ALIAS_BAZ", "MOO", "moo", "bAz"]) {
      expect(toJson(M, fromJson(M, { optionalAliasedEnum: name }))).toEqual({ optionalAliasedEnum: "ALIAS_BAZ" });
    }
  });

  test("a closed enum takes no number that it does not declare", () => {
    const [known] = Object.values(Gear);
    expect(fromJson(Car, { gear: known! }).gear).toBe(known);
    expect(jsonError(() => fromJson(Car, { gear: 77 })).problem).toContain("77");
    expect(fromJson(Car, { gear: 77, history: [known!, 77] }, { ignoreUnknownFields: true })).toMatchObject({
      gear: undefined,
      history: [known],
    });
  });
});

describe("what the schema does not know", () => {
  const unknown: [what: string, json: JsonValue, path: string][] = [
    ["a field", { optionalNestedMessage: { b: { c: [1] } } }, "$.optionalNestedMessage.b"],
    ["an extension", { "[acme.none]": 1 }, '$["[acme.none]"]'],
    ["a name of an enum value", { repeatedNestedEnum: ["FOO", "NONE"] }, "$.repeatedNestedEnum[1]"],
  ];

  test.each(unknown)("%s is refused with its place", (_, json, path) => {
    expect(jsonError(() => fromJson(M, json)).path).toBe(path);
  });

  test.each(unknown)("%s is stepped over on request", (_, json) => {
    expect(() => fromJson(M, json, { ignoreUnknownFields: true })).not.toThrow();
  });

  test("a name of an enum value is left out of lists and maps on request", () => {
    const json = { repeatedNestedEnum: ["FOO", "NONE", "BAR"], mapStringNestedEnum: { a: "NONE", b: "BAZ" } };
    const message = fromJson(M, json, { ignoreUnknownFields: true });
    expect(message.repeatedNestedEnum).toEqual([0, 1]);
    expect(message.mapStringNestedEnum).toEqual({ b: 2 });
  });
});

test.each<[json: JsonValue, path: string]>([
  [null, "$"],
  [[], "$"],
  ["{}", "$"],
  [{ optionalNestedMessage: [] }, "$.optionalNestedMessage"],
  [{ repeatedInt32: 1 }, "$.repeatedInt32"],
  [{ repeatedInt32: { 0: 1 } }, "$.repeatedInt32"],
  [{ mapInt32Int32: [] }, "$.mapInt32Int32"],
  [{ optionalInt32: undefined as never }, "$.optionalInt32"],
])("%j in place of what is due is refused", (json, path) => {
  expect(jsonError(() => fromJson(M, json)).path).toBe(path);
});

test("an error says where, what and what to do", () => {
  const error = jsonError(() => fromJson(M, { mapStringNestedMessage: { "a b": { corecursive: { nope: 1 } } } }));
  expect(error.name).toBe("JsonError");
  expect(error.path).toBe('$.mapStringNestedMessage["a b"].corecursive.nope');
  expect(error.message).toBe(
    `${error.path}: ${M.typeName} has no such field; remove it, or set the option ignoreUnknownFields`,
  );
});

test("prettySpaces indents the text as JSON.stringify does, also where it holds -0", () => {
  const message = {
    optionalNestedMessage: { a: 1 },
    repeatedString: ["a", "b"],
    optionalStruct: {},
    optionalDouble: 1,
  };
  const text = JSON.stringify(toJson(M, message), null, 2);
  expect(toJsonString(M, message, { prettySpaces: 2 })).toBe(text);
  expect(toJsonString(M, { ...message, optionalDouble: -0 }, { prettySpaces: 2 })).toBe(
    text.replace('"optionalDouble": 1', '"optionalDouble": -0'),
  );
  expect(toJsonString(M, message)).toBe(JSON.stringify(toJson(M, message)));
});
