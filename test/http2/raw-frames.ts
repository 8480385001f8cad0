/** Frames as bytes, for peers that keep no rule. */
import { PREFACE } from "../../src/runtime/http2/frame.js";
import { HeaderEncoder } from "../../src/runtime/http2/hpack/header-encoder.js";

export { Flag, FrameType } from "../../src/runtime/http2/frame.js";

export function frame(type: number, flags: number, stream: number, payload: Uint8Array = new Uint8Array(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

export function uint32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value, 4 * i);
  return bytes;
}

/** What a client sends first. */
export const CLIENT_PREFACE: Buffer = Buffer.concat([PREFACE, frame(4, 0, 0)]);

/** A block with these fields, names and values in turn, without a change of any table. */
export function block(...fields: string[]): Buffer {
  return Buffer.from(new HeaderEncoder().encode(fields));
}

/** The block of a good request, without a change of any table. */
export function requestBlock(path: string, method = "POST", contentType = "application/grpc"): Buffer {
  return block(":method", method, ":scheme", "http", ":path", path, "content-type", contentType, "te", "trailers");
}

/** The frames that stand in `bytes` in full. */
export function* framesIn(bytes: Buffer): Generator<{ type: number; flags: number; stream: number; payload: Buffer }> {
  for (let at = 0; at + 9 <= bytes.length; ) {
    const end = at + 9 + bytes.readUIntBE(at, 3);
    if (end > bytes.length) return;
    yield {
      type: bytes[at + 3]!,
      flags: bytes[at + 4]!,
      stream: bytes.readUInt32BE(at + 5),
      payload: bytes.subarray(at + 9, end),
    };
    at = end;
  }
}
