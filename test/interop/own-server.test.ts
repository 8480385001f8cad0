import { Channel, credentials, Server } from "farcall/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HTTP2_ENGINES } from "../rpc/transports.js";
import { CASE_NAMES } from "./case-names.js";
import { TestService } from "./gen/grpc/testing/test_pb.js";
import { runCase } from "./run-case.js";
import { testService } from "./test-service.js";

// The peers of `npm run interop` need Go and Python; these are the same cases between farcall's own client and server, each on our own
// HTTP/2 and on Node's.

const PAIRS = HTTP2_ENGINES.flatMap((ofClient) => HTTP2_ENGINES.map((ofServer) => ({ ofClient, ofServer })));
const plaintext = credentials.insecure();

describe.each(PAIRS)("a client on HTTP/2 of the kind $ofClient, a server of the kind $ofServer", (pair) => {
  const server = new Server({ http2: pair.ofServer }).add(TestService, testService);
  let peer: string;

  beforeAll(async () => {
    const { port } = await server.listen("127.0.0.1:0", { credentials: plaintext });
    peer = `127.0.0.1:${port}`;
  });
  afterAll(() => server.close());

  test.each(CASE_NAMES)("%s passes", async (name) => {
    const connect = (): Channel => new Channel(peer, { credentials: plaintext, http2: pair.ofClient });
    await expect(runCase(name, { peer, connect })).resolves.toBeUndefined();
  });
});
