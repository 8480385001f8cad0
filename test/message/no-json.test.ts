import {
  applyFieldMask,
  clone,
  diffFieldMask,
  equals,
  fromJson,
  fromJsonString,
  fromText,
  getExtension,
  hasExtension,
  merge,
  mergeFieldMask,
  setExtension,
  toJson,
  toJsonString,
  toText,
} from "farcall";
import { describe, expect, test } from "vitest";
import { decodeError, encodeError } from "../codec/refusal.js";
import { wire } from "../codec/wire.js";
import * as extensions from "../golden/cases/extensions-top-level/ts-no-json/extensions-top-level_pb.js";
import { Payment } from "../golden/cases/oneof/ts-no-json/oneof_pb.js";
import { Defaults as WithJson } from "../golden/cases/proto2-presence-defaults/ts/proto2-presence-defaults_pb.js";
import { Defaults } from "../golden/cases/proto2-presence-defaults/ts-no-json/proto2-presence-defaults_pb.js";
import { Shape } from "../golden/cases/required/ts-no-json/required_pb.js";
import { M as Full } from "../golden/cases/threats/ts/threats_pb.js";
import { M } from "../golden/cases/threats/ts-no-json/threats_pb.js";

const HINT = "generate testdata.threats.M with json=true to be told what is wrong with it";
const mask = { paths: ["i"] };

test("a message is read and written as with JSON", () => {
  const message = M.create({ i: 1, sub: { list: [{ s: "a" }] }, byName: { b: {} } });
  expect(M.decode(M.encode(message))).toEqual(message);
  expect(M.encode(message)).toEqual(Full.encode(message));
  expect(M.defaults).toEqual(Full.defaults);
});

test.each<[name: string, operation: () => unknown]>([
  ["toJson", () => toJson(M, {})],
  ["toJsonString", () => toJsonString(M, {})],
  ["fromJson", () => fromJson(M, {})],
  ["fromJsonString", () => fromJsonString(M, "{}")],
  ["toText", () => toText(M, M.create())],
  ["fromText", () => fromText(M, "")],
  ["equals", () => equals(M, M.create(), M.create())],
  ["clone", () => clone(M, M.create())],
  ["merge", () => merge(M, M.create(), M.create())],
  ["applyFieldMask", () => applyFieldMask(M, mask, M.create())],
  ["mergeFieldMask", () => mergeFieldMask(M, mask, M.create(), M.create())],
  ["diffFieldMask", () => diffFieldMask(M, M.create(), M.create())],
  ["validate", () => M["~standard"].validate({})],
  ["maxElements", () => M.decode(wire("08 01"), { maxElements: 5 })],
])("%s says what is missing, and what to do", (_, operation) => {
  expect(operation).toThrow(
    new TypeError("testdata.threats.M is generated with json=false, and this operation needs json=true"),
  );
});

describe("an EncodeError", () => {
  const of = (init: unknown) => encodeError(() => M.encode(init as object)).message;

  test("names the property that is wrong, as deep as the type it stands in is known", () => {
    expect(of({ s: "a", i: 1.5 })).toBe(`testdata.threats.M.i: invalid value, 1.5; ${HINT}`);
    expect(of({ sub: { i: "1" } })).toBe(`testdata.threats.M.sub: invalid value, an object (Object); ${HINT}`);
    expect(of({ list: [{}, null] })).toBe(`testdata.threats.M.list: invalid value, an array; ${HINT}`);
    expect(of({ $unknown: 5 })).toBe(`testdata.threats.M.$unknown: invalid value, 5; ${HINT}`);
    expect(encodeError(() => Payment.encode({ method: { case: "cash" as never, value: "" } })).path).toBe(
      "testdata.oneof.Payment.method",
    );
  });

  test("names the type where the value is no message", () => {
    expect(of(5)).toBe("testdata.threats.M: expected a testdata.threats.M, got 5");
    const inherited: object = Object.create({ i: 1.5 });
    expect(of(inherited)).toMatch(/^testdata\.threats\.M: invalid value, an object \(Object\); generate /);
  });

  test("is not in the place of what a getter throws", () => {
    const broken = {
      get s(): string {
        throw new Error("broken");
      },
    };
    expect(() => M.encode(broken)).toThrow("broken");
    expect(() => M.encode({ sub: broken })).toThrow("broken");
  });

  test("stands for a circle, and for what is wrong behind much that is right", () => {
    const circle = M.create();
    circle.sub = circle;
    expect(encodeError(() => M.encode(circle)).path).toBe("testdata.threats.M.sub");
    expect(of({ b: new Uint8Array(1 << 20), s: "\ud800" })).toMatch(/^testdata\.threats\.M\.s: /);
  });
});

test("a DecodeError names the number of the field", () => {
  expect(decodeError(() => M.decode(wire("08 01 1a 01 ff"))).path).toBe("testdata.threats.M.3");
  expect(decodeError(() => M.decode(wire("2a 03 1a 01 ff"))).path).toBe("testdata.threats.M.5");
  expect(decodeError(() => M.decode(wire("08"))).path).toBe("testdata.threats.M");
});

test("required fields are asked for", () => {
  expect(decodeError(() => Shape.decode(wire("0a 02 08 01"))).path).toBe("testdata.required.Shape.origin.y");
  expect(encodeError(() => Shape.encode({} as never)).path).toBe("testdata.required.Shape.origin");
});

test("declared defaults are known", () => {
  expect(Defaults.defaults).toEqual(WithJson.defaults);
  expect(Defaults.decode(Defaults.encode({}))).toEqual(WithJson.create());
});

test("extensions are set and got", () => {
  const { Base, text, payload, mood, list } = extensions;
  const message = Base.create();
  setExtension(message, text, "a");
  setExtension(message, list, [1n, 2n]);
  const again = Base.decode(Base.encode(message));
  expect(hasExtension(again, text)).toBe(true);
  expect(getExtension(again, text)).toBe("a");
  expect(getExtension(again, list)).toEqual([1n, 2n]);
  expect(getExtension(again, payload)).toBeUndefined();
  expect(getExtension(again, mood)).toBe(2);
});
