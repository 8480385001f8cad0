import assert from "node:assert/strict";
import type { Channel } from "farcall/node";
import { zeros } from "../cases/case.js";
import { TestServiceClient } from "../gen/grpc/testing/test_pb.js";

/** How many calls there are, and at most how many at a time. */
const CALLS = 2_000;
const AT_ONCE = 150;

/** The sizes of requests and responses, in bytes: below and above what goes into a frame, and into a window that nobody has opened. */
const SIZES = [0, 100, 5_000, 20_000, 100_000];

/** Calls more than a connection may have at once, of all sizes, and some that are cancelled: each gets its own answer, or none. */
export async function manyCalls(channel: Channel): Promise<void> {
  const tests = new TestServiceClient(channel);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < CALLS) {
      const call = next++;
      const responseSize = SIZES[call % SIZES.length]!;
      const payload = zeros(SIZES[(call >> 2) % SIZES.length]!);
      if (call % 50 === 0) {
        const cancelled = tests.unaryCall({ responseSize, payload });
        setTimeout(() => cancelled.cancel(), call % 3);
        await cancelled.catch(() => {});
        continue;
      }
      const response = await tests.unaryCall({ responseSize, payload });
      assert.equal(response.payload?.body.length, responseSize, `the size of response ${call}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
