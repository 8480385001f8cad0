/** Peers that do nothing, on real sockets: what our own HTTP/2 waits for has an end, and who is merely quiet is left alone. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { Backoff } from "../../src/runtime/channel/backoff.js";
import { Subchannel } from "../../src/runtime/channel/subchannel.js";
import { DEFAULT_TIME_LIMITS, type TimeLimits } from "../../src/runtime/http2/time-limits.js";
import { Channel, credentials, Server, type ServerOptions } from "../../src/runtime/node/index.js";
import { OwnConnector } from "../../src/runtime/node/own-connector.js";
import { GrpcClient } from "../../src/runtime/protocol/grpc/client.js";
import { Status } from "../../src/runtime/rpc/index.js";
import { ResetCode } from "../../src/runtime/rpc/transport.js";
import { makeCertificates } from "../rpc/certificates.js";
import { NoteService, NoteServiceClient, type NoteServiceServer } from "../rpc/notes.js";
import { signalled, until } from "../rpc/transports.js";
import { block, CLIENT_PREFACE, Flag, FrameType, frame, framesIn, requestBlock, uint32 } from "./raw-frames.js";

async function serve(options: ServerOptions, implementation: Partial<NoteServiceServer> = {}, tls = false) {
  const server = new Server(options).add(NoteService, { echo: (note) => note, ...implementation });
  const given = tls ? credentials.tls((await makeCertificates()).server) : credentials.insecure();
  const { port } = await server.listen("127.0.0.1:0", { credentials: given });
  onTestFinished(() => server.close());
  return port;
}

/** A raw client, and what it has got so far. */
function dial(port: number) {
  const socket = connectTcp(port, "127.0.0.1");
  let received = Buffer.alloc(0);
  const state = { closed: false };
  socket.on("error", () => {});
  socket.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
  });
  socket.on("close", () => {
    state.closed = true;
  });
  onTestFinished(() => {
    socket.destroy();
  });
  return { socket, state, frames: () => [...framesIn(received)] };
}

