/** Both roles of the engine, joined by byte queues: no socket, and chunks that end anywhere. */
import { expect, test } from "vitest";
import {
  CLIENT_PREFACE,
  Flag,
  FrameType,
  frame,
  framesIn,
  requestBlock,
  uint32,
} from "../../../test/http2/raw-frames.js";
import {
  type ClientReceiver,
  type HeaderFields,
  ResetCode,
  type ServerReceiver,
  type ServerStream,
} from "../rpc/transport.js";
import { Http2ClientConnection } from "./client-connection.js";
import type { ByteSink, Http2Connection } from "./connection.js";
import { DEFAULT_LIMITS, type Http2Limits } from "./limits.js";
import { Http2ServerConnection } from "./server-connection.js";

/** Random numbers that are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A sink whose bytes wait to be carried to the other side. */
class Queue implements ByteSink {
  connection!: Http2Connection;
  readonly bytes: number[] = [];
  ended = false;
  awake = false;
  isCongested = false;
  unsentBytes = 0;

  wake(): void {
    this.awake = true;
  }

  write(bytes: Uint8Array): boolean {
    for (const byte of bytes) this.bytes.push(byte);
    return !this.isCongested;
  }

  end(): void {
    this.ended = true;
  }

  flush(): void {
    this.awake = false;
    this.connection.flush();
  }
}

interface Setup {
  readonly limits?: Partial<Http2Limits>;
  readonly seed?: number;
  readonly accept?: (request: HeaderFields, stream: ServerStream) => ServerReceiver;
}

const PREPARED = { fields: [":method", "POST", ":path", "/s/m", "content-type", "application/grpc"] };

function connect(setup: Setup = {}) {
  const random = numbers(setup.seed ?? 1);
  const limits = { ...DEFAULT_LIMITS, ...setup.limits };
  const [toServer, toClient] = [new Queue(), new Queue()];
  const told: string[] = [];
  const client = new Http2ClientConnection(toServer, {
    scheme: "http",
    authority: "test",
    limits,
    listener: {
      onReady: () => told.push("ready"),
      onRoom: () => told.push("room"),
      onGone: () => told.push("gone"),
      onTooManyPings: () => told.push("too many pings"),
      onBusy: (busy) => told.push(busy ? "busy" : "idle"),
    },
  });
  const server = new Http2ServerConnection(toClient, {
    info: { peer: "test", identity: undefined },
    limits,
    acceptor: { accept: setup.accept ?? ((_request, stream) => echo(stream)) },
  });
  toServer.connection = client;
  toClient.connection = server;
  client.start();
  server.start();

  /** Carries bytes to and fro until nothing moves any more. */
  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; ) {
      await Promise.resolve();
      let moved = false;
      for (const [queue, to] of [
        [toServer, server],
        [toClient, client],
      ] as const) {
        if (queue.awake) queue.flush();
        if (queue.bytes.length === 0 || queue.isCongested) continue;
        const chunk = Uint8Array.from(queue.bytes.splice(0, 1 + random(queue.bytes.length)));
        to.push(chunk);
        moved = true;
      }
      quiet = moved ? 0 : quiet + 1;
    }
  }
  return { client, server, toServer, toClient, told, settle, random };
}

function echo(stream: ServerStream): ServerReceiver {
  stream.sendHeaders([":status", "200"], false);
  return {
    onData: (chunk, start, end) => stream.write(chunk.slice(start, end)),
    onEnd: () => stream.sendTrailers(["grpc-status", "0"]),
    onReset: () => {},
    onDrain: () => {},
  };
}

/** Writes down what a client's stream hears. */
class Recorder implements ClientReceiver {
  readonly heard: string[] = [];
  bytes = 0;
  readonly content: Uint8Array[] = [];
  onHeaders(fields: HeaderFields, last: boolean): void {
    this.heard.push(`headers ${fields.join(" ")}${last ? " last" : ""}`);
  }
  onData(chunk: Uint8Array, start: number, end: number): void {
    this.bytes += end - start;
    this.content.push(chunk.slice(start, end));
  }
  onTrailers(fields: HeaderFields): void {
    this.heard.push(`trailers ${fields.join(" ")}`);
  }
  onEnd(): void {
    this.heard.push("end");
  }
  onReset(code: ResetCode): void {
    this.heard.push(`reset ${code}`);
  }
  onDrain(): void {
    this.heard.push("drain");
  }
}

const GOOD = ["headers :status 200", "trailers grpc-status 0"];

