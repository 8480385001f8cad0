import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { text } from "../../../test/codec/random-text.js";
import { forgetWindow } from "./native-text.js";
import { readUnverifiedString } from "./reader.js";
import { decodeUtf8, encodeShortUtf8, encodeUtf8 } from "./utf8.js";
import { isWellFormed } from "./well-formed.js";

describe("UTF-8", () => {
  it("decodes what it has encoded, of every length", () => {
    fc.assert(
      fc.property(text, fc.nat(9), (value, at) => {
        const bytes = new Uint8Array(at + value.length * 3 + 3);
        const whole = isWellFormed(value);
        const end = encodeUtf8(bytes, at, value);
        expect(end).toBe(whole ? at + new TextEncoder().encode(value).length : -1);
        expect(encodeShortUtf8(bytes, at, value)).toBe(end);
        if (!whole) return;
        forgetWindow();
        expect(decodeUtf8(bytes, at, end - at)).toBe(value);
        expect(readUnverifiedString(bytes, at, end - at)).toBe(value);
      }),
    );
  });

  it("refuses a lone surrogate wherever it stands", () => {
    for (const length of [1, 5, 20, 21, 40, 41, 400]) {
      for (const lone of ["\ud800", "\udfff", "\udc00x", "\ud83dx"]) {
        const value = "a".repeat(length - 1) + lone;
        expect(encodeUtf8(new Uint8Array(value.length * 3), 0, value)).toBe(-1);
        expect(encodeShortUtf8(new Uint8Array(value.length * 3), 0, value)).toBe(-1);
      }
    }
  });
});
