import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeTimeout, parseTimeout } from "./timeout.js";

test.each([
  [1, "1000u"],
  [0.0001, "1u"],
  [0, "1u"],
  [1500, "1500000u"],
  [99_999.999, "99999999u"],
  [100_000, "100000m"],
  [100_000_000, "100000S"],
  [2 ** 40, "18325194M"],
  [Number.MAX_VALUE, "99999999H"],
])("%d ms is %s", (ms, text) => {
  expect(encodeTimeout(ms)).toBe(text);
});

test("never asks for less than was given, nor for more than a unit above", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1e14, noNaN: true }), (ms) => {
      const text = encodeTimeout(ms);
      expect(text).toMatch(/^[1-9][0-9]{0,7}[HMSmun]$/);
      const parsed = parseTimeout(text)!;
      expect(parsed).toBeGreaterThanOrEqual(ms * (1 - 1e-12));
      expect(parsed).toBeLessThanOrEqual(ms * 1.001 + 0.001);
    }),
  );
});

test.each(["", "abc", "0S", "-1S", "999999999S", "1", "S", "1.5S", "1 S", "1s", "0x1S", "1S "])(
  "%j is no timeout",
  (text) => {
    expect(parseTimeout(text)).toBeUndefined();
  },
);

test.each([
  ["5n", 5e-6],
  ["5u", 5e-3],
  ["5m", 5],
  ["5S", 5000],
  ["5M", 300_000],
  ["00000005H", 18_000_000],
])("%s is %d ms", (text, ms) => {
  expect(parseTimeout(text)).toBeCloseTo(ms, 12);
});
