import { existsSync } from "node:fs";
import { DecodeError, EncodeError, fromJsonString, toJsonString } from "farcall";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { readUnverifiedString } from "../../src/runtime/wire/reader.js";
import * as utf8 from "../../src/runtime/wire/utf8.browser.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";

// As bundlers for browsers do it, by the field `browser` of package.json.
vi.mock("../../src/runtime/message/json/base64.js", () => import("../../src/runtime/message/json/base64.browser.js"));
vi.mock(
  "../../src/runtime/message/json/json-output.js",
  () => import("../../src/runtime/message/json/json-output.browser.js"),
);
vi.mock(
  "../../src/runtime/message/json/json-source.js",
  () => import("../../src/runtime/message/json/json-source.browser.js"),
);
vi.mock("../../src/runtime/message/json/word.js", () => import("../../src/runtime/message/json/word.browser.js"));
vi.mock("../../src/runtime/message/parts.js", () => import("../../src/runtime/message/parts.browser.js"));
vi.mock("../../src/runtime/wire/utf8.js", () => import("../../src/runtime/wire/utf8.browser.js"));

const replaced = Object.entries(manifest.browser).map((pair) =>
  pair.map((path) => path.replace(/^\.\/dist\/(.*)js$/, "src/$1ts")),
) as [string, string][];

test("each file that is replaced is there, and so is what replaces it, with the same exports", async () => {
  expect(replaced.map(([, by]) => by)).toEqual([
    "src/runtime/message/json/base64.browser.ts",
    "src/runtime/message/json/json-output.browser.ts",
    "src/runtime/message/json/json-source.browser.ts",
    "src/runtime/message/json/word.browser.ts",
    "src/runtime/message/parts.browser.ts",
    "src/runtime/wire/utf8.browser.ts",
  ]);
  for (const path of replaced.flat()) expect(existsSync(path), path).toBe(true);
  for (const [path, by] of replaced) {
    const [actual, instead] = await Promise.all([path, by].map((file) => vi.importActual<object>(`../../${file}`)));
    expect(Object.keys(actual!).sort(), path).toEqual(Object.keys(instead!).sort());
  }
});

describe("a page that imports nothing else", () => {
  test("reads and writes messages, and JSON", () => {
    const message = M.create({ i: 1, s: "a", l: 2n, list: [{ s: "ü".repeat(40) }] });
    expect(M.decode(M.encode(message))).toEqual(message);
    expect(fromJsonString(M, toJsonString(M, message))).toEqual(message);
  });

  test("is told the message at fault, and what to import for the field", () => {
    const error = fault(() => M.encode({ i: 1.5 }));
    expect(error).toBeInstanceOf(EncodeError);
    expect(error.message).toBe(`${M.typeName}: invalid value: import "farcall/inspect"`);
    const decodeError = fault(() => M.decode(Uint8Array.of(8)));
    expect(decodeError).toBeInstanceOf(DecodeError);
    expect(decodeError.message).toMatch(/^testdata\.threats\.M: ends inside a field \(at byte \d\)$/);
  });

  test("is told what to import for maxElements and for Standard Schema", () => {
    expect(() => M.decode(new Uint8Array(), { maxElements: 1 })).toThrow(new TypeError('import "farcall/inspect"'));
    expect(() => M["~standard"]).toThrow(new TypeError('import "farcall/standard-schema"'));
  });
});

// The order matters: an entry that has been imported stays.
describe("a page that imports", () => {
  test("farcall/inspect is told the field, and may limit elements", async () => {
    await import("farcall/inspect");
    expect(fault(() => M.encode({ i: 1.5 })).message).toBe(`${M.typeName}.i: expected int32, got 1.5`);
    expect(fault(() => M.decode(Uint8Array.of(0x1a, 1, 0xff))).message).toContain(`${M.typeName}.s: invalid UTF-8`);
    const two = M.encode({ list: [{}, {}] });
    expect(fault(() => M.decode(two, { maxElements: 1 }))).toBeInstanceOf(DecodeError);
    expect(() => M["~standard"]).toThrow(TypeError);
  });

  test("farcall/standard-schema has validators", async () => {
    await import("farcall/standard-schema");
    expect(M["~standard"].validate({ l: "1" })).toEqual({ value: M.create({ l: 1n }) });
    expect(M["~standard"].validate({ i: "x" }).issues).toMatchObject([{ path: ["i"] }]);
  });
});

describe("text without Buffer", () => {
  test("is written as UTF-8, whatever its length, and read again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const b = new Uint8Array(text.length * 3 + 3);
        for (const encode of [utf8.encodeUtf8, utf8.encodeShortUtf8]) {
          const end = encode(b, 3, text);
          expect(b.subarray(3, end)).toEqual(new TextEncoder().encode(text));
          expect(utf8.decodeUtf8(b, 3, end - 3)).toBe(text);
          expect(readUnverifiedString(b, 3, end - 3)).toBe(text);
        }
      }),
    );
  });

  test.each(["\ud800", "a\udc00b", "\udc00\ud800", `${"a".repeat(40)}\ud83d`])(
    "with a lone surrogate is refused: %j",
    (text) => {
      const b = new Uint8Array(200);
      expect(utf8.encodeUtf8(b, 0, text)).toBe(-1);
      expect(utf8.encodeShortUtf8(b, 0, text)).toBe(-1);
    },
  );

  test.each(["ff", "c328", "c080", "eda080", "f4908080", `${"61".repeat(40)}e282`])(
    "that is no UTF-8 is refused: %s",
    (hex) => {
      const b = Uint8Array.from(hex.match(/../g)!, (byte) => Number.parseInt(byte, 16));
      expect(utf8.decodeUtf8(b, 0, b.length)).toBeUndefined();
      expect(readUnverifiedString(b, 0, b.length)).toBe(new TextDecoder().decode(b));
    },
  );
});

function fault(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error("expected an error");
}
