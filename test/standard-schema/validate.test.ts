import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { AnyMessageType } from "farcall";
import { Int64Value, StringValue, Struct, Timestamp, Value } from "farcall/wkt";
import { describe, expect, test } from "vitest";
import { Maps } from "../golden/cases/map-string-key/ts/map-string-key_pb.js";
import { Payment } from "../golden/cases/oneof/ts/oneof_pb.js";
import { Tree } from "../golden/cases/recursive/ts/recursive_pb.js";
import { Point } from "../golden/cases/required/ts/required_pb.js";
import { M, type MInit } from "../golden/cases/threats/ts/threats_pb.js";
import { Singular } from "../golden/cases/wkt-fields/ts/wkt-fields_pb.js";
import { expectType } from "../golden/usage/expect-type.js";

function validate(type: AnyMessageType, value: unknown) {
  return type["~standard"].validate(value);
}

function issues(type: AnyMessageType, value: unknown) {
  return validate(type, value).issues?.map(({ path, message }) => [path, message]);
}

test("a message type tells its version and vendor", () => {
  expect(M["~standard"]).toMatchObject({ version: 1, vendor: "farcall" });
});

test("a message type has the types of Standard Schema", () => {
  const schema: StandardSchemaV1<MInit, M> = M;
  const input: StandardSchemaV1.InferInput<typeof M> = { i: 1 } satisfies MInit;
  const output: StandardSchemaV1.InferOutput<typeof M> = M.create();
  expectType<MInit>()(input);
  expectType<M>()(output);
  expectType<string>()(undefined! as StandardSchemaV1.InferInput<typeof StringValue>);
  expect(schema["~standard"].validate(input)).toEqual({ value: M.create({ i: 1 }) });
});

test("vitest takes a message type as a schema", () => {
  expect({ request: { i: 1 } }).toEqual({ request: expect.schemaMatching(M) });
  expect({ request: { i: "one" } }).not.toEqual({ request: expect.schemaMatching(M) });
});

describe("what is valid becomes a complete message", () => {
  test.each<[what: string, type: AnyMessageType, value: unknown, message: unknown]>([
    [
      "an init",
      M,
      { i: 1, l: 2n, b: Uint8Array.of(1), sub: {} },
      M.create({ i: 1, l: 2n, b: Uint8Array.of(1), sub: {} }),
    ],
    ["a message", M, M.create({ s: "a", list: [{}] }), M.create({ s: "a", list: [{}] })],
    ["nothing but undefined", M, { i: undefined, other: undefined }, M.create()],
    [
      "ProtoJSON",
      M,
      { l: "2", b: "AQ==", by_name: { a: { i: 1 } } },
      M.create({ l: 2n, b: Uint8Array.of(1), byName: { a: { i: 1 } } }),
    ],
    ["null for an absent field in ProtoJSON", M, { i: null }, M.create()],
    [
      "a oneof of an init",
      Payment,
      { method: { case: "voucher", value: "v" } },
      Payment.create({ method: { case: "voucher", value: "v" } }),
    ],
    ["a oneof of ProtoJSON", Payment, { voucher: "v" }, Payment.create({ method: { case: "voucher", value: "v" } })],
    [
      "a map with the key __proto__",
      Maps,
      JSON.parse('{"toString$":{}}'.replace("toString$", "toInt32").replace("{}", '{"__proto__":1}')),
      Maps.create({ toInt32: JSON.parse('{"__proto__":1}') }),
    ],
    ["a time of ProtoJSON", Timestamp, "1970-01-01T00:00:01Z", Timestamp.create({ seconds: 1n })],
    ["a string", StringValue, "a", "a"],
    ["an integer of ProtoJSON", Int64Value, "5", 5n],
    ["JSON", Value, [{ a: null }], [{ a: null }]],
    ["a Struct in a field", Singular, { struct: { any: [1] } }, Singular.create({ struct: { any: [1] } })],
  ])("%s", (_, type, value, message) => {
    expect(validate(type, value)).toEqual({ value: message });
  });

  test("that shares no list with what was given", () => {
    const packed = [1];
    expect(validate(M, { packed })).not.toMatchObject({
      value: { packed: expect.toSatisfy((list) => list === packed) },
    });
  });
});

describe("issues name what is wrong and where", () => {
  test("all fields of an init, each by its path", () => {
    expect(issues(M, { i: 1.5, l: 1n, list: [{}, { s: 1 }], byName: { "a b": { i: "x" } } })).toEqual([
      [["i"], "expected int32, got 1.5"],
      [["byName", "a b", "i"], 'expected int32, got "x"'],
      [["list", 1, "s"], "expected string, got 1"],
    ]);
  });

  test("all members of ProtoJSON, where that is what was meant", () => {
    expect(issues(M, { l: "1", b: "AQ==", i: "x", s: 5 })?.map(([path]) => path)).toEqual([["i"], ["s"]]);
  });

  test("a member of a oneof by its value", () => {
    expect(issues(Payment, { method: { case: "card", value: { cvc: "x" } } })?.map(([path]) => path)).toEqual([
      ["method", "value", "cvc"],
    ]);
  });

  test("properties that do not exist, at any depth, which would be dropped", () => {
    expect(issues(M, { i: 1, j: 2 })?.map(([path]) => path)).toEqual([["j"]]);
    expect(issues(M, { l: 1n, list: [{ typo: 1 }] })?.map(([path]) => path)).toEqual([["list", 0, "typo"]]);
    expect(issues(Payment, { id: "a", method: { case: "card", value: { typo: 1 } } })?.[0]?.[0]).toEqual([
      "method",
      "value",
      "typo",
    ]);
  });

  test("required fields that are missing", () => {
    expect(issues(Point, { x: 1 })).toEqual([[["y"], "the required field is not set"]]);
  });

  test("a long key in full", () => {
    const key = "k".repeat(100);
    expect(issues(M, { byName: { [key]: { i: 1n } } })?.map(([path]) => path)).toEqual([["byName", key, "i"]]);
  });

  test.each([undefined, null, 1, "a", 1n, Symbol("s"), [], () => 1, NaN].map((value) => ({ value })))(
    "the value as a whole: $value",
    ({ value }) => {
      expect(issues(M, value)?.map(([path]) => path)).toEqual([[]]);
    },
  );

  test("a list or an object of a class in the place of a message, which would become an empty one", () => {
    for (const sub of [[], new Date(), new Map([["i", 1]])]) {
      expect(issues(M, { l: 1n, sub })?.map(([path]) => path)).toEqual([["sub"]]);
      expect(issues(M, { l: 1n, list: [{}, sub] })?.map(([path]) => path)).toEqual([["list", 1]]);
    }
  });

  test("circles", () => {
    const tree = Tree.create();
    tree.children.push(tree);
    expect(issues(Tree, tree)).toHaveLength(1);
    const struct: { [key: string]: unknown } = {};
    struct["self"] = struct;
    expect(issues(Struct, struct)).toHaveLength(1);
  });
});