test("a stream carries header fields, content and trailers", async () => {
  let request: HeaderFields = [];
  const { client, settle, told } = connect({
    accept: (fields, stream) => {
      request = fields;
      return echo(stream);
    },
  });
  await settle();
  expect(told).toEqual(["ready"]);
  const receiver = new Recorder();
  client.open(PREPARED, ["x-id", "7"], receiver).end(Uint8Array.of(1, 2, 3));
  expect(receiver.heard).toEqual([]);
  await settle();
  expect(request).toEqual([":scheme", "http", ":authority", "test", ...PREPARED.fields, "x-id", "7"]);
  expect(receiver.heard).toEqual(GOOD);
  expect(Buffer.concat(receiver.content)).toEqual(Buffer.from([1, 2, 3]));
  expect(told).toEqual(["ready", "busy", "idle"]);
});

test.each([1, 2, 3, 4, 5, 6])("content survives tiny windows and pauses at any time (%i)", async (seed) => {
  const paused = new Map<ServerStream, number>();
  const { client, settle, random } = connect({
    seed,
    limits: { streamWindow: 1 + 40 * seed, connectionWindow: 65_535 + seed },
    accept: (_fields, stream) => {
      const receiver = echo(stream);
      return {
        ...receiver,
        onData: (...data) => {
          receiver.onData(...data);
          if (random(3) > 0) return;
          stream.pause();
          paused.set(stream, random(5));
        },
      };
    },
  });
  await settle();
  const calls = Array.from({ length: 8 }, (_, i) => {
    const receiver = new Recorder();
    const stream = client.open(PREPARED, [], receiver);
    const content = Uint8Array.from({ length: random(3000) }, (_, at) => at * (i + 3));
    for (let at = 0; at < content.length; ) {
      const size = 1 + random(200);
      stream.write(content.subarray(at, at + size));
      at += size;
    }
    stream.end();
    return { receiver, stream, content };
  });
  for (let round = 0; round < 3000; round++) {
    for (const { stream } of calls) {
      if (random(4) === 0) stream.pause();
      else stream.resume();
    }
    for (const [stream, left] of paused) {
      if (left > 0) paused.set(stream, left - 1);
      else {
        paused.delete(stream);
        stream.resume();
      }
    }
    await settle();
    if (calls.every(({ receiver }) => receiver.heard.length === 2)) break;
  }
  for (const { receiver, content } of calls) {
    expect(receiver.heard).toEqual(GOOD);
    expect(Buffer.concat(receiver.content).equals(content)).toBe(true);
  }
});

test.each([1, 16])("content goes to and fro through windows of %i bytes", async (streamWindow) => {
  const { client, settle } = connect({ limits: { streamWindow } });
  await settle();
  const calls = Array.from({ length: 8 }, (_, i) => {
    const receiver = new Recorder();
    const content = Uint8Array.from({ length: 100 + i }, (_, at) => at * (i + 3));
    client.open(PREPARED, [], receiver).end(content);
    return { receiver, content };
  });
  await settle();
  for (const { receiver, content } of calls) {
    expect(receiver.heard).toEqual(GOOD);
    expect(Buffer.concat(receiver.content).equals(content)).toBe(true);
  }
});

test.each([16_384, 2 ** 24 - 1])("frames have at most 16,384 bytes for a peer that takes %i", (size) => {
  const sink = new Queue();
  const content = new Uint8Array(100_000);
  const server = new Http2ServerConnection(sink, {
    info: { peer: "test", identity: undefined },
    acceptor: {
      accept: (_fields, stream) => {
        stream.sendHeaders([":status", "200"], false);
        stream.sendTrailers(["grpc-status", "0"], content);
        return { onData: () => {}, onEnd: () => {}, onReset: () => {}, onDrain: () => {} };
      },
    },
  });
  sink.connection = server;
  server.start();
  const settings = Buffer.concat([Buffer.from([0, 5]), uint32(size), Buffer.from([0, 4]), uint32(2 ** 20)]);
  const request = frame(FrameType.HEADERS, Flag.END_HEADERS | Flag.END_STREAM, 1, requestBlock("/s/m"));
  server.push(Buffer.concat([CLIENT_PREFACE, frame(FrameType.SETTINGS, 0, 0, settings)]));
  server.push(Buffer.concat([frame(FrameType.WINDOW_UPDATE, 0, 0, uint32(2 ** 20)), request]));
  server.flush();
  const sizes = [...framesIn(Buffer.from(sink.bytes))]
    .filter(({ type }) => type === FrameType.DATA)
    .map(({ payload }) => payload.length);
  expect(sizes.reduce((sum, each) => sum + each)).toBe(content.length);
  expect(Math.max(...sizes)).toBe(16_384);
});

