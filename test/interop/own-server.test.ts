import { Channel, credentials, Server } from "farcall/node";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { CASE_NAMES } from "./case-names.js";
import { CASES } from "./cases/index.js";
import { TestService, TestServiceClient, UnimplementedServiceClient } from "./gen/grpc/testing/test_pb.js";
import { testService } from "./test-service.js";

// The peers of `npm run interop` need Go; these are the same cases between farcall's own client and server.

const server = new Server().add(TestService, testService);
const plaintext = { credentials: credentials.insecure() };
let peer: string;

beforeAll(async () => {
  vi.spyOn(console, "log").mockImplementation(() => {}); // The soaks tell of every call.
  const { port } = await server.listen("127.0.0.1:0", plaintext);
  peer = `127.0.0.1:${port}`;
});
afterAll(async () => {
  vi.restoreAllMocks();
  await server.close();
});

test.each(CASE_NAMES)("%s passes against our own server", async (name) => {
  const connect = (): Channel => new Channel(peer, plaintext);
  await using channel = connect();
  const passed = CASES[name]({
    channel,
    tests: new TestServiceClient(channel),
    unimplemented: new UnimplementedServiceClient(channel),
    soak: { iterations: 10, maxFailures: 0, maxLatencyMs: 10_000, overallTimeoutMs: 60_000, minMsBetweenCalls: 0 },
    peer,
    connect,
  });
  await expect(passed).resolves.toBeUndefined();
});
