/** Sequences of frames that are good, odd and damaged, into a server's connection: whatever comes, it stays in its bounds. */
import { expect, test } from "vitest";
import type { ByteSink } from "../../src/runtime/http2/connection.js";
import { Http2ServerConnection } from "../../src/runtime/http2/server-connection.js";
import type { ServerReceiver, StreamAcceptor } from "../../src/runtime/rpc/transport.js";
import { CLIENT_PREFACE, FrameType, frame, framesIn, requestBlock, uint32 } from "./raw-frames.js";

/** How many sequences: a few here, as many as one likes with `FUZZ_RUNS`. */
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 3_000);

function numbers(seed: number): (below: number) => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}

const BLOCKS = [
  requestBlock("/s/m"),
  Buffer.from([0x83, 0x86, 0x84, 0x40, 1, 0x61, 1, 0x62]),
  Buffer.from([0xbe]),
  Buffer.from([0x82, 0x86, 0x84, 0x0f, 0x0d, 1, 0x35]),
  Buffer.from([0x20, 0x83, 0x86, 0x84]),
  Buffer.from([0, 11, ...Buffer.from("grpc-status"), 1, 0x30]),
];

/** A frame that may be good, on a stream that may be. */
function someFrame(random: (below: number) => number): Buffer {
  const stream = random(8) === 0 ? random(12) : 2 * random(5) + 1;
  switch (random(12)) {
    case 0:
    case 1:
    case 2:
      return frame(FrameType.HEADERS, [4, 5, 5, 0, 0x24, 0x0c][random(6)]!, stream, BLOCKS[random(BLOCKS.length)]);
    case 3:
    case 4:
    case 5:
      return frame(FrameType.DATA, [0, 1, 8][random(3)]!, stream, Buffer.alloc(random(40), random(4)));
    case 6:
      return frame(FrameType.CONTINUATION, [0, 4][random(2)]!, stream, BLOCKS[random(BLOCKS.length)]);
    case 7:
      return frame(FrameType.WINDOW_UPDATE, 0, random(2) * stream, uint32([0, 1, 1000, 2 ** 31 - 1][random(4)]!));
    case 8:
      return frame(FrameType.SETTINGS, random(2), 0, Buffer.from([0, 1 + random(6), 0, 0, random(256), random(256)]));
    case 9:
      return frame(FrameType.RST_STREAM, 0, stream, uint32(random(14)));
    case 10:
      return frame(FrameType.PING, random(2), 0, Buffer.alloc(8));
    default:
      return frame(random(12), random(256), random(2) * stream, Buffer.alloc(random(12), random(256)));
  }
}

/** Frames of a client that keeps the rules, but for what {@link someFrame} adds once in a while. */
function someBytes(random: (below: number) => number): Buffer {
  let opened = -1;
  const next = (): Buffer => {
    if (random(20) === 0) return someFrame(random);
    if (opened < 0 || random(3) === 0) {
      opened += 2;
      return frame(FrameType.HEADERS, 4, opened, BLOCKS[random(2)]);
    }
    const kind = random(3);
    if (kind === 0) return frame(FrameType.PING, 0, 0, Buffer.alloc(8));
    if (kind === 1) return frame(FrameType.WINDOW_UPDATE, 0, 0, uint32(1 + random(1000)));
    return frame(FrameType.DATA, 0, opened, Buffer.alloc(random(40), random(4)));
  };
  const bytes = Buffer.concat([CLIENT_PREFACE, ...Array.from({ length: 1 + random(25) }, next)]);
  if (random(3) === 0) {
    for (let i = random(4); i > 0; i--)
      bytes[CLIENT_PREFACE.length + random(bytes.length - CLIENT_PREFACE.length)] = random(256);
  }
  return bytes;
}

/** What a server's connection makes of bytes that come in chunks. */
function serve(bytes: Buffer, chunkSize: () => number) {
  const sent: Buffer[] = [];
  const story: string[] = [];
  let open = 0;
  let ended = false;
  const sink: ByteSink = {
    wake: () => {},
    write: (chunk) => {
      sent.push(Buffer.from(chunk));
      return true;
    },
    isCongested: false,
    unsentBytes: 0,
    end: () => {
      ended = true;
    },
  };
  const acceptor: StreamAcceptor = {
    accept(request, stream): ServerReceiver {
      const id = story.push(`accept ${request.join(" ")}`);
      open++;
      let size = 0;
      const over = (what: string): void => {
        story.push(`${id} ${what} after ${size}`);
        open--;
      };
      return {
        onData: (_chunk, start, end) => {
          size += end - start;
        },
        onEnd: () => {
          over("end");
          stream.sendHeaders([":status", "200"], false);
          stream.sendTrailers(["grpc-status", "0"], new Uint8Array(100));
        },
        // What is told may end in the middle of a frame, so its size depends on the chunks.
        onReset: (code) => {
          size = 0;
          over(`reset ${code}`);
        },
        onDrain: () => {},
      };
    },
  };
  const server = new Http2ServerConnection(sink, { info: { peer: "fuzz", identity: undefined }, acceptor });
  server.start();
  for (let at = 0; at < bytes.length; ) {
    const to = Math.min(bytes.length, at + chunkSize());
    server.push(bytes.subarray(at, to));
    at = to;
  }
  server.flush();
  const alive = !ended;
  server.lose("the end");
  const frames = [...framesIn(Buffer.concat(sent))];
  const goaway = frames.find(({ type }) => type === FrameType.GOAWAY)?.payload.readUInt32BE(4);
  return { story, alive, goaway, open, sentBytes: Buffer.concat(sent).length };
}

test("every sequence ends in the same way however its bytes are cut, and leaves no stream behind", () => {
  let alive = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const random = numbers(seed);
    const bytes = someBytes(random);
    const whole = serve(bytes, () => bytes.length);
    const cut = serve(bytes, () => 1 + random(30));
    expect({ seed, ...cut }, `seed ${seed}`).toMatchObject({
      story: whole.story,
      alive: whole.alive,
      goaway: whole.goaway,
      open: whole.open,
    });
    expect(whole.alive, `seed ${seed}`).toBe(whole.goaway === undefined);
    expect(whole.open, `seed ${seed}`).toBe(0);
    expect(whole.sentBytes).toBeLessThan(200 * 25 + 200);
    if (whole.alive) alive++;
  }
  // The sequences are neither all good nor all bad.
  expect(alive).toBeGreaterThan(RUNS / 5);
  expect(alive).toBeLessThan(0.8 * RUNS);
});
