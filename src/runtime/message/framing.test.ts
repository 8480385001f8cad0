import { expect, test } from "vitest";
import { StringValue } from "../wkt/index.js";
import { encodeFramed } from "./framing.js";

/** What the call has written, which the next one tells anew. */
function framed(text: string): Uint8Array {
  const { bytes, start, end } = encodeFramed(StringValue, text, 5);
  return bytes.subarray(start, end);
}

const sizes = [0, 1, 3000, 20_000, 100_000, 5, 60_000, 7];

test("framed messages keep their prefix free, whatever sizes come in whatever order", () => {
  for (let round = 0; round < 50; round++) {
    for (const size of sizes) {
      const text = "x".repeat(size);
      const frame = framed(text);
      expect(frame.subarray(0, 5).every((byte) => byte === 0)).toBe(true);
      expect(StringValue.decode(frame.subarray(5))).toBe(text);
    }
  }
});

/** Both ways to encode into shared chunks. */
const ways: readonly (readonly [name: string, encode: (text: string) => Uint8Array])[] = [
  ["framed", (text) => framed(text).subarray(5)],
  ["pooled", (text) => StringValue.encode(text, { pooled: true })],
];

test.each(ways)("%s results take no more memory than they need, however many there are", (_, encode) => {
  for (let i = 0; i < 20_000; i++) {
    const { buffer, length } = encode("x".repeat(i % 9000));
    expect(buffer.byteLength).toBeLessThanOrEqual(Math.max(1 << 16, (length + 5) * 4));
  }
});

test.each(ways)("%s results that share a chunk do not overlap", (_, encode) => {
  const texts = Array.from({ length: 1000 }, (_, i) => `message ${i}`);
  expect(texts.map(encode).map((bytes) => StringValue.decode(bytes))).toEqual(texts);
});
