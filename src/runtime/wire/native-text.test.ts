import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { text } from "../../../test/codec/random-text.js";
import { decodeNative, forgetWindow, hasNativeText } from "./native-text.js";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function reference(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes that are nearly UTF-8. */
const damaged = fc.tuple(text, fc.nat(), fc.nat(255)).map(([value, at, byte]) => {
  const bytes = new TextEncoder().encode(value);
  if (bytes.length > 0) bytes[at % bytes.length] = byte;
  return bytes;
});

describe("text by way of Node's Buffer", () => {
  it("is there on Node", () => {
    expect(hasNativeText).toBe(true);
  });

  it("decodes all strings of an input as TextDecoder does, whatever lies between them", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.uint8Array({ maxLength: 40 }), damaged), { maxLength: 60 }), (parts) => {
        const input = new Uint8Array(parts.reduce((sum, [gap, bytes]) => sum + gap.length + bytes.length, 0));
        forgetWindow();
        let p = 0;
        const places = parts.map(([gap, bytes]) => {
          input.set(gap, p);
          input.set(bytes, p + gap.length);
          p += gap.length + bytes.length;
          return [p - bytes.length, bytes] as const;
        });
        for (const [at, bytes] of places) {
          expect(decodeNative(input, at, bytes.length)).toBe(reference(bytes));
        }
      }),
    );
  });

  it("decodes every character that is one", () => {
    for (let code = 0; code <= 0x10ffff; code += code < 0x3000 ? 1 : 61) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const value = String.fromCodePoint(code);
      const bytes = new TextEncoder().encode(value);
      forgetWindow();
      expect(decodeNative(bytes, 0, bytes.length)).toBe(value);
    }
  });

  it("refuses every sequence of two and three bytes that TextDecoder refuses", () => {
    const bytes = new Uint8Array(3);
    for (const first of [0x7f, 0x80, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff]) {
      for (let rest = 0; rest < 0x10000; rest += 7) {
        bytes.set([first, rest >> 8, rest & 255]);
        forgetWindow();
        expect(decodeNative(bytes, 0, 3)).toBe(reference(bytes));
      }
    }
  });

  it("forgets the last input's text", () => {
    const bytes = new Uint8Array(2000).fill(0x61);
    forgetWindow();
    for (let p = 0; p < 100; p += 20) decodeNative(bytes, p, 20);
    bytes.fill(0x62);
    forgetWindow();
    for (let p = 0; p < 100; p += 20) expect(decodeNative(bytes, p, 20)).toBe("b".repeat(20));
  });
});
