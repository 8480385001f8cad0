import { createServer, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { Channel, credentials } from "../../src/runtime/node/index.js";
import { NoteServiceClient } from "./notes.js";
import { HTTP2_ENGINES } from "./transports.js";

/** Enough requests in flight to take more than the 10 MB that node:http2 grants a session by default. */
const CALLS = 2_000;
const PAYLOAD = new Uint8Array(10_000);

test.each(HTTP2_ENGINES)(
  "a connection carries thousands of calls at a time, if the server lets it (%s)",
  async (http2) => {
    const streams: ServerHttp2Stream[] = [];
    const server = createServer({ maxSessionMemory: 1_000 });
    server.on("stream", (stream) => {
      streams.push(stream);
      if (streams.length === CALLS) for (const each of streams) answer(each);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const channel = new Channel(`127.0.0.1:${port}`, { credentials: credentials.insecure(), http2 });
    onTestFinished(async () => {
      await channel.close();
      server.close();
    });

    const client = new NoteServiceClient(channel);
    const notes = await Promise.all(Array.from({ length: CALLS }, () => client.echo({ payload: PAYLOAD })));
    expect(notes.length).toBe(CALLS);
  },
);

/** An empty message and OK. */
function answer(stream: ServerHttp2Stream): void {
  stream.resume();
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.end(new Uint8Array(5));
}
