import { expect, test } from "vitest";
import { PingStrikes } from "./ping-strikes.js";

const MINUTE = 60_000;
const POLICY = { permitMs: 5 * MINUTE, permitWithoutCalls: false };

test("two PINGs may come too early, the third may not", () => {
  const strikes = new PingStrikes(POLICY);
  expect([0, 1, 2, 3].map((now) => strikes.count(false, false, now))).toEqual([true, true, true, false]);
});

test("PINGs that keep to the time are never too many", () => {
  const strikes = new PingStrikes(POLICY);
  for (let i = 0; i < 100; i++) expect(strikes.count(false, false, i * 5 * MINUTE)).toBe(true);
});

test("without a call they may come every two hours, or as often as with one where that is permitted", () => {
  const often = (permitWithoutCalls: boolean, everyMs: number) => {
    const strikes = new PingStrikes({ ...POLICY, permitWithoutCalls });
    return [0, 1, 2, 3].every((i) => strikes.count(false, true, i * everyMs));
  };
  expect(often(false, 119 * MINUTE)).toBe(false);
  expect(often(false, 120 * MINUTE)).toBe(true);
  expect(often(true, 5 * MINUTE)).toBe(true);
});

test("who is sent something in between may measure the network", () => {
  const strikes = new PingStrikes(POLICY);
  for (let now = 0; now < 1000; now++) expect(strikes.count(now % 3 === 0, false, now)).toBe(true);
});
