/** Attacks on servers and on clients, as bytes, and what has to become of the attacker. */
import { ResetCode } from "../../src/runtime/rpc/transport.js";
import { block, CLIENT_PREFACE, Flag, FrameType, frame, requestBlock, uint32 } from "../http2/raw-frames.js";

/** A client that attacks. */
export interface ClientAttack {
  readonly name: string;
  /** Which of the servers. Impatient ones have time limits of half a second. Default: `plaintext`. */
  readonly target?: "plaintext" | "tls" | "impatient" | "impatientTls";
  /** Connections at a time. Default: 1. */
  readonly connections?: number;
  /** How many pieces to send at most. */
  readonly count: number;
  /** A piece of what is sent, on each connection. */
  readonly piece: (i: number) => Buffer;
  /** Whether the attacker reads what it is sent. Default: true. */
  readonly reads?: boolean;
  /** What every connection has to be sent, as {@link eventsIn} writes it. */
  readonly expects: readonly string[];
  /** How many handlers may run at a time on a connection. Default: the 100 streams that it may have open. */
  readonly handlers?: number;
  /** The name of an attack of which this one is four times as much, and may take eight times as long, no more. */
  readonly scalesFrom?: string;
  /** Who closes the connection: the server at once, or the attacker when everything expected has come. Default: the server. */
  readonly closedBy?: "server" | "attacker";
}

/** A server that attacks. */
export interface ServerAttack {
  readonly name: string;
  /** What is sent at once. */
  readonly greeting: Buffer;
  /** Pieces to send when a request has come. */
  readonly count: number;
  readonly piece: (i: number, stream: number) => Buffer;
  /** The error of the client's call. */
  readonly expects: RegExp;
}

const OPEN = requestBlock("/farcall.test.NoteService/Collect");
const LIST = requestBlock("/farcall.test.NoteService/List");
const ECHO = requestBlock("/farcall.test.NoteService/Echo");
/** A message without fields. */
const EMPTY = Buffer.alloc(5);
const ACK = frame(FrameType.SETTINGS, Flag.ACK, 0);
const HELLO = Buffer.concat([CLIENT_PREFACE, ACK]);

const id = (i: number): number => 2 * i + 1;
const headers = (stream: number, bytes: Buffer, flags = 0): Buffer =>
  frame(FrameType.HEADERS, Flag.END_HEADERS | flags, stream, bytes);
const setting = (name: number, value: number): Buffer =>
  frame(FrameType.SETTINGS, 0, 0, Buffer.concat([Buffer.from([0, name]), uint32(value)]));
/** A literal field with a value of 4,000 bytes, which enters the dynamic table. */
const LARGE_FIELD = Buffer.concat([Buffer.from([0x40, 1, 0x61, 0x7f, 0xa1, 0x1e]), Buffer.alloc(4_000, "x")]);
const manyFields = (count: number): Buffer =>
  Buffer.concat(Array.from({ length: count }, () => Buffer.from([0, 1, 0x61, 1, 0x78])));

/** Streams that are open, and those that may be reset in one go: their handlers end as soon as the chunk is read that has begun them. */
const RESET_HANDLERS = 100 + 500;

const CALM = `GOAWAY ${ResetCode.ENHANCE_YOUR_CALM}`;

/** Everything behind a preface. */
const after =
  (piece: (i: number) => Buffer, first: Buffer = HELLO) =>
  (i: number): Buffer =>
    i === 0 ? Buffer.concat([first, piece(0)]) : piece(i);

/** A flood on a connection with one stream open. */
function flood(what: string, count: number, bytes: Buffer): ClientAttack {
  return {
    name: `a flood of ${what}`,
    count,
    piece: after(() => bytes, Buffer.concat([HELLO, headers(1, OPEN)])),
    expects: [CALM],
  };
}

/** One mistake that ends the connection. */
function mistake(name: string, bytes: Buffer, code: ResetCode): ClientAttack {
  return { name, count: 1, piece: after(() => bytes), expects: [`GOAWAY ${code}`] };
}

