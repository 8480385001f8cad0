import { expect, test } from "vitest";
import { ResetCode } from "../rpc/transport.js";
import { ConnectionError } from "./connection-error.js";
import { FrameReader } from "./frame-reader.js";

const SETTINGS = "000000 04 00 00000000";

const bytesOf = (hex: string): Uint8Array => Buffer.from(hex.replace(/\s/g, ""), "hex");

/** Reads bytes in chunks that end at the given places, and tells what was found. Pieces of one DATA frame are joined. */
function read(bytes: Uint8Array, cuts: readonly number[] = []): string[] {
  const found: string[] = [];
  const hex = (chunk: Uint8Array, start: number, end: number): string =>
    Buffer.from(chunk.slice(start, end)).toString("hex");
  let data = "";
  let dataFlow = 0;
  const reader = new FrameReader({
    onData(stream, chunk, start, end, flow, last) {
      data += hex(chunk, start, end);
      dataFlow += flow;
      if (last) {
        found.push(`data ${stream} ${data} flow ${dataFlow}`);
        data = "";
        dataFlow = 0;
      }
    },
    onHeaderBlock(stream, chunk, start, end, last, dependsOn) {
      found.push(`headers ${stream} ${hex(chunk, start, end)}${last ? " last" : ""} on ${dependsOn}`);
    },
    // Passed over, so that it must leave nothing behind.
    onUnknownFrame() {},
    onFrame(type, flags, stream, chunk, start, end) {
      found.push(`type ${type} flags ${flags} stream ${stream} ${hex(chunk, start, end)}`);
    },
  });
  let from = 0;
  for (const to of [...cuts, bytes.length]) {
    // Of a larger buffer, as sockets have them.
    const chunk = new Uint8Array(to - from + 7);
    chunk.set(bytes.subarray(from, to), 3);
    reader.push(chunk, 3, 3 + to - from);
    from = to;
  }
  return found;
}

function codeOf(hex: string): ResetCode | undefined {
  try {
    read(bytesOf(hex));
  } catch (error) {
    if (error instanceof ConnectionError) return error.code;
    throw error;
  }
  return undefined;
}

/** One frame of each kind. */
const ALL = `${SETTINGS}
  000004 01 00 00000001 82868401  000003 09 00 00000001 aabbcc  000001 09 04 00000001 dd
  000003 00 00 00000001 010203  000000 00 01 00000001
  00000c 01 2d 00000003 02 80000001 10 82 86 84 01 00 00
  000006 00 09 00000003 02 0a0b0c 0000
  000005 02 00 00000003 00000001 10
  000004 03 00 00000001 00000008
  000003 fe ff 00000000 112233
  000008 06 01 00000000 0102030405060708
  000009 07 00 00000000 00000001 00000000 58
  000004 08 00 80000000 00000005
  000006 04 00 00000000 0004 0000ffff`;

const FOUND = [
  "type 4 flags 0 stream 0 ",
  "headers 1 82868401aabbccdd on -1",
  "data 1 010203 flow 3",
  "headers 3 82868401 last on 1",
  "data 3 0a0b0c flow 6",
  "type 2 flags 0 stream 3 0000000110",
  "type 3 flags 0 stream 1 00000008",
  "type 6 flags 1 stream 0 0102030405060708",
  "type 7 flags 0 stream 0 000000010000000058",
  "type 8 flags 0 stream 0 00000005",
  "type 4 flags 0 stream 0 00040000ffff",
];

test("finds the frames of one chunk, and passes over those of an unknown type", () => {
  expect(read(bytesOf(ALL))).toEqual(FOUND);
});

test("finds the same frames wherever the bytes are cut in two or in three", () => {
  const bytes = bytesOf(ALL);
  for (let first = 1; first < bytes.length; first++) {
    for (const step of [0, 1, 9, 14]) {
      expect(read(bytes, [first, Math.min(bytes.length, first + step)])).toEqual(FOUND);
    }
  }
});

test("finds the same frames a byte at a time", () => {
  const bytes = bytesOf(ALL);
  expect(read(bytes, [...bytes.keys()].slice(1))).toEqual(FOUND);
});

