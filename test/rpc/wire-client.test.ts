/** What a client makes of answers that no well-behaved server gives, told by a bare HTTP/2 server. */
import { createServer, type Http2Server, type OutgoingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { resetStream } from "../../src/runtime/node/http2-reset.js";
import { Channel, credentials } from "../../src/runtime/node/index.js";
import { Status, type StatusError } from "../../src/runtime/rpc/index.js";
import type { ResetCode } from "../../src/runtime/rpc/transport.js";
import { Note, NoteServiceClient } from "./notes.js";
import { collect, HTTP2_ENGINES } from "./transports.js";

describe.each(HTTP2_ENGINES)("on HTTP/2 of the kind %s", (http2) => {
  let server: Http2Server;
  let channel: Channel;
  let client: NoteServiceClient;
  let answer: (stream: ServerHttp2Stream) => void;

  beforeAll(async () => {
    server = createServer();
    server.on("stream", (stream) => {
      stream.on("error", () => {});
      answer(stream);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    channel = new Channel(`127.0.0.1:${(server.address() as AddressInfo).port}`, {
      credentials: credentials.insecure(),
      http2,
    });
    client = new NoteServiceClient(channel, { timeoutMs: 4_000 });
  });

  afterAll(async () => {
    await channel.close();
    server.close();
  });

  beforeEach(() => {
    answer = () => {};
  });

  const MESSAGE = (() => {
    const message = Note.encode({ text: "x" });
    return Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]);
  })();

  const HEAD = { ":status": 200, "content-type": "application/grpc" };

  function respond(head: OutgoingHttpHeaders, body?: Buffer, trailers?: OutgoingHttpHeaders): void {
    answer = (stream) => {
      stream.respond(head, { waitForTrailers: trailers !== undefined });
      if (trailers !== undefined) stream.on("wantTrailers", () => stream.sendTrailers(trailers));
      stream.end(body);
    };
  }

  async function failure(call: PromiseLike<unknown> = client.echo({})): Promise<StatusError> {
    try {
      await call;
    } catch (error) {
      return error as StatusError;
    }
    throw new Error("the call has not failed");
  }

  test("a good answer is taken", async () => {
    respond(HEAD, MESSAGE, { "grpc-status": "0" });
    expect((await client.echo({})).text).toBe("x");
  });

  test("missing trailers are UNKNOWN", async () => {
    respond(HEAD, MESSAGE);
    expect((await failure()).code).toBe(Status.UNKNOWN);
  });

  test("trailers without a status are UNKNOWN", async () => {
    respond(HEAD, MESSAGE, { other: "0" });
    expect((await failure()).code).toBe(Status.UNKNOWN);
  });

  test.each([
    [400, Status.INTERNAL],
    [401, Status.UNAUTHENTICATED],
    [403, Status.PERMISSION_DENIED],
    [404, Status.UNIMPLEMENTED],
    [429, Status.UNAVAILABLE],
    [500, Status.UNKNOWN],
    [502, Status.UNAVAILABLE],
    [503, Status.UNAVAILABLE],
    [504, Status.UNAVAILABLE],
  ])("HTTP status %d is code %d, with and without a body", async (httpStatus, code) => {
    respond({ ":status": httpStatus, "content-type": "text/html" }, Buffer.from("<h1>Sorry</h1>"));
    const error = await failure();
    expect([error.code, error.rawMessage]).toEqual([code, `the server has answered with HTTP status ${httpStatus}`]);
    answer = (stream) => stream.respond({ ":status": httpStatus }, { endStream: true });
    expect((await failure()).code).toBe(code);
  });

  test("a content type that is not gRPC's is UNKNOWN", async () => {
    respond({ ":status": 200, "content-type": "text/html" }, Buffer.from("<h1>Hello</h1>"));
    expect((await failure()).code).toBe(Status.UNKNOWN);
  });

  test("a status in the headers alone is the status", async () => {
    answer = (stream) =>
      stream.respond({ ...HEAD, "grpc-status": "5", "grpc-message": "nope", why: "gone" }, { endStream: true });
    const call = client.echo({});
    const error = await failure(call);
    expect([error.code, error.rawMessage, error.metadata.get("why")]).toEqual([Status.NOT_FOUND, "nope", "gone"]);
    expect((await call.headers).size).toBe(0);
  });

  test.each([
    ["%zz", "%zz"],
    ["%", "%"],
    ["100%", "100%"],
    ["%ff", "\ufffd"],
    ["%E2%82%AC%20%", "€ %"],
    ["", ""],
  ])("grpc-message %j is never an error and never thrown away", async (sent, message) => {
    respond(HEAD, Buffer.alloc(0), { "grpc-status": "9", "grpc-message": sent });
    expect(await failure()).toMatchObject({ code: Status.FAILED_PRECONDITION, rawMessage: message });
  });

  test.each(["17", "99", "-1", "abc", "1.5"])("status %j is UNKNOWN", async (status) => {
    respond(HEAD, Buffer.alloc(0), { "grpc-status": status, "grpc-message": "odd" });
    expect(await failure()).toMatchObject({ code: Status.UNKNOWN, rawMessage: "odd" });
  });

  test.each([
    [1, Status.INTERNAL],
    [2, Status.INTERNAL],
    [3, Status.INTERNAL],
    [7, Status.UNAVAILABLE],
    [8, Status.CANCELLED],
    [11, Status.RESOURCE_EXHAUSTED],
    [12, Status.PERMISSION_DENIED],
  ])("RST_STREAM with error %d is code %d before, between and after data", async (reset, code) => {
    answer = (stream) => resetStream(stream, reset as ResetCode);
    expect((await failure()).code).toBe(code);
    answer = (stream) => {
      stream.respond(HEAD);
      setTimeout(() => resetStream(stream, reset as ResetCode), 5);
    };
    expect((await failure()).code).toBe(code);
    answer = (stream) => {
      stream.respond(HEAD);
      stream.write(MESSAGE);
      setTimeout(() => resetStream(stream, reset as ResetCode), 5);
    };
    const call = client.list({});
    const received: string[] = [];
    const error = await failure(
      (async () => {
        for await (const { text } of call) received.push(text);
      })(),
    );
    expect([error.code, received]).toEqual([code, ["x"]]);
  });

  test.each([
    ["no message", Buffer.alloc(0)],
    ["two messages", Buffer.concat([MESSAGE, MESSAGE])],
  ])("%s where one is due is UNIMPLEMENTED", async (_what, body) => {
    respond(HEAD, body, { "grpc-status": "0" });
    expect((await failure()).code).toBe(Status.UNIMPLEMENTED);
  });

  test.each([
    ["flag 1 without an encoding", Buffer.from([1, 0, 0, 0, 0])],
    ["flag 2", Buffer.from([2, 0, 0, 0, 0])],
    ["a message that is none", Buffer.from([0, 0, 0, 0, 1, 0xff])],
    ["half a message", Buffer.from([0, 0, 0, 0, 9, 1])],
    ["half a prefix", Buffer.from([0, 0])],
  ])("%s is INTERNAL", async (_what, body) => {
    respond(HEAD, body, { "grpc-status": "0" });
    expect((await failure()).code).toBe(Status.INTERNAL);
    expect((await failure(collect(client.list({})))).code).toBe(Status.INTERNAL);
  });

  test("a length of 2^32-1 is RESOURCE_EXHAUSTED", async () => {
    respond(HEAD, Buffer.from([0, 255, 255, 255, 255]), { "grpc-status": "0" });
    expect((await failure()).code).toBe(Status.RESOURCE_EXHAUSTED);
  });

  test("a compression that was not offered is INTERNAL", async () => {
    respond({ ...HEAD, "grpc-encoding": "gzip" }, MESSAGE, { "grpc-status": "0" });
    expect((await failure()).code).toBe(Status.INTERNAL);
  });

  test("bad base64 in the headers or the trailers is INTERNAL", async () => {
    respond({ ...HEAD, "x-bin": "@" }, MESSAGE, { "grpc-status": "0" });
    expect((await failure()).code).toBe(Status.INTERNAL);
    respond(HEAD, MESSAGE, { "grpc-status": "0", "x-bin": "@" });
    expect((await failure()).code).toBe(Status.INTERNAL);
  });

  test("binary metadata is read padded, unpadded and joined by commas", async () => {
    respond({ ...HEAD, "a-bin": "AAE=", "b-bin": "AAE", "c-bin": "AA==,AQ, Ag" }, MESSAGE, { "grpc-status": "0" });
    const call = client.echo({});
    await call;
    const headers = await call.headers;
    expect([headers.get("a-bin"), headers.get("b-bin")]).toEqual([Uint8Array.of(0, 1), Uint8Array.of(0, 1)]);
    expect(headers.getAll("c-bin")).toEqual([Uint8Array.of(0), Uint8Array.of(1), Uint8Array.of(2)]);
  });

  test("informational responses are passed over", async () => {
    answer = (stream) => {
      stream.additionalHeaders({ ":status": 103 });
      stream.respond(HEAD, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
      stream.end(MESSAGE);
    };
    expect((await client.echo({})).text).toBe("x");
  });

  test("trailers do not overtake messages that are still to be read", async () => {
    const many = Buffer.concat(Array.from({ length: 20_000 }, () => MESSAGE));
    respond(HEAD, many, { "grpc-status": "0" });
    const call = client.list({});
    const replies = call[Symbol.asyncIterator]();
    await replies.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    let count = 1;
    while (!(await replies.next()).done) count++;
    expect(count).toBe(20_000);
    expect((await call.status).code).toBe(Status.OK);
  });
});