/** One request that is answered, or refused, without harm to the connection. */
function request(name: string, bytes: Buffer, expected: string): ClientAttack {
  return { name, count: 1, piece: after(() => bytes), expects: [expected], closedBy: "attacker" };
}

/** A message of `count` bytes, each in a frame of its own. */
function crumbs(count: number): ClientAttack {
  const message = Buffer.alloc(count);
  message.writeUInt32BE(count - 5, 1);
  // A field of bytes, as long as the message lets it be.
  const length = count - 5 - 4;
  message.set([0x12, (length & 0x7f) | 0x80, ((length >>> 7) & 0x7f) | 0x80, length >>> 14], 5);
  return {
    name: `a message in ${count} frames`,
    count: count + 1,
    piece: (i) =>
      i === 0
        ? Buffer.concat([HELLO, headers(1, ECHO)])
        : frame(FrameType.DATA, i === count ? Flag.END_STREAM : 0, 1, message.subarray(i - 1, i)),
    expects: [":status 200", "grpc-status 0"],
    closedBy: "attacker",
  };
}

/** A frame of content, full of messages of 1 KiB. */
const NOTES = Buffer.concat(
  Array.from({ length: 16 }, () => {
    const message = Buffer.alloc(1_024);
    message.writeUInt32BE(1_019, 1);
    return Buffer.concat([message.subarray(0, 5), Buffer.from([0x12, 0xf8, 0x07]), message.subarray(8)]);
  }),
);

/** The whole window of each of so many streams, whose handlers read nothing. */
function unread(streams: number): Pick<ClientAttack, "name" | "count" | "piece"> {
  return {
    name: `1 MiB on each of ${streams} streams that nobody reads`,
    count: 65 * streams,
    piece: after((i) => {
      const stream = id(Math.floor(i / 65));
      return i % 65 === 0 ? headers(stream, OPEN) : frame(FrameType.DATA, 0, stream, NOTES);
    }),
  };
}

