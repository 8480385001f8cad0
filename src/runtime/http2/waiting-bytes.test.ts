import fc from "fast-check";
import { expect, test } from "vitest";
import { WaitingBytes } from "./waiting-bytes.js";

test("gives back all bytes in order, however they were cut and are taken", () => {
  const piece = fc.record({ newBuffer: fc.boolean(), gap: fc.nat(1), length: fc.integer({ min: 1, max: 20 }) });
  const takes = fc.infiniteStream(fc.integer({ min: 1, max: 30 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), takes, (pieces, takes) => {
      const waiting = new WaitingBytes();
      const written: number[] = [];
      let buffer = new Uint8Array(1000);
      let at = 0;
      for (const { newBuffer, gap, length } of pieces) {
        if (newBuffer) buffer = new Uint8Array(1000);
        const start = newBuffer ? 0 : at + gap;
        for (at = start; at < start + length; at++) written.push((buffer[at] = written.length & 255));
        waiting.push(buffer, start, at);
        expect(waiting.size).toBe(written.length);
      }
      const read: number[] = [];
      while (waiting.size > 0) {
        const to = Math.min(waiting.end, waiting.start + takes.next().value);
        read.push(...waiting.buffer.subarray(waiting.start, to));
        waiting.dropTo(to);
      }
      expect(read).toEqual(written);
    }),
  );
});

test("makes one piece of those that touch in their buffer", () => {
  const waiting = new WaitingBytes();
  const buffer = Uint8Array.of(1, 2, 3, 4, 5, 6);
  waiting.push(buffer, 0, 2);
  waiting.push(buffer, 2, 4);
  waiting.push(buffer, 5, 6);
  expect([waiting.start, waiting.end]).toEqual([0, 4]);
  waiting.dropTo(4);
  expect([waiting.start, waiting.end, waiting.size]).toEqual([5, 6, 1]);
  waiting.clear();
  expect(waiting.size).toBe(0);
});
