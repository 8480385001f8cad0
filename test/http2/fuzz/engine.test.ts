/** Sequences of frames that are good, odd and damaged, into our own HTTP/2 alone: whatever comes, it stays in its bounds. */
import { expect, test } from "vitest";
import { ROLES, tryEngine } from "./engine.js";

const RUNS = 1_500;

test.each(ROLES)("a %s ends every sequence in the same way however it is cut, and leaves no stream behind", (role) => {
  let alive = 0;
  for (let seed = 1; seed <= RUNS; seed++) if (tryEngine(role, seed).over === undefined) alive++;
  // The sequences are neither all good nor all bad.
  expect(alive).toBeGreaterThan(RUNS / 5);
  expect(alive).toBeLessThan(0.8 * RUNS);
});
