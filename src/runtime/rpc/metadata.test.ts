import { expect, test } from "vitest";
import { hasMalformedBinary, Metadata } from "./metadata.js";

test("names are case-insensitive and have several values, in order", () => {
  const metadata = new Metadata({ "X-Tag": ["a", "b"] }).append("x-tag", "c").set("other", "d");
  expect(metadata.get("X-TAG")).toBe("a");
  expect(metadata.getAll("x-tag")).toEqual(["a", "b", "c"]);
  expect([...metadata]).toEqual([
    ["x-tag", "a"],
    ["x-tag", "b"],
    ["x-tag", "c"],
    ["other", "d"],
  ]);
  expect([metadata.size, metadata.has("other"), metadata.has("another")]).toEqual([4, true, false]);
});

test("set replaces, delete removes, clone is independent", () => {
  const metadata = new Metadata([
    ["a", "1"],
    ["a", "2"],
  ]);
  const clone = metadata.clone();
  expect(metadata.set("a", "3").getAll("a")).toEqual(["3"]);
  expect([metadata.delete("A"), metadata.delete("a"), metadata.size]).toEqual([true, false, 0]);
  expect(clone.getAll("a")).toEqual(["1", "2"]);
});

test.each([
  "grpc-status",
  "GRPC-anything",
  "content-type",
  "te",
  ":path",
  "user-agent",
  "connection",
  "",
  "a b",
  "ä",
  "a\n",
])("the name %j cannot be sent", (name) => {
  expect(() => new Metadata().set(name, "x")).toThrow(TypeError);
  expect(() => new Metadata({ [name]: "x" })).toThrow(TypeError);
});

test.each(["__proto__", "constructor", "x-1_2.3"])("the name %s is one like any other", (name) => {
  expect(new Metadata().set(name, "x").get(name)).toBe("x");
});

test("values are printable ASCII, or bytes for names in -bin", () => {
  expect(() => new Metadata().set("a", "line\r\nbreak")).toThrow(TypeError);
  expect(() => new Metadata().set("a", "é")).toThrow(TypeError);
  expect(() => new Metadata().set("a", Uint8Array.of(1))).toThrow(TypeError);
  expect(() => new Metadata().set("a-bin", "text")).toThrow(TypeError);
  expect(new Metadata().set("a", "  x y\t").get("a")).toBe("x y");
});

test("the wire form and back", () => {
  const fields: string[] = [];
  new Metadata({ "a-bin": Uint8Array.of(250, 1), b: "c" }).appendTo(fields);
  expect(fields).toEqual(["a-bin", "+gE", "b", "c"]);
  const received = Metadata.fromFields([":status", "200", "content-type", "x", "grpc-status", "0", ...fields]);
  expect([...received]).toEqual([
    ["a-bin", Uint8Array.of(250, 1)],
    ["b", "c"],
  ]);
});

test("malformed binary values are found, and left out", () => {
  expect(hasMalformedBinary(["a-bin", "AA==, AQ"])).toBe(false);
  expect(hasMalformedBinary(["a", "@", "b-bin", "@"])).toBe(true);
  expect(Metadata.fromFields(["b-bin", "@,AQ"]).getAll("b-bin")).toEqual([Uint8Array.of(1)]);
});

test("JSON and logs show no values", () => {
  expect(JSON.stringify(new Metadata({ authorization: "Bearer secret" }))).toBe('["authorization"]');
});
