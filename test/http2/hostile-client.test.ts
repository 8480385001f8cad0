/** Clients that attack a server on our own HTTP/2: they are sent away, and a good client beside them notices nothing. */
import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Channel, credentials, Server } from "../../src/runtime/node/index.js";
import { ResetCode } from "../../src/runtime/rpc/transport.js";
import { NoteService, NoteServiceClient } from "../rpc/notes.js";
import { until } from "../rpc/transports.js";
import { CLIENT_PREFACE, Flag, FrameType, frame, framesIn, requestBlock, uint32 } from "./raw-frames.js";

let server: Server;
let port: number;
let channel: Channel;
let good: NoteServiceClient;
/** Handlers of the attackers' calls: how many run, and how many ever ran at a time. */
let running = 0;
let most = 0;

beforeAll(async () => {
  server = new Server({ http2: "own" });
  server.add(NoteService, {
    echo: (note) => note,
    collect: async (_requests, context) => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => context.signal.addEventListener("abort", () => resolve()));
      running--;
      return {};
    },
  });
  ({ port } = await server.listen("127.0.0.1:0", { credentials: credentials.insecure() }));
  channel = new Channel(`127.0.0.1:${port}`, { credentials: credentials.insecure(), http2: "own" });
  good = new NoteServiceClient(channel);
  await good.echo({});
});

afterAll(async () => {
  await channel.close();
  await server.close();
});

const OPEN = requestBlock("/farcall.test.NoteService/Collect");
const HEADERS_FLAGS = Flag.END_HEADERS;
const stream = (i: number): number => 2 * i + 1;

/** What an attack has come to. */
interface Outcome {
  /** The code of the server's GOAWAY. */
  readonly code: number | undefined;
  /** How many times the attacker's bytes were sent before the server closed. */
  readonly sent: number;
}

/**
 * Sends what `next` makes, up to `count` times, until the server closes the connection, while a good client goes on calling. Fails if
 * the server does not close, or holds much more memory than before.
 */
async function attack(count: number, next: (i: number) => Buffer): Promise<Outcome> {
  const socket = connectTcp(port, "127.0.0.1");
  const received: Buffer[] = [];
  let closed = false;
  socket.on("error", () => {});
  socket.on("data", (chunk: Buffer) => received.push(chunk));
  socket.on("close", () => {
    closed = true;
  });
  const before = memory();
  let peak = before;
  let calls = 0;
  const calling = (async () => {
    while (!closed) {
      await good.echo({}, { timeoutMs: 10_000 });
      calls++;
      peak = Math.max(peak, memory());
    }
  })();
  socket.write(CLIENT_PREFACE);
  let sent = 0;
  while (sent < count && !closed) {
    const batch: Buffer[] = [];
    for (const to = Math.min(count, sent + 100); sent < to; sent++) batch.push(next(sent));
    await write(socket, Buffer.concat(batch));
  }
  await until(() => closed);
  await calling;
  expect(calls).toBeGreaterThan(0);
  expect(peak - before).toBeLessThan(64 * 1024 * 1024);
  await until(() => running === 0);
  const goaway = [...framesIn(Buffer.concat(received))].find(({ type }) => type === FrameType.GOAWAY);
  return { code: goaway?.payload.readUInt32BE(4), sent };
}

async function write(socket: Socket, bytes: Buffer): Promise<void> {
  if (!socket.writable || socket.write(bytes)) await new Promise((resolve) => setImmediate(resolve));
  else await Promise.race([once(socket, "drain"), once(socket, "close")]).catch(() => {});
}

function memory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test("streams that are reset as soon as they are open", async () => {
  const { code, sent } = await attack(50_000, (i) =>
    Buffer.concat([
      frame(FrameType.HEADERS, HEADERS_FLAGS, stream(i), OPEN),
      frame(FrameType.RST_STREAM, 0, stream(i), uint32(ResetCode.CANCEL)),
    ]),
  );
  expect(code).toBe(ResetCode.ENHANCE_YOUR_CALM);
  expect(sent).toBeLessThan(20_000);
});

test.each([
  ["a window opened by nothing", (i: number) => frame(FrameType.WINDOW_UPDATE, 0, stream(i), uint32(0))],
  ["a window above all limits", (i: number) => frame(FrameType.WINDOW_UPDATE, 0, stream(i), uint32(2 ** 31 - 1))],
  ["header fields twice", (i: number) => frame(FrameType.HEADERS, HEADERS_FLAGS, stream(i), OPEN)],
])("streams that the server is made to reset, by %s", async (_, mistake) => {
  const { code, sent } = await attack(50_000, (i) =>
    Buffer.concat([frame(FrameType.HEADERS, HEADERS_FLAGS, stream(i), OPEN), mistake(i)]),
  );
  expect(code).toBe(ResetCode.ENHANCE_YOUR_CALM);
  expect(sent).toBeLessThan(20_000);
});

test("a header block that does not end", async () => {
  const { code } = await attack(20_000, (i) =>
    i === 0 ? frame(FrameType.HEADERS, 0, 1, OPEN) : frame(FrameType.CONTINUATION, 0, 1),
  );
  expect(code).toBe(ResetCode.ENHANCE_YOUR_CALM);
});

