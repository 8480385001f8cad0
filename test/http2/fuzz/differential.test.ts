/**
 * The same bytes for our own HTTP/2 and for Node's, on either side of a connection: the same connections and streams end, the same are
 * answered, with the same fields and as much content. `server-differences.ts` and `client-differences.ts` name what differs, and say why.
 */
import { expect, test } from "vitest";
import { KNOWN_DIFFERENCES, startComparison } from "./differential.js";
import { ROLES } from "./engine.js";

const RUNS = 200;

test.each(ROLES)(
  "a %s makes of every sequence what node:http2 makes of it, but for what is known to differ",
  async (role) => {
    const comparison = await startComparison(role);
    const names = new Set(KNOWN_DIFFERENCES[role].map(({ name }) => name));
    let compared = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const found = await comparison.compare(seed);
      if (found !== undefined) compared++;
      for (const difference of found ?? []) expect(names, `seed ${seed}`).toContain(difference);
    }
    comparison.close();
    expect(compared).toBeGreaterThan(0.8 * RUNS);
  },
);
