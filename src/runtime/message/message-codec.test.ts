import { expect, test } from "vitest";
import { StringValue } from "../wkt/index.js";
import { encodeFramed } from "./message-codec.js";

const sizes = [0, 1, 3000, 20_000, 100_000, 5, 60_000, 7];

test("framed messages keep their prefix free, whatever sizes come in whatever order", () => {
  for (let round = 0; round < 50; round++) {
    for (const size of sizes) {
      const text = "x".repeat(size);
      const frame = encodeFramed(StringValue, text, 5);
      expect(frame.subarray(0, 5).every((byte) => byte === 0)).toBe(true);
      expect(StringValue.decode(frame.subarray(5))).toBe(text);
    }
  }
});

test("pooled results take no more memory than they need, however many there are", () => {
  for (let i = 0; i < 20_000; i++) {
    const { buffer, length } = encodeFramed(StringValue, "x".repeat(i % 9000), 5);
    expect(buffer.byteLength).toBeLessThanOrEqual(Math.max(1 << 16, length * 4));
  }
});

test("results that share a chunk do not overlap", () => {
  const frames = Array.from({ length: 1000 }, (_, i) => encodeFramed(StringValue, `message ${i}`, 5));
  expect(frames.map((frame) => StringValue.decode(frame.subarray(5)))).toEqual(
    Array.from({ length: 1000 }, (_, i) => `message ${i}`),
  );
});