test("a stream that is paused is sent no more than its window", async () => {
  let sender: ServerStream | undefined;
  const { client, settle } = connect({
    limits: { streamWindow: 1000 },
    accept: (_fields, stream) => {
      sender = stream;
      stream.sendHeaders([":status", "200"], false);
      stream.write(new Uint8Array(5000));
      stream.sendTrailers([]);
      return { onData: () => {}, onEnd: () => {}, onReset: () => {}, onDrain: () => {} };
    },
  });
  await settle();
  const receiver = new Recorder();
  const stream = client.open(PREPARED, [], receiver);
  stream.pause();
  stream.end();
  await settle();
  expect([receiver.bytes, sender?.bufferedBytes]).toEqual([0, 4000]);
  stream.resume();
  await settle();
  expect([receiver.bytes, receiver.heard.at(-1)]).toEqual([5000, "trailers "]);
});

test("streams that wait for the connection take turns", async () => {
  const order: string[] = [];
  const { client, settle, toServer } = connect({
    limits: { streamWindow: 1024 * 1024, connectionWindow: 64 * 1024 },
    accept: (fields) => ({
      onData: (_chunk, start, end) => {
        for (let bytes = end - start; bytes > 0; bytes -= 1024) order.push(fields.at(-1)!);
      },
      onEnd: () => {},
      onReset: () => {},
      onDrain: () => {},
    }),
  });
  await settle();
  toServer.isCongested = true;
  client.flush();
  for (const name of ["a", "b", "c"])
    client.open(PREPARED, ["name", name], new Recorder()).end(new Uint8Array(200_000));
  client.flush();
  toServer.isCongested = false;
  client.onWritable();
  await settle();
  expect(order.length).toBeGreaterThan(580);
  // When the first half has come, each has sent about as much as the others.
  const half = order.slice(0, order.length / 2);
  for (const name of ["b", "c"]) expect(half.filter((each) => each === name).length).toBeGreaterThan(half.length / 5);
});

test("a writer hears when what it wrote has gone", async () => {
  const { client, settle } = connect({ limits: { streamWindow: 1000 } });
  await settle();
  const receiver = new Recorder();
  const stream = client.open(PREPARED, [], receiver);
  stream.write(new Uint8Array(100_000));
  expect(stream.bufferedBytes).toBe(99_000);
  await settle();
  expect(stream.bufferedBytes).toBe(0);
  expect(receiver.heard.filter((each) => each === "drain")).toHaveLength(1);
});

test("a reset ends both sides, and what is under way harms nobody", async () => {
  const resets: ResetCode[] = [];
  const { client, settle } = connect({
    accept: (_fields, stream) => ({ ...echo(stream), onReset: (code) => resets.push(code) }),
  });
  await settle();
  const receiver = new Recorder();
  const stream = client.open(PREPARED, [], receiver);
  stream.write(new Uint8Array(10));
  await settle();
  stream.write(new Uint8Array(100_000));
  stream.reset(ResetCode.CANCEL);
  await settle();
  expect([resets, receiver.heard]).toEqual([[ResetCode.CANCEL], ["headers :status 200"]]);
  const next = new Recorder();
  client.open(PREPARED, [], next).end();
  await settle();
  expect(next.heard).toEqual(GOOD);
});

test("a response that comes before the request is complete ends the stream", async () => {
  const { client, settle, told } = connect({
    limits: { streamWindow: 100 },
    accept: (_fields, stream) => {
      stream.sendHeaders([":status", "200", "grpc-status", "12"], true);
      return { onData: () => {}, onEnd: () => {}, onReset: () => {}, onDrain: () => {} };
    },
  });
  await settle();
  const receiver = new Recorder();
  client.open(PREPARED, [], receiver).write(new Uint8Array(10_000));
  await settle();
  expect(receiver.heard).toEqual(["headers :status 200 grpc-status 12 last"]);
  expect(told.at(-1)).toBe("idle");
});

test("streams above the limit are refused, and the client knows how many it may open", async () => {
  const { client, settle, told } = connect({ limits: { maxConcurrentStreams: 2 } });
  await settle();
  const receivers = [new Recorder(), new Recorder(), new Recorder()];
  const streams = receivers.map((receiver) => client.open(PREPARED, [], receiver));
  expect(client.room).toBe(-1);
  await settle();
  expect(receivers[2]!.heard).toEqual([`reset ${ResetCode.REFUSED_STREAM}`]);
  for (const stream of streams) stream.end();
  await settle();
  expect([client.room, told.includes("room")]).toEqual([2, true]);
});