export const CLIENT_ATTACKS: readonly ClientAttack[] = [
  {
    name: "streams reset at once",
    handlers: RESET_HANDLERS,
    count: 50_000,
    piece: after((i) =>
      Buffer.concat([headers(id(i), OPEN), frame(FrameType.RST_STREAM, 0, id(i), uint32(ResetCode.CANCEL))]),
    ),
    expects: [CALM],
  },
  ...(
    [
      ["a window opened by nothing", (i) => frame(FrameType.WINDOW_UPDATE, 0, id(i), uint32(0))],
      ["a window above all limits", (i) => frame(FrameType.WINDOW_UPDATE, 0, id(i), uint32(2 ** 31 - 1))],
      ["header fields twice", (i) => headers(id(i), OPEN)],
    ] as readonly (readonly [string, (i: number) => Buffer])[]
  ).map(([name, bytes]) => ({
    name: `resets provoked by ${name}`,
    handlers: RESET_HANDLERS,
    count: 50_000,
    piece: after((i) => Buffer.concat([headers(id(i), OPEN), bytes(i)])),
    expects: [CALM],
  })),
  {
    name: "resets provoked by requests without path",
    count: 50_000,
    piece: after((i) => headers(id(i), block(":method", "POST", ":scheme", "http"))),
    expects: [CALM],
  },
  {
    name: "200 requests that may get no header fields",
    count: 200,
    piece: after(
      (i) => Buffer.concat([headers(id(i), ECHO), frame(FrameType.DATA, Flag.END_STREAM, id(i), EMPTY)]),
      Buffer.concat([HELLO, setting(6, 1)]),
    ),
    expects: ["grpc-status 0"],
    closedBy: "attacker",
  },
  {
    name: "a header block without end, of empty frames",
    count: 20_000,
    piece: (i) =>
      i === 0 ? Buffer.concat([HELLO, frame(FrameType.HEADERS, 0, 1, OPEN)]) : frame(FrameType.CONTINUATION, 0, 1),
    expects: [CALM],
  },
  {
    name: "a header block without end, of 1 byte a frame",
    count: 20_000,
    piece: (i) =>
      i === 0
        ? Buffer.concat([HELLO, frame(FrameType.HEADERS, 0, 1, OPEN)])
        : frame(FrameType.CONTINUATION, 0, 1, Buffer.alloc(1)),
    expects: [CALM],
  },
  {
    name: "a header block of 128 KiB",
    count: 8,
    piece: (i) => {
      const part = Buffer.concat([Buffer.from([0, 1, 0x61, 0x7f, 0x80, 0x7f]), Buffer.alloc(16_255, "x")]);
      return i === 0
        ? Buffer.concat([HELLO, frame(FrameType.HEADERS, 0, 1, part)])
        : frame(FrameType.CONTINUATION, 0, 1, part);
    },
    expects: [CALM],
  },
  request(
    "a request with 129 fields",
    headers(1, Buffer.concat([OPEN, manyFields(129)])),
    `RST_STREAM ${ResetCode.ENHANCE_YOUR_CALM}`,
  ),
  {
    name: "16 MB of fields out of 4 KB, on 1,000 streams with no window",
    count: 1_000,
    piece: after(
      (i) =>
        headers(id(i), i === 0 ? Buffer.concat([OPEN, LARGE_FIELD]) : Buffer.concat([OPEN, Buffer.alloc(4_000, 0xbe)])),
      Buffer.concat([HELLO, setting(4, 0)]),
    ),
    expects: [CALM],
  },
  {
    name: "as many fields as are allowed, held on 500 streams with no window",
    count: 500,
    piece: after(
      (i) =>
        Buffer.concat([
          headers(id(i), Buffer.concat([LIST, i === 0 ? LARGE_FIELD : Buffer.alloc(3, 0xbe)])),
          frame(FrameType.DATA, Flag.END_STREAM, id(i), EMPTY),
        ]),
      Buffer.concat([HELLO, setting(4, 0)]),
    ),
    expects: [`RST_STREAM ${ResetCode.REFUSED_STREAM}`],
    closedBy: "attacker",
  },
  {
    name: "20,000 streams before the SETTINGS are acknowledged",
    count: 20_000,
    piece: after((i) => headers(id(i), OPEN), CLIENT_PREFACE),
    expects: [CALM, `RST_STREAM ${ResetCode.REFUSED_STREAM}`],
  },
  flood("PING", 200_000, frame(FrameType.PING, 0, 0, Buffer.alloc(8))),
  flood("PING answers", 200_000, frame(FrameType.PING, Flag.ACK, 0, Buffer.alloc(8))),
  flood("SETTINGS", 100_000, setting(4, 65_535)),
  flood("SETTINGS answers", 100_000, ACK),
  flood("DATA without content", 300_000, frame(FrameType.DATA, 0, 1)),
  flood("DATA of nothing but padding", 300_000, frame(FrameType.DATA, Flag.PADDED, 1, Buffer.from([3, 0, 0, 0]))),
  flood("PRIORITY", 300_000, frame(FrameType.PRIORITY, 0, 1, Buffer.alloc(5))),
  flood("RST_STREAM on a closed stream", 300_000, frame(FrameType.RST_STREAM, 0, 1, uint32(ResetCode.CANCEL))),
  {
    // They may be what a fast reader sends, so they are taken: without work for anybody else.
    ...flood("WINDOW_UPDATE", 300_000, frame(FrameType.WINDOW_UPDATE, 0, 1, uint32(1))),
    expects: [],
    closedBy: "attacker",
  },
  flood("frames of an unknown type", 300_000, frame(0xfe, 0, 0)),
  mistake(
    "a connection's window above all limits",
    frame(FrameType.WINDOW_UPDATE, 0, 0, uint32(2 ** 31 - 1)),
    ResetCode.FLOW_CONTROL_ERROR,
  ),
  mistake("a header block that is none", headers(1, Buffer.from([0xff, 0xff])), ResetCode.COMPRESSION_ERROR),
  request(
    "content above a stream's window",
    Buffer.concat([headers(1, OPEN), ...Array.from({ length: 80 }, () => frame(FrameType.DATA, 0, 1, NOTES))]),
    `RST_STREAM ${ResetCode.FLOW_CONTROL_ERROR}`,
  ),
  { ...unread(31), expects: [], closedBy: "attacker" },
  { ...unread(100), expects: [`GOAWAY ${ResetCode.FLOW_CONTROL_ERROR}`] },
  {
    name: "50 streams on each of 10 connections that vanish",
    connections: 10,
    count: 50,
    piece: after((i) => headers(id(i), OPEN)),
    expects: [],
    closedBy: "attacker",
  },
  {
    name: "a request of HTTP/1.1",
    count: 1,
    piece: () => Buffer.from("GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    expects: [`GOAWAY ${ResetCode.PROTOCOL_ERROR}`],
  },
  { name: "bytes that are no TLS", target: "tls", count: 1, piece: () => Buffer.alloc(1_000, "x"), expects: [] },
  request(
    "a wrong method",
    headers(1, requestBlock("/farcall.test.NoteService/Echo", "GET"), Flag.END_STREAM),
    ":status 405",
  ),
  request(
    "a wrong content-type",
    headers(1, requestBlock("/farcall.test.NoteService/Echo", "POST", "application/grpcfoo"), Flag.END_STREAM),
    ":status 415",
  ),
  request("a path without slash", headers(1, requestBlock("t.S/U"), Flag.END_STREAM), "grpc-status 12"),
  request(
    "the path /__proto__/constructor",
    headers(1, requestBlock("/__proto__/constructor"), Flag.END_STREAM),
    "grpc-status 12",
  ),
  request(
    "no path",
    headers(1, block(":method", "POST", ":scheme", "http"), Flag.END_STREAM),
    `RST_STREAM ${ResetCode.PROTOCOL_ERROR}`,
  ),
  crumbs(10_000),
  crumbs(20_000),
  { ...crumbs(40_000), scalesFrom: crumbs(10_000).name },
  {
    name: "100 streams without end, with no window",
    target: "impatient",
    count: 100,
    piece: after(
      (i) => Buffer.concat([headers(id(i), LIST), frame(FrameType.DATA, Flag.END_STREAM, id(i), EMPTY)]),
      Buffer.concat([HELLO, setting(4, 0)]),
    ),
    expects: [`RST_STREAM ${ResetCode.ENHANCE_YOUR_CALM}`],
    closedBy: "attacker",
  },
  {
    name: "100 streams without end, of a client that does not read",
    target: "impatient",
    count: 100,
    piece: after(
      (i) => Buffer.concat([headers(id(i), LIST), frame(FrameType.DATA, Flag.END_STREAM, id(i), EMPTY)]),
      Buffer.concat([HELLO, setting(4, 2 ** 31 - 1), frame(FrameType.WINDOW_UPDATE, 0, 0, uint32(2 ** 30))]),
    ),
    reads: false,
    expects: [],
  },
  {
    name: "200 connections that never speak",
    target: "impatient",
    connections: 200,
    count: 0,
    piece: () => EMPTY,
    expects: [`GOAWAY ${ResetCode.SETTINGS_TIMEOUT}`],
  },
  {
    name: "200 connections that never acknowledge the SETTINGS",
    target: "impatient",
    connections: 200,
    count: 1,
    piece: () => CLIENT_PREFACE,
    expects: [`GOAWAY ${ResetCode.SETTINGS_TIMEOUT}`],
  },
  {
    name: "200 connections that settle and answer no PING",
    target: "impatient",
    connections: 200,
    count: 1,
    piece: () => HELLO,
    expects: ["PING", `GOAWAY ${ResetCode.NO_ERROR}`],
  },
  {
    name: "200 TLS handshakes that never end",
    target: "impatientTls",
    connections: 200,
    count: 0,
    piece: () => EMPTY,
    expects: [],
  },
];

const RESPONSE = block(":status", "200", "content-type", "application/grpc");
const INFORMATIONAL = block(":status", "103");
const SERVER_HELLO = Buffer.concat([frame(FrameType.SETTINGS, 0, 0), ACK]);

function greeting(what: string, payload: readonly number[]): ServerAttack {
  return {
    name: `SETTINGS with ${what}`,
    greeting: frame(FrameType.SETTINGS, 0, 0, Buffer.from(payload)),
    count: 0,
    piece: () => EMPTY,
    expects: /^\[unavailable\]/,
  };
}

export const SERVER_ATTACKS: readonly ServerAttack[] = [
  greeting("half a setting", [0, 4, 0, 0]),
  greeting("a window above 2^31-1", [0, 4, 0x80, 0, 0, 0]),
  greeting("frames of 100 bytes", [0, 5, 0, 0, 0, 100]),
  {
    name: "no SETTINGS at all",
    greeting: Buffer.alloc(0),
    count: 0,
    piece: () => EMPTY,
    expects: /no connection to .* within 500 ms/,
  },
  {
    name: "no window at all",
    greeting: Buffer.concat([setting(4, 0), ACK]),
    count: 0,
    piece: () => EMPTY,
    expects: /has taken nothing/,
  },
  {
    name: "a connection's window above all limits",
    greeting: SERVER_HELLO,
    count: 1,
    piece: () => frame(FrameType.WINDOW_UPDATE, 0, 0, uint32(2 ** 31 - 1)),
    expects: /^\[unavailable\]/,
  },
  {
    name: "a stream's window above all limits",
    greeting: SERVER_HELLO,
    count: 2,
    piece: (_, stream) => frame(FrameType.WINDOW_UPDATE, 0, stream, uint32(2 ** 31 - 1)),
    expects: /window above/,
  },
  {
    name: "header fields without end",
    greeting: SERVER_HELLO,
    count: 20_000,
    piece: (i, stream) =>
      i === 0 ? frame(FrameType.HEADERS, 0, stream, RESPONSE) : frame(FrameType.CONTINUATION, 0, stream),
    expects: /header block above all limits/,
  },
  {
    name: "header fields that unpack to 512 KB",
    greeting: SERVER_HELLO,
    count: 1,
    piece: (_, stream) => headers(stream, Buffer.concat([RESPONSE, LARGE_FIELD, Buffer.alloc(127, 0xbe)])),
    expects: /^\[resource_exhausted\]/,
  },
  {
    name: "informational responses without end",
    greeting: SERVER_HELLO,
    count: 300_000,
    piece: (_, stream) => headers(stream, INFORMATIONAL),
    expects: /too many frames without content/,
  },
  {
    name: "a flood of PING",
    greeting: SERVER_HELLO,
    count: 200_000,
    piece: () => frame(FrameType.PING, 0, 0, Buffer.alloc(8)),
    expects: /too many frames without content/,
  },
  {
    name: "a flood of SETTINGS",
    greeting: SERVER_HELLO,
    count: 100_000,
    piece: () => setting(4, 65_535),
    expects: /too many frames without content/,
  },
  {
    name: "a flood of DATA without content",
    greeting: SERVER_HELLO,
    count: 300_000,
    piece: (i, stream) =>
      Buffer.concat([i === 0 ? headers(stream, RESPONSE) : Buffer.alloc(0), frame(FrameType.DATA, 0, stream)]),
    expects: /too many frames without content/,
  },
  {
    name: "a message without end",
    greeting: SERVER_HELLO,
    count: 3_000,
    piece: (i, stream) =>
      Buffer.concat([
        i === 0
          ? Buffer.concat([
              headers(stream, RESPONSE),
              frame(FrameType.DATA, 0, stream, Buffer.from([0, 255, 255, 255, 255])),
            ])
          : Buffer.alloc(0),
        frame(FrameType.DATA, 0, stream, Buffer.alloc(16_384)),
      ]),
    expects: /^\[resource_exhausted\]/,
  },
  {
    name: "pushes",
    greeting: SERVER_HELLO,
    count: 1_000,
    piece: (i, stream) => frame(FrameType.PUSH_PROMISE, Flag.END_HEADERS, stream, uint32(2 * i + 2)),
    expects: /push/,
  },
  {
    name: "bytes that are no frames",
    greeting: SERVER_HELLO,
    count: 1,
    piece: () => Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"),
    expects: /^\[unavailable\]/,
  },
];
