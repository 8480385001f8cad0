import { expect, test } from "vitest";
import { RateBudget } from "./rate-budget.js";

test("allows a burst, and then as many as come back with time", () => {
  const budget = new RateBudget(3, 10, 0);
  expect([budget.spend(0), budget.spend(0), budget.spend(0), budget.spend(0)]).toEqual([true, true, true, false]);
  expect([budget.spend(50), budget.spend(100), budget.spend(100)]).toEqual([false, true, false]);
});

test("never holds more than the burst", () => {
  const budget = new RateBudget(2, 10, 0);
  expect([1, 2, 3].map(() => budget.spend(3_600_000))).toEqual([true, true, false]);
});