test("hands out content as it comes, before its frame is complete", () => {
  const pieces: number[] = [];
  const reader = new FrameReader({
    onData: (_stream, _chunk, start, end) => pieces.push(end - start),
    onHeaderBlock: () => {},
    onFrame: () => {},
    onUnknownFrame: () => {},
  });
  reader.push(bytesOf(SETTINGS), 0, 9);
  const bytes = bytesOf("000006 00 00 00000001 010203040506");
  for (const [start, end] of [
    [0, 9],
    [9, 13],
    [13, 15],
  ] as const) {
    reader.push(bytes, start, end);
  }
  expect(pieces).toEqual([4, 2]);
});

test("reads nothing behind a stop", () => {
  let frames = 0;
  const reader = new FrameReader({
    onData: () => {},
    onHeaderBlock: () => {},
    onUnknownFrame: () => {},
    onFrame: () => {
      frames++;
      reader.stop();
    },
  });
  const bytes = bytesOf(SETTINGS + SETTINGS);
  reader.push(bytes, 0, bytes.length);
  reader.push(bytes, 0, bytes.length);
  expect(frames).toBe(1);
});

const { PROTOCOL_ERROR, FRAME_SIZE_ERROR, ENHANCE_YOUR_CALM } = ResetCode;

test.each([
  ["no SETTINGS at first", "000008 06 00 00000000 0102030405060708", PROTOCOL_ERROR],
  ["an acknowledgement at first", "000000 04 01 00000000", PROTOCOL_ERROR],
  ["a frame above 16,384 bytes", `${SETTINGS} 004001 00 00 00000001`, FRAME_SIZE_ERROR],
  ["DATA on stream 0", `${SETTINGS} 000001 00 00 00000000 00`, PROTOCOL_ERROR],
  ["HEADERS on stream 0", `${SETTINGS} 000001 01 04 00000000 82`, PROTOCOL_ERROR],
  ["RST_STREAM on stream 0", `${SETTINGS} 000004 03 00 00000000 00000000`, PROTOCOL_ERROR],
  ["SETTINGS on a stream", `${SETTINGS} 000000 04 00 00000001`, PROTOCOL_ERROR],
  ["PING on a stream", `${SETTINGS} 000008 06 00 00000001 0102030405060708`, PROTOCOL_ERROR],
  ["GOAWAY on a stream", `${SETTINGS} 000008 07 00 00000001 0000000000000000`, PROTOCOL_ERROR],
  ["a RST_STREAM of 3 bytes", `${SETTINGS} 000003 03 00 00000001 000000`, FRAME_SIZE_ERROR],
  ["a PING of 7 bytes", `${SETTINGS} 000007 06 00 00000000 01020304050607`, FRAME_SIZE_ERROR],
  ["a WINDOW_UPDATE of 5 bytes", `${SETTINGS} 000005 08 00 00000000 0000000001`, FRAME_SIZE_ERROR],
  ["a PRIORITY of 4 bytes", `${SETTINGS} 000004 02 00 00000001 00000000`, FRAME_SIZE_ERROR],
  ["more padding than DATA", `${SETTINGS} 000002 00 08 00000001 0200`, PROTOCOL_ERROR],
  ["padded DATA without its length", `${SETTINGS} 000000 00 08 00000001`, FRAME_SIZE_ERROR],
  ["more padding than HEADERS", `${SETTINGS} 000002 01 0c 00000001 0282`, PROTOCOL_ERROR],
  ["HEADERS without their priority", `${SETTINGS} 000004 01 24 00000001 00000000`, FRAME_SIZE_ERROR],
  ["CONTINUATION without HEADERS", `${SETTINGS} 000001 09 04 00000001 82`, PROTOCOL_ERROR],
  ["DATA inside of a block", `${SETTINGS} 000001 01 00 00000001 82 000001 00 00 00000001 00`, PROTOCOL_ERROR],
  ["CONTINUATION of another stream", `${SETTINGS} 000001 01 00 00000001 82 000001 09 04 00000003 82`, PROTOCOL_ERROR],
  ["an unknown frame inside of a block", `${SETTINGS} 000001 01 00 00000001 82 000000 fe 00 00000001`, PROTOCOL_ERROR],
  [
    "a block of many empty frames",
    `${SETTINGS} 000001 01 00 00000001 82 ${"000000 09 00 00000001".repeat(100)}`,
    ENHANCE_YOUR_CALM,
  ],
  [
    "a block above 64 KiB",
    `${SETTINGS} 000001 01 00 00000001 82 ${`004000 09 00 00000001 ${"82".repeat(16_384)}`.repeat(4)}`,
    ENHANCE_YOUR_CALM,
  ],
])("refuses %s", (_, hex, code) => {
  expect(codeOf(hex)).toBe(code);
});
