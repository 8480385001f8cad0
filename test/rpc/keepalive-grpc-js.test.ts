/** Keepalive between our server and a client of grpc-js: both keep gRPC's rules. */
import * as grpc from "@grpc/grpc-js";
import { expect, onTestFinished, test } from "vitest";
import { credentials, Server, type ServerOptions } from "../../src/runtime/node/index.js";
import { Status } from "../../src/runtime/rpc/index.js";
import { Note, NoteService } from "./notes.js";

/** Makes one call of grpc-js to a handler that answers after `ms`. Resolves with the status. */
async function callFor(ms: number, server: ServerOptions, client: grpc.ClientOptions): Promise<grpc.StatusObject> {
  const ours = new Server(server).add(NoteService, {
    echo: (note) => new Promise((resolve) => setTimeout(resolve, ms, note)),
  });
  const { port } = await ours.listen("127.0.0.1:0", { credentials: credentials.insecure() });
  const theirs = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), client);
  onTestFinished(async () => {
    theirs.close();
    await ours.close();
  });
  return new Promise((resolve) => {
    const call = theirs.makeUnaryRequest(
      "/farcall.test.NoteService/Echo",
      (note: Note) => Buffer.from(Note.encode(note)),
      (bytes) => Note.decode(bytes),
      Note.create({}),
      () => {},
    );
    call.on("status", resolve);
  });
}

const OFTEN = { "grpc.keepalive_time_ms": 50, "grpc.keepalive_timeout_ms": 5_000 };

test("a client that asks too often is sent away", async () => {
  const { code } = await callFor(5_000, {}, OFTEN);
  // What grpc-js makes of a GOAWAY with ENHANCE_YOUR_CALM.
  expect(code).toBe(Status.RESOURCE_EXHAUSTED);
});

test("a client that may ask as often is answered", async () => {
  const { code } = await callFor(500, { keepalive: { permitTimeMs: 1 } }, OFTEN);
  expect(code).toBe(Status.OK);
});

test("a client that is asked answers", async () => {
  const { code } = await callFor(1_500, { keepalive: { timeMs: 1_000, timeoutMs: 300 } }, {});
  expect(code).toBe(Status.OK);
});
