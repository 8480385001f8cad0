/** Frames of either side, by chance: most of them keep the rules. */
import { HeaderEncoder } from "../../../src/runtime/http2/hpack/header-encoder.js";
import type { HeaderFields } from "../../../src/runtime/rpc/transport.js";
import { Flag, FrameType, frame, uint32 } from "../raw-frames.js";
import { pick, type Random } from "./random.js";

/** What both sides of a connection can send. */
export class FrameSource {
  readonly random: Random;
  readonly #encoder = new HeaderEncoder();

  constructor(random: Random) {
    this.random = random;
  }

  /** A header block: in one frame or in several, with padding and a priority once in a while. */
  headers(stream: number, fields: HeaderFields, last: boolean): Buffer {
    return this.block(stream, Buffer.from(this.#encoder.encode(fields)), last);
  }

  /** The frames of a block that is encoded already. */
  block(stream: number, block: Buffer, last: boolean): Buffer {
    const { random } = this;
    const end = last ? Flag.END_STREAM : 0;
    if (random(6) > 0) return frame(FrameType.HEADERS, end | Flag.END_HEADERS, stream, block);
    let flags = end;
    let payload = block;
    const rest: Buffer[] = [];
    for (let pieces = random(4); pieces > 0; pieces--) {
      const cut = random(payload.length + 1);
      rest.unshift(payload.subarray(cut));
      payload = payload.subarray(0, cut);
    }
    if (rest.length === 0) flags |= Flag.END_HEADERS;
    if (random(2) === 0) {
      flags |= Flag.PRIORITY;
      payload = Buffer.concat([uint32(random(20)), Buffer.of(random(256)), payload]);
    }
    if (random(2) === 0) {
      flags |= Flag.PADDED;
      const padding = random(10);
      payload = Buffer.concat([Buffer.of(padding), payload, Buffer.alloc(padding)]);
    }
    const continued = rest.map((piece, i) =>
      frame(FrameType.CONTINUATION, i === rest.length - 1 ? Flag.END_HEADERS : 0, stream, piece),
    );
    return Buffer.concat([frame(FrameType.HEADERS, flags, stream, payload), ...continued]);
  }

  /** Content, padded once in a while. */
  data(stream: number, last: boolean): Buffer {
    const { random } = this;
    const end = last ? Flag.END_STREAM : 0;
    const content = Buffer.alloc(random(30) === 0 ? random(16_000) : random(30), "x");
    if (random(6) > 0) return frame(FrameType.DATA, end, stream, content);
    const padding = random(20);
    return frame(
      FrameType.DATA,
      end | Flag.PADDED,
      stream,
      Buffer.concat([Buffer.of(padding), content, Buffer.alloc(padding)]),
    );
  }

  /** SETTINGS with values that are allowed, or nearly. */
  settings(): Buffer {
    const { random } = this;
    const settings: Buffer[] = [];
    for (let count = random(3); count > 0; count--) {
      const [id, values] = pick(random, SETTINGS);
      settings.push(Buffer.concat([Buffer.of(0, id), uint32(pick(random, values))]));
    }
    return frame(FrameType.SETTINGS, 0, 0, Buffer.concat(settings));
  }

  /** A frame about the connection, or about how fast `stream` goes. */
  control(stream: number): Buffer {
    const { random } = this;
    switch (random(8)) {
      case 0:
        return this.settings();
      case 1:
        return frame(FrameType.SETTINGS, Flag.ACK, 0);
      case 2:
        return frame(FrameType.PING, random(2) * Flag.ACK, 0, Buffer.alloc(8, random(256)));
      case 3:
        return frame(FrameType.PRIORITY, 0, stream, Buffer.concat([uint32(random(9)), Buffer.of(random(256))]));
      case 4:
        return frame(FrameType.WINDOW_UPDATE, 0, 0, uint32(1 + random(100_000)));
      case 5:
        return frame(pick(random, [11, 13, 99, 255]), random(256), random(3) * stream, Buffer.alloc(random(20)));
      default:
        return frame(FrameType.WINDOW_UPDATE, 0, stream, uint32(1 + random(100_000)));
    }
  }

  /** A frame that may break any rule. */
  anything(stream: number): Buffer {
    const { random } = this;
    const any = random(6) === 0 ? random(12) : stream;
    switch (random(10)) {
      case 0:
        return frame(
          FrameType.WINDOW_UPDATE,
          0,
          random(2) * any,
          uint32(pick(random, [0, 1, 2 ** 31 - 1, 2 ** 32 - 1])),
        );
      case 1:
        return frame(
          FrameType.SETTINGS,
          random(2),
          0,
          Buffer.from([0, 1 + random(6), 0, random(2), random(256), random(256)]),
        );
      case 2:
        return frame(FrameType.RST_STREAM, 0, any, uint32(random(14)));
      case 3:
        return frame(FrameType.HEADERS, pick(random, [0, 1, 4, 5, 0x0c, 0x24, 0x2d]), any, pick(random, BLOCKS));
      case 4:
        return frame(FrameType.CONTINUATION, random(2) * 4, any, pick(random, BLOCKS));
      case 5:
        return frame(FrameType.DATA, pick(random, [0, 1, 8, 9]), any, Buffer.alloc(random(40), random(4)));
      case 6:
        return frame(FrameType.PUSH_PROMISE, 4, any, Buffer.concat([uint32(2 * random(4)), pick(random, BLOCKS)]));
      case 7:
        return frame(
          FrameType.GOAWAY,
          0,
          0,
          uint32(pick(random, [0, 1, 3, 2 ** 31 - 1]), random(3) === 0 ? random(14) : 0),
        );
      default:
        return frame(random(10), random(256), random(2) * any, Buffer.alloc(random(12), random(256)));
    }
  }
}

/** Settings by number, with values to try. */
const SETTINGS: readonly (readonly [id: number, values: readonly number[]])[] = [
  [1, [0, 100, 4096, 65_536]],
  [3, [0, 1, 100, 2 ** 32 - 1]],
  [4, [0, 1, 65_535, 1_000_000, 2 ** 31 - 1]],
  [5, [16_384, 2 ** 24 - 1]],
  [6, [0, 1000, 2 ** 32 - 1]],
  [8, [0, 1]],
  [99, [0, 2 ** 32 - 1]],
];

/** Header blocks as bytes: good ones, and ones that no encoder makes. */
const BLOCKS: readonly Buffer[] = [
  Buffer.from([0x83, 0x86, 0x84]),
  Buffer.from([0x83, 0x86, 0x84, 0x40, 1, 0x61, 1, 0x62]),
  Buffer.from([0x88]),
  Buffer.from([0xbe]),
  Buffer.from([0x80]),
  Buffer.from([0x82, 0x86, 0x84, 0x0f, 0x0d, 1, 0x35]),
  Buffer.from([0x20, 0x83, 0x86, 0x84]),
  Buffer.from([0x83, 0x86, 0x84, 0x20]),
  Buffer.from([0x3f, 0xff, 0xff, 0xff, 0x7f]),
  Buffer.from([0, 0x81, 0xff, 0x81, 0xff]),
  Buffer.from([0, 11, ...Buffer.from("grpc-status"), 1, 0x30]),
  Buffer.alloc(0),
];
