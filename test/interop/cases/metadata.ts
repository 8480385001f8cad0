import assert from "node:assert/strict";
import { Metadata } from "farcall/rpc";
import { ECHO_INITIAL, ECHO_TRAILING } from "../echo-keys.js";
import { assertZeros, type InteropCase, zeros } from "./case.js";
import { callLargeUnary, LARGE_REQUEST, LARGE_RESPONSE } from "./unary.js";

const INITIAL_VALUE = "test_initial_metadata_value";
const TRAILING_VALUE = Uint8Array.of(0xab, 0xab, 0xab);

export const customMetadata: InteropCase = async ({ tests }) => {
  const metadata = new Metadata();
  metadata.set(ECHO_INITIAL, INITIAL_VALUE);
  metadata.set(ECHO_TRAILING, TRAILING_VALUE);

  const unary = callLargeUnary(tests, { metadata });
  assertZeros((await unary).payload, LARGE_RESPONSE);
  await assertEchoed(unary);

  const request = { responseParameters: [{ size: LARGE_RESPONSE }], payload: zeros(LARGE_REQUEST) };
  const duplex = tests.fullDuplexCall([request], { metadata });
  for await (const { payload } of duplex) assertZeros(payload, LARGE_RESPONSE);
  await assertEchoed(duplex);
};

async function assertEchoed(call: { headers: Promise<Metadata>; trailers: Promise<Metadata> }): Promise<void> {
  assert.deepEqual((await call.headers).getAll(ECHO_INITIAL), [INITIAL_VALUE]);
  assert.deepEqual((await call.trailers).getAll(ECHO_TRAILING), [TRAILING_VALUE]);
}
