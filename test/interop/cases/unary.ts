import assert from "node:assert/strict";
import type { CallOptions, UnaryCall } from "farcall/rpc";
import { Empty } from "../gen/grpc/testing/empty_pb.js";
import { PayloadType, type SimpleResponse } from "../gen/grpc/testing/messages_pb.js";
import type { TestServiceClient } from "../gen/grpc/testing/test_pb.js";
import { assertZeros, type InteropCase, zeros } from "./case.js";

/** The sizes of the large_unary case, in bytes; custom_metadata and the soaks send the same. */
export const LARGE_REQUEST = 271828;
export const LARGE_RESPONSE = 314159;

export const emptyUnary: InteropCase = async ({ tests }) => {
  assert.deepEqual(await tests.emptyCall({}), Empty.create());
};

export const largeUnary: InteropCase = async ({ tests }) => {
  const response = await callLargeUnary(tests);
  assertZeros(response.payload, LARGE_RESPONSE);
};

export function callLargeUnary(tests: TestServiceClient, options?: CallOptions): UnaryCall<SimpleResponse> {
  const request = {
    responseType: PayloadType.COMPRESSABLE,
    responseSize: LARGE_RESPONSE,
    payload: zeros(LARGE_REQUEST),
  };
  return tests.unaryCall(request, options);
}