/** A server that does what it is told to do on each connection. */
async function stand(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const ACK = frame(FrameType.SETTINGS, Flag.ACK, 0);

test.each([
  ["no preface", Buffer.alloc(0)],
  ["half a preface", CLIENT_PREFACE.subarray(0, 10)],
  ["a preface without SETTINGS", CLIENT_PREFACE.subarray(0, 24)],
  ["no acknowledgement of the SETTINGS", CLIENT_PREFACE],
])("a client that sends %s is sent away", async (_, bytes) => {
  const { socket, state, frames } = dial(await serve({ handshakeTimeoutMs: 50 }));
  socket.write(bytes);
  await until(() => state.closed);
  const goaway = frames().find(({ type }) => type === FrameType.GOAWAY);
  expect(goaway?.payload.readUInt32BE(4)).toBe(ResetCode.SETTINGS_TIMEOUT);
});

test("a TLS handshake that does not end is ended", async () => {
  const { state } = dial(await serve({ handshakeTimeoutMs: 50 }, {}, true));
  await until(() => state.closed);
});

test("a client that has settled may be quiet", async () => {
  const { socket, state } = dial(await serve({ handshakeTimeoutMs: 50, stallTimeoutMs: 50 }));
  socket.write(Buffer.concat([CLIENT_PREFACE, ACK]));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(state.closed).toBe(false);
});

test.each(["plaintext", "tls"] as const)(
  "a server that takes the connection and says nothing fails the call: %s",
  async (security) => {
    const port = await stand(() => {});
    const given = security === "tls" ? credentials.tls() : credentials.insecure();
    const channel = new Channel(`127.0.0.1:${port}`, { credentials: given, connectTimeoutMs: 50 });
    onTestFinished(() => channel.close());
    await expect(new NoteServiceClient(channel).echo({})).rejects.toMatchObject({
      code: Status.UNAVAILABLE,
      message: expect.stringContaining("within 50 ms"),
    });
  },
);

test("a server that does not acknowledge the SETTINGS loses the connection", async () => {
  const port = await stand((socket) => socket.write(frame(FrameType.SETTINGS, 0, 0)));
  const channel = new Channel(`127.0.0.1:${port}`, { credentials: credentials.insecure(), connectTimeoutMs: 100 });
  onTestFinished(() => channel.close());
  await expect(new NoteServiceClient(channel).echo({})).rejects.toMatchObject({
    code: Status.UNAVAILABLE,
    message: expect.stringContaining("has not settled"),
  });
});

test("a client whose window stays closed loses its stream, and its handler ends", async () => {
  const ended = signalled();
  const port = await serve(
    { stallTimeoutMs: 100 },
    {
      async *list(_request, context) {
        context.signal.addEventListener("abort", () => ended.resolve());
        while (!context.signal.aborted) yield { payload: new Uint8Array(10_000) };
      },
    },
  );
  const { socket, state, frames } = dial(port);
  socket.write(Buffer.concat([CLIENT_PREFACE, ACK]));
  socket.write(frame(FrameType.HEADERS, Flag.END_HEADERS, 1, requestBlock("/farcall.test.NoteService/List")));
  socket.write(frame(FrameType.DATA, Flag.END_STREAM, 1, new Uint8Array(5)));
  await ended.promise;
  const reset = () => frames().find(({ type }) => type === FrameType.RST_STREAM);
  await until(() => reset() !== undefined);
  expect(reset()!.payload.readUInt32BE(0)).toBe(ResetCode.ENHANCE_YOUR_CALM);
  expect(state.closed).toBe(false);
});

test("a client that reads nothing from its socket is sent away, and its handler ends", async () => {
  const ended = signalled();
  const port = await serve(
    { stallTimeoutMs: 100 },
    {
      async *list(_request, context) {
        context.signal.addEventListener("abort", () => ended.resolve());
        while (!context.signal.aborted) yield { payload: new Uint8Array(10_000) };
      },
    },
  );
  const { socket, state } = dial(port);
  socket.pause();
  socket.write(Buffer.concat([CLIENT_PREFACE, ACK]));
  socket.write(frame(FrameType.WINDOW_UPDATE, 0, 0, uint32(2 ** 30)));
  socket.write(frame(FrameType.HEADERS, Flag.END_HEADERS, 1, requestBlock("/farcall.test.NoteService/List")));
  socket.write(frame(FrameType.WINDOW_UPDATE, 0, 1, uint32(2 ** 30)));
  socket.write(frame(FrameType.DATA, Flag.END_STREAM, 1, new Uint8Array(5)));
  await ended.promise;
  // What the system holds has to be read before the end is seen.
  socket.resume();
  await until(() => state.closed);
});

test("a server whose window stays closed fails the call that waits for it, and no other", async () => {
  const port = await stand((socket) => {
    socket.write(Buffer.concat([frame(FrameType.SETTINGS, 0, 0, Buffer.from([0, 4, 0, 0, 0, 0])), ACK]));
    socket.resume();
  });
  const channel = new Channel(`127.0.0.1:${port}`, { credentials: credentials.insecure(), stallTimeoutMs: 100 });
  onTestFinished(() => channel.close());
  const client = new NoteServiceClient(channel);
  const waiting = client.collect();
  await expect(client.echo({})).rejects.toMatchObject({
    code: Status.UNAVAILABLE,
    message: expect.stringContaining("has taken nothing"),
  });
  expect(channel.state).toBe("READY");
  waiting.cancel();
  await waiting.status;
});

/** A client whose time limits may be shorter than those that a channel allows. */
function clientOf(port: number, times: Partial<TimeLimits>) {
  const address = { kind: "tcp", host: "127.0.0.1", port } as const;
  const options = { address, authority: "test", tls: undefined, connectTimeoutMs: 5_000 };
  const connector = new OwnConnector(options, { ...DEFAULT_TIME_LIMITS, ...times });
  const subchannel = new Subchannel(connector, new Backoff(), () => {});
  onTestFinished(() => subchannel.close());
  const grpc = new GrpcClient(subchannel, { limits: undefined, userAgent: "test" });
  return new NoteServiceClient({ defaults: {}, openCall: (call, handler) => grpc.openCall(call, handler) });
}

test("a server that has vanished fails the calls, if the client asks for it", async () => {
  const pings: number[] = [];
  const port = await stand((socket) => {
    socket.write(Buffer.concat([frame(FrameType.SETTINGS, 0, 0), ACK]));
    socket.on("data", (chunk: Buffer) => {
      for (const { type } of framesIn(chunk)) if (type === FrameType.PING) pings.push(type);
    });
  });
  const client = clientOf(port, { keepaliveMs: 50, keepaliveTimeoutMs: 50 });
  await expect(client.echo({})).rejects.toMatchObject({
    code: Status.UNAVAILABLE,
    message: expect.stringContaining("has not answered a PING"),
  });
  expect(pings).toHaveLength(1);
});

test("a server that is slow, and answers PINGs, is waited for", async () => {
  const port = await serve(
    { keepalive: { permitTimeMs: 1 } },
    { echo: (note) => new Promise((resolve) => setTimeout(resolve, 300, note)) },
  );
  const client = clientOf(port, { keepaliveMs: 20, keepaliveTimeoutMs: 200 });
  expect(await client.echo({ text: "late" })).toMatchObject({ text: "late" });
});

test("a process that was busy reads what has come before it takes anybody for dead", async () => {
  const status = Buffer.concat([Buffer.from([0, 11]), Buffer.from("grpc-status"), Buffer.from([1, 0x39])]);
  const response = Buffer.concat([block(":status", "200", "content-type", "application/grpc"), status]);
  let pings = 0;
  const port = await stand((socket) => {
    socket.write(Buffer.concat([frame(FrameType.SETTINGS, 0, 0), ACK]));
    socket.on("data", (chunk: Buffer) => {
      for (const { type, payload } of framesIn(chunk)) {
        if (type !== FrameType.PING) continue;
        socket.write(frame(FrameType.PING, Flag.ACK, 0, payload));
        for (const until = performance.now() + 200; performance.now() < until; );
        if (++pings < 3) continue;
        socket.write(frame(FrameType.HEADERS, Flag.END_HEADERS | Flag.END_STREAM, 1, response));
      }
    });
  });
  const client = clientOf(port, { keepaliveMs: 50, keepaliveTimeoutMs: 100 });
  await expect(client.echo({})).rejects.toMatchObject({ code: Status.FAILED_PRECONDITION });
});

test("a client that asks too often is sent away, and asks half as often from then on", async () => {
  const port = await serve(
    { keepalive: { permitTimeMs: 150 } },
    { echo: (note) => new Promise((resolve) => setTimeout(resolve, note.number, note)) },
  );
  const client = clientOf(port, { keepaliveMs: 100 });
  await expect(client.echo({ number: 20_000 })).rejects.toMatchObject({
    code: Status.UNAVAILABLE,
    message: expect.stringContaining("too_many_pings"),
  });
  await client.echo({ number: 1_500 });
});

test("a channel without calls keeps no process alive, though it sends PINGs", async () => {
  const port = await serve({});
  const path = new URL("idle-client.ts", import.meta.url).pathname;
  const client = spawn(process.execPath, ["--import", "tsx", path, String(port)], { stdio: "inherit" });
  onTestFinished(() => void client.kill());
  expect(await once(client, "exit")).toEqual([0, null]);
});

test("a client that has vanished is noticed by the server", async () => {
  const ended = signalled();
  const port = await serve(
    { keepalive: { timeMs: 1_000, timeoutMs: 50 } },
    {
      collect: async (_requests, context) => {
        context.signal.addEventListener("abort", () => ended.resolve());
        await ended.promise;
        return {};
      },
    },
  );
  const { socket, state, frames } = dial(port);
  socket.write(Buffer.concat([CLIENT_PREFACE, ACK]));
  socket.write(frame(FrameType.HEADERS, Flag.END_HEADERS, 1, requestBlock("/farcall.test.NoteService/Collect")));
  await ended.promise;
  await until(() => state.closed);
  expect(frames().filter(({ type }) => type === FrameType.PING)).toHaveLength(1);
});

test.each(["keepalive", "stallTimeoutMs", "handshakeTimeoutMs"])(
  "Node's HTTP/2 refuses %s, which it would ignore",
  (name) => {
    const options = { http2: "node", [name]: name === "keepalive" ? {} : 1 } as const;
    expect(() => new Server(options)).toThrow(`${name}: Node's HTTP/2 does not have it`);
    if (name !== "handshakeTimeoutMs") {
      expect(() => new Channel("http://localhost:1", options)).toThrow(`${name}: Node's HTTP/2 does not have it`);
    }
  },
);
