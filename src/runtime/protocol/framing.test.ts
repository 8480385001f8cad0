import fc from "fast-check";
import { expect, test } from "vitest";
import { FrameParser, PREFIX_BYTES } from "./framing.js";

function frame(message: Uint8Array, flags = 0): Uint8Array {
  const framed = new Uint8Array(PREFIX_BYTES + message.length);
  new DataView(framed.buffer).setUint32(1, message.length);
  framed[0] = flags;
  framed.set(message, PREFIX_BYTES);
  return framed;
}

function parser(maxBytes = 1 << 20): { parser: FrameParser; frames: [number, Uint8Array][]; tooLarge: number[] } {
  const frames: [number, Uint8Array][] = [];
  const tooLarge: number[] = [];
  return {
    parser: new FrameParser(
      {
        onFrame: (flags, buffer, start, end) => frames.push([flags, buffer.slice(start, end)]) > 0,
        onTooLarge: (length) => tooLarge.push(length),
      },
      maxBytes,
    ),
    frames,
    tooLarge,
  };
}

test("messages come out whole, wherever the chunks are cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 50 }),
      (messages, sizes) => {
        const bytes = new Uint8Array(Buffer.concat(messages.map((message, i) => frame(message, i % 3))));
        const { parser: parse, frames } = parser();
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const end = Math.min(bytes.length, at + sizes[i % sizes.length]!);
          parse.push(bytes, at, end);
          at = end;
        }
        expect(frames).toEqual(messages.map((message, i) => [i % 3, message]));
        expect(parse.atBoundary).toBe(true);
      },
    ),
  );
});

test("a message within a chunk is not copied", () => {
  const chunk = frame(Uint8Array.of(1, 2, 3));
  const seen: Uint8Array[] = [];
  const parse = new FrameParser({ onFrame: (_flags, buffer) => seen.push(buffer) > 0, onTooLarge: () => {} }, 100);
  parse.push(chunk, 0, chunk.length);
  expect(seen[0]).toBe(chunk);
});

test("a length above the limit is refused at the prefix", () => {
  const { parser: parse, frames, tooLarge } = parser(100);
  const chunk = Uint8Array.of(0, 255, 255, 255, 255, 1);
  parse.push(chunk, 0, chunk.length);
  parse.push(frame(Uint8Array.of(1)), 0, 6);
  expect([frames, tooLarge]).toEqual([[], [0xffffffff]]);
});

test("the middle of a message is no boundary", () => {
  const { parser: parse } = parser();
  expect(parse.atBoundary).toBe(true);
  parse.push(Uint8Array.of(0, 0), 0, 2);
  expect(parse.atBoundary).toBe(false);
  parse.push(Uint8Array.of(0, 0, 1), 0, 3);
  expect(parse.atBoundary).toBe(false);
  parse.push(Uint8Array.of(9), 0, 1);
  expect(parse.atBoundary).toBe(true);
});

test("a receiver that has had enough gets no more", () => {
  let frames = 0;
  const parse = new FrameParser({ onFrame: () => ++frames < 2, onTooLarge: () => {} }, 100);
  const bytes = Buffer.concat([frame(Uint8Array.of(1)), frame(Uint8Array.of(2)), frame(Uint8Array.of(3))]);
  parse.push(bytes, 0, bytes.length);
  parse.push(bytes, 0, bytes.length);
  expect(frames).toBe(2);
});
