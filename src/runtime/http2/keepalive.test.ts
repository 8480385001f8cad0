import { expect, test } from "vitest";
import { Keepalive } from "./keepalive.js";
import { DEFAULT_TIME_LIMITS } from "./time-limits.js";

const LIMITS = { ...DEFAULT_TIME_LIMITS, keepaliveMs: 1000, keepaliveTimeoutMs: 200 };

test("silence is followed by a PING, and silence behind that by the end", () => {
  const keepalive = new Keepalive(LIMITS, 0);
  expect(keepalive.check(0, false)).toBe(1000);
  expect(keepalive.check(999, false)).toBe(1000);
  expect(keepalive.check(1000, false)).toBe("ping");
  expect(keepalive.check(1001, false)).toBe(1200);
  expect(keepalive.check(1200, false)).toBe("dead");
});

test("an answer is followed by the next PING in time, however long one may be waited for", () => {
  const keepalive = new Keepalive({ ...LIMITS, keepaliveTimeoutMs: 20_000 }, 0);
  expect(keepalive.check(1000, false)).toBe("ping");
  expect(keepalive.check(1000, false)).toBe(2000);
  keepalive.hear(1001);
  expect(keepalive.check(2000, false)).toBe(2001);
  expect(keepalive.check(2001, false)).toBe("ping");
});

test("whatever the peer sends counts, before the PING and behind it", () => {
  const keepalive = new Keepalive(LIMITS, 0);
  keepalive.hear(900);
  expect(keepalive.check(1000, false)).toBe(1900);
  expect(keepalive.check(1900, false)).toBe("ping");
  keepalive.hear(1901);
  expect(keepalive.check(2100, false)).toBe(2901);
});

test("a connection without calls is not asked, unless it is told to be", () => {
  expect(new Keepalive(LIMITS, 0).check(5000, true)).toBe(6000);
  expect(new Keepalive({ ...LIMITS, keepaliveWithoutCalls: true }, 0).check(5000, true)).toBe("ping");
});

test("a PING that was sent for a call is waited for when the call has ended", () => {
  const keepalive = new Keepalive(LIMITS, 0);
  expect(keepalive.check(1000, false)).toBe("ping");
  expect(keepalive.check(1200, true)).toBe("dead");
});
