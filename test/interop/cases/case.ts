import assert from "node:assert/strict";
import type { Channel } from "farcall/node";
import { Payload } from "../gen/grpc/testing/messages_pb.js";
import type { TestServiceClient, UnimplementedServiceClient } from "../gen/grpc/testing/test_pb.js";
import type { SoakLimits } from "./soak.js";

/** What a case may use to call the server. */
export interface CaseContext {
  /** The channel under both stubs. */
  readonly channel: Channel;
  readonly tests: TestServiceClient;
  readonly unimplemented: UnimplementedServiceClient;
  readonly soak: SoakLimits;
  /** Takes a line of what a soak tells. */
  log(line: string): void;
  /** The address of the server, for logs. */
  readonly peer: string;
  /** A new channel to the same server, for the caller to close. */
  connect(): Channel;
}

/** One case of gRPC's interop-test-descriptions.md: it throws where what the client must assert does not hold. */
export type InteropCase = (context: CaseContext) => Promise<void>;

/** A payload of `size` zero bytes. */
export function zeros(size: number): Payload {
  return Payload.create({ body: new Uint8Array(size) });
}

/** Fails unless `payload` is of type COMPRESSABLE with `size` zero bytes. */
export function assertZeros(payload: Payload | undefined, size: number): void {
  assert.deepEqual(payload, zeros(size));
}
