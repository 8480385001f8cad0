import { expect, test } from "vitest";
import { Backoff } from "./backoff.js";

test("grows from 1 s by 1.6 to 120 s, as gRPC asks", () => {
  const backoff = new Backoff(undefined, () => 0.5);
  const delays = Array.from({ length: 15 }, () => Math.round(backoff.nextMs()));
  expect(delays.slice(0, 4)).toEqual([1000, 1600, 2560, 4096]);
  expect(delays.at(-1)).toBe(120_000);
  expect(backoff.failures).toBe(15);
  backoff.reset();
  expect([backoff.failures, backoff.nextMs()]).toEqual([0, 1000]);
});

test("varies by a fifth up and down", () => {
  expect(new Backoff(undefined, () => 0).nextMs()).toBeCloseTo(800);
  expect(new Backoff(undefined, () => 1).nextMs()).toBeCloseTo(1200);
});
