import { DEFAULT_FRAME_SIZE, FRAME_HEAD, FrameType } from "../../../src/runtime/http2/frame.js";
import { Flag, frame } from "../raw-frames.js";

/**
 * What has to stand behind `bytes`, which are frames, so that the last frame and the last header block come to their end: when an
 * implementation tells what is wrong with half of one is its own affair.
 */
export function ending(bytes: Buffer): Buffer {
  const head = Buffer.alloc(FRAME_HEAD);
  let unfinished = 0;
  let at = 0;
  while (at < bytes.length) {
    bytes.copy(head.fill(0), 0, at);
    const length = head.readUIntBE(0, 3);
    // Nobody waits for the payload.
    if (length > DEFAULT_FRAME_SIZE) return Buffer.alloc(0);
    const type = head[3]!;
    if (type === FrameType.HEADERS || type === FrameType.CONTINUATION) {
      unfinished = (head[4]! & Flag.END_HEADERS) === 0 ? head.readUInt32BE(5) : 0;
    }
    at += FRAME_HEAD + length;
  }
  const rest = Buffer.alloc(at - bytes.length);
  return unfinished === 0 ? rest : Buffer.concat([rest, frame(FrameType.CONTINUATION, Flag.END_HEADERS, unfinished)]);
}
