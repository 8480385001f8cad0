/** Servers that attack a client on our own HTTP/2: its calls fail, at once and with a reason, and nothing is left behind. */
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { Channel, credentials } from "../../src/runtime/node/index.js";
import { Status } from "../../src/runtime/rpc/index.js";
import { NoteServiceClient } from "../rpc/notes.js";
import { Flag, FrameType, frame, framesIn, uint32 } from "./raw-frames.js";

const SETTINGS = frame(FrameType.SETTINGS, 0, 0);
const PREFACE_BYTES = 24;

/** A client of a server that greets with `greeting`, and does `answer` for each HEADERS frame. */
async function connect(answer: (socket: Socket, stream: number) => void, greeting: Buffer = SETTINGS) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let received = Buffer.alloc(0);
    let seen = 0;
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const frames = [...framesIn(received.subarray(PREFACE_BYTES))];
      for (const { type, stream } of frames.slice(seen)) if (type === FrameType.HEADERS) answer(socket, stream);
      seen = frames.length;
    });
    socket.write(greeting);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const channel = new Channel(`127.0.0.1:${port}`, {
    credentials: credentials.insecure(),
    connectTimeoutMs: 2_000,
    http2: "own",
  });
  onTestFinished(async () => {
    await channel.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return new NoteServiceClient(channel);
}

const HEADERS_FLAGS = Flag.END_HEADERS;
/** `:status: 200` and `content-type: application/grpc`, in no table. */
const HEAD = Buffer.concat([Buffer.from([0x88, 0x0f, 0x10, 16]), Buffer.from("application/grpc")]);

test.each([
  ["ENABLE_PUSH of 2", [0, 2, 0, 0, 0, 2]],
  ["a window above 2^31-1", [0, 4, 0x80, 0, 0, 0]],
  ["frames of 100 bytes", [0, 5, 0, 0, 0, 100]],
  ["half a setting", [0, 5, 0, 0]],
])("SETTINGS with %s are no connection", async (_, payload) => {
  const client = await connect(() => {}, frame(FrameType.SETTINGS, 0, 0, Buffer.from(payload)));
  await expect(client.echo({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
});

test.each([
  ["a window above all limits", () => frame(FrameType.WINDOW_UPDATE, 0, 0, uint32(2 ** 31 - 1))],
  [
    "a header block that is none",
    (stream: number) => frame(FrameType.HEADERS, HEADERS_FLAGS, stream, Buffer.from([0xff])),
  ],
  ["a push", (stream: number) => frame(FrameType.PUSH_PROMISE, HEADERS_FLAGS, stream, uint32(2))],
  ["an answer to no request", () => frame(FrameType.HEADERS, HEADERS_FLAGS, 99, HEAD)],
  ["a GOAWAY with an error", () => frame(FrameType.GOAWAY, 0, 0, uint32(99, 2))],
  ["bytes that are no frames", () => Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
])("%s fails the call", async (_, bytes) => {
  const client = await connect((socket, stream) => {
    socket.end(bytes(stream));
  });
  await expect(client.echo({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
});

test.each([
  ["no status", Buffer.from([0x0f, 0x10, 1, 0x78])],
  ["a status that is no number", Buffer.from([0x08, 3, 0x61, 0x62, 0x63])],
  ["a pseudo-header field of requests", Buffer.concat([Buffer.from([0x83]), HEAD])],
  [
    "a field of HTTP/1.1",
    Buffer.concat([HEAD, Buffer.from([0, 10]), Buffer.from("connection"), Buffer.from([1, 0x78])]),
  ],
  ["a capital letter", Buffer.concat([HEAD, Buffer.from([0, 1, 0x41, 1, 0x78])])],
])("a response with %s fails its call alone", async (_, block) => {
  let streams = 0;
  const client = await connect((socket, stream) => {
    const bad = streams++ === 0;
    socket.write(frame(FrameType.HEADERS, HEADERS_FLAGS, stream, bad ? block : HEAD));
    if (bad) return;
    const trailers = Buffer.concat([Buffer.from([0, 11]), Buffer.from("grpc-status"), Buffer.from([1, 0x39])]);
    socket.write(frame(FrameType.HEADERS, HEADERS_FLAGS | Flag.END_STREAM, stream, trailers));
  });
  await expect(client.echo({})).rejects.toMatchObject({ code: Status.INTERNAL });
  await expect(client.echo({})).rejects.toMatchObject({ code: Status.FAILED_PRECONDITION });
});

test.each([
  ["content before its header fields", (stream: number) => frame(FrameType.DATA, 0, stream, Buffer.alloc(5))],
  [
    "a length of content, and none",
    (stream: number) =>
      frame(
        FrameType.HEADERS,
        HEADERS_FLAGS | Flag.END_STREAM,
        stream,
        Buffer.concat([HEAD, Buffer.from([0x0f, 0x0d, 1, 0x35])]),
      ),
  ],
])("a response with %s is broken off", async (_, response) => {
  const client = await connect((socket, stream) => socket.write(response(stream)));
  const { code, message } = await client.echo({}).status;
  expect(code).toBe(Status.INTERNAL);
  expect(message).toContain("content");
});

test("header fields above the limit are RESOURCE_EXHAUSTED", async () => {
  const large = Buffer.concat([HEAD, Buffer.from([0, 1, 0x61, 0x7f, 0xa1, 0x1e]), Buffer.alloc(4000, "x")]);
  const client = await connect((socket, stream) => {
    const block = Buffer.concat([large, Buffer.from([0x40, 1, 0x62, 0x7f, 0xa1, 0x1e]), Buffer.alloc(4000, "y")]);
    const many = Buffer.concat([block, Buffer.alloc(8, 0xbe)]);
    socket.write(frame(FrameType.HEADERS, HEADERS_FLAGS, stream, many));
  });
  await expect(client.echo({})).rejects.toMatchObject({ code: Status.RESOURCE_EXHAUSTED });
});

test("header fields without end are not read without end", async () => {
  const client = await connect((socket, stream) => {
    socket.write(frame(FrameType.HEADERS, 0, stream, HEAD));
    for (let i = 0; i < 1000; i++) socket.write(frame(FrameType.CONTINUATION, 0, stream));
  });
  await expect(client.echo({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
});

test("informational responses without end, and floods of PING, do not go on for ever", async () => {
  for (const flood of [
    (stream: number) => frame(FrameType.HEADERS, HEADERS_FLAGS, stream, Buffer.from([0x08, 3, 0x31, 0x30, 0x33])),
    () => frame(FrameType.PING, 0, 0, Buffer.alloc(8)),
  ]) {
    const client = await connect((socket, stream) => {
      const bytes = Buffer.concat(Array.from({ length: 5000 }, () => flood(stream)));
      socket.write(bytes);
    });
    await expect(client.echo({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
  }
});