test("a server that shuts down lets streams end, takes those under way, and refuses later ones", async () => {
  const accepted: ServerStream[] = [];
  const { client, server, settle, told, toClient } = connect({
    accept: (_fields, stream) => {
      accepted.push(stream);
      return echo(stream);
    },
  });
  await settle();
  const [running, crossing] = [new Recorder(), new Recorder()];
  const stream = client.open(PREPARED, [], running);
  await settle();
  server.shutdown();
  client.open(PREPARED, [], crossing).end();
  await settle();
  expect(told.at(-1)).toBe("gone");
  expect(crossing.heard).toEqual(GOOD);
  expect([client.room, toClient.ended]).toEqual([0, false]);
  stream.end();
  await settle();
  expect([running.heard, toClient.ended, accepted.length]).toEqual([GOOD, true, 2]);
});

test("a connection that is lost ends its streams, and takes no others", async () => {
  const { client, settle, told } = connect();
  await settle();
  const [open, late] = [new Recorder(), new Recorder()];
  client.open(PREPARED, [], open);
  client.lose("the cable is cut");
  client.open(PREPARED, [], late);
  expect(late.heard).toEqual([]);
  await settle();
  expect(open.heard).toEqual([`reset ${ResetCode.CONNECTION_LOST}`]);
  expect(late.heard).toEqual([`reset ${ResetCode.REFUSED_STREAM}`]);
  expect(told).toContain("gone");
});

test("closing cancels the streams, and tells the server", async () => {
  const resets: ResetCode[] = [];
  const { client, settle, toServer } = connect({
    accept: (_fields, stream) => ({ ...echo(stream), onReset: (code) => resets.push(code) }),
  });
  await settle();
  const receiver = new Recorder();
  client.open(PREPARED, [], receiver);
  await settle();
  client.close("done");
  await settle();
  expect(receiver.heard.at(-1)).toBe(`reset ${ResetCode.CANCEL}`);
  expect([resets, toServer.ended]).toEqual([[ResetCode.CANCEL], true]);
});

test("content above the connection's window ends the connection, and what is kept is bounded", () => {
  const sink = new Queue();
  const reasons: string[] = [];
  const server = new Http2ServerConnection(sink, {
    info: { peer: "test", identity: undefined },
    limits: { ...DEFAULT_LIMITS, connectionWindow: 65_535 },
    acceptor: {
      accept: (_fields, stream) => {
        stream.pause();
        return {
          onData: () => {},
          onEnd: () => {},
          onReset: (_code, message) => reasons.push(message),
          onDrain: () => {},
        };
      },
    },
  });
  sink.connection = server;
  server.start();
  server.push(Buffer.concat([CLIENT_PREFACE, frame(FrameType.HEADERS, Flag.END_HEADERS, 1, requestBlock("/s/m"))]));
  let frames = 0;
  while (!sink.ended && frames < 100) {
    server.push(frame(FrameType.DATA, 0, 1, new Uint8Array(16_384)));
    frames++;
  }
  expect(frames).toBeLessThanOrEqual(10);
  expect(reasons).toEqual(["the peer has sent more than the connection's window"]);
  const goaway = [...framesIn(Buffer.from(sink.bytes))].find(({ type }) => type === FrameType.GOAWAY);
  expect(goaway?.payload.readUInt32BE(4)).toBe(ResetCode.FLOW_CONTROL_ERROR);
});

test.each([
  ["DATA", frame(FrameType.DATA, 0, 2, new Uint8Array(1))],
  ["RST_STREAM", frame(FrameType.RST_STREAM, 0, 2, new Uint8Array(4))],
  ["WINDOW_UPDATE", frame(FrameType.WINDOW_UPDATE, 0, 2, uint32(1))],
])("%s on a stream with an even number, which nobody has opened, ends the connection", (_, bytes) => {
  const sink = new Queue();
  const receiver = { onData: () => {}, onEnd: () => {}, onReset: () => {}, onDrain: () => {} };
  const server = new Http2ServerConnection(sink, {
    info: { peer: "test", identity: undefined },
    acceptor: { accept: () => receiver },
  });
  sink.connection = server;
  server.start();
  server.push(Buffer.concat([CLIENT_PREFACE, frame(FrameType.HEADERS, Flag.END_HEADERS, 3, requestBlock("/s/m"))]));
  expect(sink.ended).toBe(false);
  server.push(bytes);
  expect(sink.ended).toBe(true);
  const goaway = [...framesIn(Buffer.from(sink.bytes))].find(({ type }) => type === FrameType.GOAWAY);
  expect(goaway?.payload.readUInt32BE(4)).toBe(ResetCode.PROTOCOL_ERROR);
});
