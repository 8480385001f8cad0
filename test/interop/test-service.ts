import { setTimeout } from "node:timers/promises";
import { type ServerContext, Status, StatusError } from "farcall/rpc";
import { ECHO_INITIAL, ECHO_TRAILING } from "./echo-keys.js";
import {
  type EchoStatus,
  Payload,
  PayloadType,
  type ResponseParameters,
  type StreamingOutputCallRequest,
  type StreamingOutputCallResponseInit,
} from "./gen/grpc/testing/messages_pb.js";
import type { TestServiceServer } from "./gen/grpc/testing/test_pb.js";

/** The features that gRPC's interop-test-descriptions.md asks of a server, under the names it gives them. */
export const testService: Partial<TestServiceServer> = {
  emptyCall() {
    return {};
  },

  unaryCall(request, context) {
    echoMetadata(context);
    echoStatus(request.responseStatus);
    return { payload: zeros(request.responseType, request.responseSize) };
  },

  async streamingInputCall(requests) {
    let aggregatedPayloadSize = 0;
    for await (const { payload } of requests) aggregatedPayloadSize += payload?.body.length ?? 0;
    return { aggregatedPayloadSize };
  },

  async *streamingOutputCall(request) {
    yield* respond(request.responseType, request.responseParameters);
  },

  async *fullDuplexCall(requests, context) {
    echoMetadata(context);
    for await (const request of requests) {
      echoStatus(request.responseStatus);
      yield* respond(request.responseType, request.responseParameters);
    }
  },

  async *halfDuplexCall(requests) {
    const received: StreamingOutputCallRequest[] = [];
    for await (const request of requests) received.push(request);
    for (const request of received) yield* respond(request.responseType, request.responseParameters);
  },
};

/** "Echo Metadata": one header comes back in the headers, another in the trailers. */
function echoMetadata(context: ServerContext): void {
  for (const value of context.metadata.getAll(ECHO_INITIAL)) context.headers.append(ECHO_INITIAL, value);
  for (const value of context.metadata.getAll(ECHO_TRAILING)) context.trailers.append(ECHO_TRAILING, value);
}

/** "Echo Status": ends the call with the status that the request asks for. */
function echoStatus(status: EchoStatus | undefined): void {
  if (status === undefined || status.code === Status.OK) return;
  throw new StatusError(status.code as Exclude<Status, typeof Status.OK>, status.message);
}

/** "Observe ResponseParameters.interval_us": an interval is a pause before its response. */
async function* respond(
  type: PayloadType,
  parameters: readonly ResponseParameters[],
): AsyncGenerator<StreamingOutputCallResponseInit> {
  for (const { size, intervalUs } of parameters) {
    if (intervalUs > 0) await setTimeout(intervalUs / 1000);
    yield { payload: zeros(type, size) };
  }
}

function zeros(type: PayloadType, size: number): Payload {
  if (type !== PayloadType.COMPRESSABLE)
    throw new StatusError(Status.INVALID_ARGUMENT, `unsupported payload type ${type}`);
  if (size < 0) throw new StatusError(Status.INVALID_ARGUMENT, `negative payload size ${size}`);
  return Payload.create({ type, body: new Uint8Array(size) });
}
