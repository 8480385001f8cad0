import { Channel, credentials, Server } from "farcall/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CASE_NAMES } from "./case-names.js";
import { TestService } from "./gen/grpc/testing/test_pb.js";
import { runCase } from "./run-case.js";
import { testService } from "./test-service.js";

// The peers of `npm run interop` need Go and Python; these are the same cases between farcall's own client and server.

const server = new Server().add(TestService, testService);
const plaintext = { credentials: credentials.insecure() };
let peer: string;

beforeAll(async () => {
  const { port } = await server.listen("127.0.0.1:0", plaintext);
  peer = `127.0.0.1:${port}`;
});
afterAll(() => server.close());

test.each(CASE_NAMES)("%s passes against our own server", async (name) => {
  await expect(runCase(name, { peer, connect: () => new Channel(peer, plaintext) })).resolves.toBeUndefined();
});
