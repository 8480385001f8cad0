import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase64, encodeBase64 } from "./base64.js";

test("agrees with Node, with and without padding", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const padded = Buffer.from(bytes).toString("base64");
      expect(encodeBase64(bytes)).toBe(padded.replace(/=+$/, ""));
      expect(decodeBase64(padded)).toEqual(bytes);
      expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
    }),
  );
});

test.each(["A", "AA=A", "AA===", "A===", "@@@@", "AA A", "é", "AA-_"])("%j is no base64", (text) => {
  expect(decodeBase64(text)).toBeUndefined();
});
