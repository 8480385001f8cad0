import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMessage, encodeMessage } from "./trailers.js";

test("status messages survive percent-encoding", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (message) => {
      const encoded = encodeMessage(message);
      expect(encoded).toMatch(/^[\x20-\x24\x26-\x7e]*(?:%[0-9A-F]{2}[\x20-\x24\x26-\x7e]*)*$/);
      expect(decodeMessage(encoded)).toBe(message);
    }),
  );
});

test("decoding never throws, whatever it is given", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("%", "a", "F", "0", "é", "z") }), (text) => void decodeMessage(text)),
  );
  expect(decodeMessage("%zz%4")).toBe("%zz%4");
});
