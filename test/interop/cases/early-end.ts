import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { Status } from "farcall/rpc";
import { assertZeros, type InteropCase, zeros } from "./case.js";

export const timeoutOnSleepingServer: InteropCase = async ({ tests }) => {
  const call = tests.fullDuplexCall(undefined, { timeoutMs: 1 });
  // Once the deadline has passed, sending may fail: the call's status is what counts.
  call.send({ payload: zeros(27182) }).catch(() => {});
  await assert.rejects(call[Symbol.asyncIterator]().next(), { code: Status.DEADLINE_EXCEEDED });
  assert.equal((await call.status).code, Status.DEADLINE_EXCEEDED);
};

export const cancelAfterBegin: InteropCase = async ({ channel, tests }) => {
  await channel.connect();
  const call = tests.streamingInputCall();
  await setImmediate(); // The request's headers are on their way, as the case asks.
  call.cancel();
  await assert.rejects(call, { code: Status.CANCELLED });
  assert.equal((await call.status).code, Status.CANCELLED);
};

export const cancelAfterFirstResponse: InteropCase = async ({ tests }) => {
  const call = tests.fullDuplexCall();
  const responses = call[Symbol.asyncIterator]();
  await call.send({ responseParameters: [{ size: 31415 }], payload: zeros(27182) });
  const { value, done } = await responses.next();
  assert(!done, "the stream ended before its first response");
  assertZeros(value.payload, 31415);
  call.cancel();
  await assert.rejects(responses.next(), { code: Status.CANCELLED });
  assert.equal((await call.status).code, Status.CANCELLED);
};
