import { expect, test } from "vitest";
import { ResetCode } from "../rpc/transport.js";
import { FrameReader } from "./frame-reader.js";
import { FrameWriter } from "./frame-writer.js";

/** A writer, and what our own reader makes of its bytes. */
function wire() {
  const chunks: Uint8Array[] = [];
  let wakes = 0;
  const take = (): void => {
    const bytes = writer.take();
    chunks.push(bytes.slice());
    writer.recycle(bytes);
  };
  const writer: FrameWriter = new FrameWriter({
    onPending: () => {
      wakes++;
    },
    onFull: take,
  });
  writer.settings([]);
  return {
    writer,
    wakes: () => wakes,
    /** The frames so far, and how many chunks they took. */
    frames(): { readonly frames: string[]; readonly chunks: number; readonly content: Buffer } {
      if (writer.size > 0) take();
      const frames: string[] = [];
      const content: Uint8Array[] = [];
      const reader = new FrameReader({
        onData: (stream, chunk, start, end, _flow, last) => {
          content.push(chunk.slice(start, end));
          frames.push(`data ${stream} ${end - start}${last ? " last" : ""}`);
        },
        onHeaderBlock: (stream, _chunk, start, end, last) => {
          frames.push(`headers ${stream} ${end - start}${last ? " last" : ""}`);
        },
        onUnknownFrame: () => {},
        onFrame: (type, _flags, stream, chunk, start, end) => {
          frames.push(`${type} ${stream} ${Buffer.from(chunk.slice(start, end)).toString("hex")}`);
        },
      });
      for (const chunk of chunks) reader.push(chunk, 0, chunk.length);
      return { frames: frames.slice(1), chunks: chunks.length, content: Buffer.concat(content) };
    },
  };
}

test("content that follows content of its stream grows the frame", () => {
  const { writer, frames, wakes } = wire();
  for (let i = 0; i < 10; i++) writer.data(1, new Uint8Array(5), 0, 5);
  writer.data(3, new Uint8Array(5), 0, 5);
  writer.data(1, new Uint8Array(5), 0, 5);
  writer.endStream(1);
  writer.endStream(3);
  expect(frames().frames).toEqual(["data 1 50", "data 3 5", "data 1 5 last", "data 3 0 last"]);
  expect(wakes()).toBe(1);
});

test("a frame never grows behind another, nor behind its end", () => {
  const { writer, frames } = wire();
  writer.data(1, new Uint8Array(5), 0, 5);
  writer.windowUpdate(0, 7);
  writer.data(1, new Uint8Array(5), 0, 5);
  writer.headers(1, new Uint8Array(3), true);
  writer.endStream(1);
  expect(frames().frames).toEqual(["data 1 5", "8 0 00000007", "data 1 5", "headers 1 3 last", "data 1 0 last"]);
});

test("content of any size arrives in frames of at most 16,384 bytes", () => {
  for (const size of [1, 31, 33, 16_383, 16_384, 16_385, 65_535, 70_000, 200_000]) {
    const { writer, frames } = wire();
    const bytes = Uint8Array.from({ length: size + 10 }, (_, i) => i * 7);
    writer.data(1, bytes, 3, 3 + (size >> 1));
    writer.data(1, bytes, 3 + (size >> 1), 3 + size);
    writer.endStream(1);
    const { frames: found, content } = frames();
    expect(content.equals(bytes.subarray(3, 3 + size))).toBe(true);
    for (const frame of found) expect(Number(frame.split(" ")[2])).toBeLessThanOrEqual(16_384);
    expect(found.length).toBeLessThanOrEqual(Math.ceil(size / 16_384) * 1.5 + 2);
  }
});

test("a header block above a frame goes on in CONTINUATION frames", () => {
  const { writer, frames } = wire();
  writer.headers(1, new Uint8Array(40_000), true);
  writer.headers(3, new Uint8Array(0), false);
  expect(frames().frames).toEqual(["headers 1 40000 last", "headers 3 0"]);
});

test("the small frames say what they were told", () => {
  const { writer, frames } = wire();
  writer.rstStream(1, ResetCode.CANCEL);
  writer.settingsAck();
  writer.settings([4, 100_000]);
  writer.ping(true, Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8), 1);
  writer.goaway(5, ResetCode.NO_ERROR, "x");
  expect(frames().frames).toEqual([
    "3 1 00000008",
    "4 0 ",
    "4 0 0004000186a0",
    "6 0 0102030405060708",
    "7 0 000000050000000078",
  ]);
});
