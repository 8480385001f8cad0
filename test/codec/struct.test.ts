import { runInNewContext } from "node:vm";
import { equals, type JsonObject, type JsonValue, toJson } from "farcall";
import { ListValue, Struct, Value } from "farcall/wkt";
import { expect, test } from "vitest";
import { Mapped, Singular } from "../golden/cases/wkt-fields/ts/wkt-fields_pb.js";
import { encodeError } from "./refusal.js";

test("JSON values go into Struct, Value and ListValue as they are", () => {
  const config: JsonObject = { name: "a", tags: ["x", null, 1.5], deep: { on: true, list: [[], {}] } };
  const message = Singular.create({ struct: config, value: config["tags"]!, list: [config, false] });
  const again = Singular.decode(Singular.encode(message));
  expect(again.struct).toEqual(config);
  expect(again.value).toEqual(config["tags"]);
  expect(again.list).toEqual([config, false]);
  expect(JSON.parse(JSON.stringify(again.struct))).toEqual(config);
});

test("create copies JSON, so that changing it changes no message", () => {
  const config = { list: [1] };
  const message = Singular.create({ struct: config });
  config.list.push(2);
  expect(message.struct).toEqual({ list: [1] });
});

test("objects without a prototype and of another realm are JSON", () => {
  const foreign = runInNewContext("({ a: [{ b: 1 }] })") as JsonObject;
  expect(Struct.decode(Struct.encode(foreign))).toEqual({ a: [{ b: 1 }] });
  expect(Struct.decode(Struct.encode(Object.assign(Object.create(null) as JsonObject, { a: 1 })))).toEqual({ a: 1 });
});

test("what is no JSON is refused rather than lost, and the error says where it stands", () => {
  class Money {
    readonly amount = 5;
  }
  const refused = (value: unknown) => encodeError(() => Singular.encode({ struct: value as JsonObject })).message;
  const place = "testdata.wkt_fields.Singular.struct: expected JSON";
  expect(refused({ a: { b: [0, 1, undefined] } })).toBe(`${place}, got undefined (at a.b[2])`);
  expect(refused({ when: new Date(0) })).toBe(`${place}, got an object (Date) (at when)`);
  expect(refused({ list: [new Map([["a", 1]])] })).toBe(`${place}, got an object (Map) (at list[0])`);
  expect(refused({ bytes: Uint8Array.of(1) })).toBe(`${place}, got an object (Uint8Array) (at bytes)`);
  expect(refused({ money: new Money() })).toBe(`${place}, got an object (Money) (at money)`);
  expect(refused({ big: 1n })).toBe(`${place}, got 1n (at big)`);
  // biome-ignore lint/suspicious/noSparseArray: a hole is what is to be refused.
  expect(refused({ list: [1, , 2] })).toBe(`${place}, got undefined (at list[1])`);
  expect(refused(new Date(0))).toBe(`${place} object, got an object (Date)`.replace("JSON object", "a JSON object"));
  expect(refused({ text: "\ud800" })).toContain("expected a string, got one with a lone surrogate (at text)");
  expect(refused({ a: { "\udc00": 1 } })).toContain("expected a string, got one with a lone surrogate (at a.");
  expect(refused({ ["k".repeat(10_000)]: undefined }).length).toBeLessThan(300);
});

test("JSON refuses the same", () => {
  for (const value of [new Date(0), new Map(), Uint8Array.of(1), undefined]) {
    expect(() => toJson(Value, value as unknown as JsonValue)).toThrow("expected a JSON value");
    expect(() => Value.encode(value as unknown as JsonValue)).toThrow("expected JSON");
    expect(() => ListValue.encode([value as unknown as JsonValue])).toThrow("(at [0])");
  }
});

test("Structs are equal whatever the order of their keys, and keep keys that objects inherit", () => {
  expect(equals(Mapped, { structs: { a: { x: 1, y: 2 } } } as never, { structs: { a: { y: 2, x: 1 } } } as never)).toBe(
    true,
  );
  const keys = JSON.parse('{ "__proto__": { "toString": 1 }, "constructor": null }') as JsonObject;
  const again = Struct.decode(Struct.encode(keys));
  expect(Object.keys(again)).toEqual(["__proto__", "constructor"]);
  expect(Object.getPrototypeOf(again)).toBe(Object.prototype);
});
