import { fromJson, fromJsonString } from "farcall";
import { expect, test } from "vitest";
import { TestAllTypesProto3 as M } from "../conformance/gen/google/protobuf/test_messages_proto3_pb.js";
import { jsonError } from "./refusal.js";

const kinds = [
  ...["Int32", "Int64", "Uint32", "Uint64", "Sint32", "Sint64", "Fixed32", "Fixed64", "Sfixed32", "Sfixed64"],
  ...["Float", "Double", "NestedEnum", "Int64Wrapper", "Uint32Wrapper", "DoubleWrapper", "FloatWrapper"],
].map((kind) => `optional${kind}`);

const exponents = ["1e536870000", "-1e536870000", "9e2147483647", "1e99999999999999999999", "0.1e536870000"];

test.each(kinds)("a number far out of range is refused for %s", (property) => {
  for (const number of exponents) {
    for (const json of [number, `"${number}"`, `"${"9".repeat(100_000)}"`]) {
      expect(jsonError(() => fromJsonString(M, `{"${property}":${json}}`)).path).toBe(`$.${property}`);
    }
    jsonError(() => fromJson(M, { [property]: number }));
  }
});

test.each(kinds.filter((kind) => !/Float|Double/.test(kind)))("a tiny fraction is no integer of %s", (property) => {
  for (const number of ["1e-536870000", "1e-2147483648", "0.0000000001"]) {
    jsonError(() => fromJsonString(M, `{"${property}":${number}}`));
  }
});

test("zero is zero whatever its exponent", () => {
  const json = '{"optionalInt32":0e536870000,"optionalInt64":"-0.0e-536870000","optionalDouble":0e536870000}';
  expect(fromJsonString(M, json)).toMatchObject({ optionalInt32: 0, optionalInt64: 0n, optionalDouble: 0 });
});

test("a key of a map that is far out of range is refused", () => {
  for (const property of ["mapInt32Int32", "mapInt64Int64", "mapUint64Uint64"]) {
    jsonError(() => fromJsonString(M, `{"${property}":{"1e536870000":1}}`));
  }
});