test("a header block of 128 KiB", async () => {
  const piece = Buffer.concat([Buffer.from([0, 1, 0x61, 0x7f, 0x80, 0x7f]), Buffer.alloc(16_255, "x")]);
  const { code } = await attack(8, (i) => frame(i === 0 ? FrameType.HEADERS : FrameType.CONTINUATION, 0, 1, piece));
  expect(code).toBe(ResetCode.ENHANCE_YOUR_CALM);
});

test("requests that unpack to far more than they are", async () => {
  const large = Buffer.concat([Buffer.from([0x40, 1, 0x61, 0x7f, 0xa1, 0x1e]), Buffer.alloc(4000, "x")]);
  const { code } = await attack(20_000, (i) => {
    const block = i === 0 ? Buffer.concat([OPEN, large]) : Buffer.concat([OPEN, Buffer.alloc(4000, 0xbe)]);
    return frame(FrameType.HEADERS, HEADERS_FLAGS, stream(i), block);
  });
  expect(code).toBe(ResetCode.ENHANCE_YOUR_CALM);
});

test("streams without end, before the SETTINGS are acknowledged", async () => {
  most = 0;
  const { code } = await attack(20_000, (i) => frame(FrameType.HEADERS, HEADERS_FLAGS, stream(i), OPEN));
  expect(code).toBe(ResetCode.ENHANCE_YOUR_CALM);
  expect(most).toBeLessThanOrEqual(100);
});

test.each([
  ["PING", () => frame(FrameType.PING, 0, 0, Buffer.alloc(8))],
  ["PING answers", () => frame(FrameType.PING, Flag.ACK, 0, Buffer.alloc(8))],
  ["SETTINGS", () => frame(FrameType.SETTINGS, 0, 0, Buffer.from([0, 4, 0, 0, 255, 255]))],
  ["SETTINGS answers", () => frame(FrameType.SETTINGS, Flag.ACK, 0)],
  ["PRIORITY", () => frame(FrameType.PRIORITY, 0, 1, Buffer.alloc(5))],
  ["frames of an unknown type", () => frame(0xfe, 0, 1)],
  ["RST_STREAM on a closed stream", (i: number) => frame(FrameType.RST_STREAM, 0, 1, uint32(i === 0 ? 8 : 0))],
  ["DATA without content", () => frame(FrameType.DATA, 0, 1)],
  ["DATA of nothing but padding", () => frame(FrameType.DATA, Flag.PADDED, 1, Buffer.from([3, 0, 0, 0]))],
])("a flood of %s", async (_, next) => {
  const { code, sent } = await attack(300_000, (i) =>
    i === 0 ? frame(FrameType.HEADERS, HEADERS_FLAGS, 1, OPEN) : next(i - 1),
  );
  expect(code).toBe(ResetCode.ENHANCE_YOUR_CALM);
  expect(sent).toBeLessThan(100_000);
});

test.each([
  ["a connection's window above all limits", frame(FrameType.WINDOW_UPDATE, 0, 0, uint32(2 ** 31 - 1)), 3],
  ["a header block that is none", frame(FrameType.HEADERS, HEADERS_FLAGS, 1, Buffer.from([0xff, 0xff])), 9],
  ["a frame that is too large", frame(FrameType.DATA, 0, 1, Buffer.alloc(20_000)), 6],
  ["a push", frame(FrameType.PUSH_PROMISE, HEADERS_FLAGS, 1, Buffer.alloc(8)), 1],
  ["a stream of the server's", frame(FrameType.HEADERS, HEADERS_FLAGS, 2, OPEN), 1],
])("%s ends the connection", async (_, bytes, expected) => {
  expect((await attack(1, () => bytes)).code).toBe(expected);
});

test("content above a stream's window ends the stream", async () => {
  const socket = connectTcp(port, "127.0.0.1");
  const received: Buffer[] = [];
  socket.on("error", () => {});
  socket.on("data", (chunk: Buffer) => received.push(chunk));
  socket.write(CLIENT_PREFACE);
  socket.write(frame(FrameType.HEADERS, HEADERS_FLAGS, 1, OPEN));
  for (let i = 0; i < 80; i++) socket.write(frame(FrameType.DATA, 0, 1, Buffer.alloc(16_384)));
  const reset = () => [...framesIn(Buffer.concat(received))].find(({ type }) => type === FrameType.RST_STREAM);
  await until(() => reset() !== undefined);
  expect(reset()!.payload.readUInt32BE(0)).toBe(ResetCode.FLOW_CONTROL_ERROR);
  await until(() => running === 0);
  socket.destroy();
});

test("a client whose deadlines pass now and then is no attacker", async () => {
  for (let i = 0; i < 1_500; i++) {
    const given = good.echo({});
    const cancelled = good.collect([{}]);
    await given;
    cancelled.cancel();
    await cancelled.status;
  }
  expect(channel.state).toBe("READY");
  await until(() => running === 0);
});

test("a client that vanishes leaves nothing behind", async () => {
  const socket = connectTcp(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(CLIENT_PREFACE);
  for (let i = 0; i < 50; i++) socket.write(frame(FrameType.HEADERS, HEADERS_FLAGS, stream(i), OPEN));
  await until(() => running === 50);
  socket.resetAndDestroy();
  await until(() => running === 0);
  await good.echo({});
});
