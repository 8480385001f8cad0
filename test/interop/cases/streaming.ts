import assert from "node:assert/strict";
import { assertZeros, type InteropCase, zeros } from "./case.js";

/** The sizes of payloads that the streaming cases send and ask for, in bytes and in order. */
const REQUESTS = [27182, 8, 1828, 45904];
const RESPONSES = [31415, 9, 2653, 58979];

export const clientStreaming: InteropCase = async ({ tests }) => {
  const response = await tests.streamingInputCall(REQUESTS.map((size) => ({ payload: zeros(size) })));
  assert.equal(response.aggregatedPayloadSize, 74922);
};

export const serverStreaming: InteropCase = async ({ tests }) => {
  let received = 0;
  for await (const { payload } of tests.streamingOutputCall({
    responseParameters: RESPONSES.map((size) => ({ size })),
  })) {
    assertZeros(payload, RESPONSES[received++] ?? Number.NaN);
  }
  assert.equal(received, RESPONSES.length);
};

export const pingPong: InteropCase = async ({ tests }) => {
  const call = tests.fullDuplexCall();
  const responses = call[Symbol.asyncIterator]();
  for (const [index, size] of RESPONSES.entries()) {
    await call.send({ responseParameters: [{ size }], payload: zeros(REQUESTS[index]!) });
    const { value, done } = await responses.next();
    assert(!done, `the stream ended before response ${index + 1}`);
    assertZeros(value.payload, size);
  }
  call.close();
  assert.deepEqual(await responses.next(), { done: true, value: undefined });
};

export const emptyStream: InteropCase = async ({ tests }) => {
  const call = tests.fullDuplexCall();
  call.close();
  for await (const _ of call) assert.fail("got a response");
};
