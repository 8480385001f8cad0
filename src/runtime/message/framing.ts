/** Messages behind a prefix, for protocols. A module of its own, since pages that only encode can do without it. */
import { GROW } from "../wire/writer.js";
import { CHUNK_RESERVE, CHUNK_SIZE, encodeOwned, refusal } from "./message-codec.js";
import type { MessageType } from "./message-type.js";
import { RECURSION_LIMIT } from "./recursion-limit.js";

export { decodeRange } from "./message-codec.js";

/** Bytes of a buffer, from `start` to `end`. */
export interface ByteRange {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

// Whoever writes takes the chunk away meanwhile, because a getter or a proxy in the message may make a call.
let chunk: Uint8Array | undefined;
let chunkUsed = 0;

/** An object or a view for each message would be half of what a stream of them gives the garbage collector. */
const framed: { -readonly [K in keyof ByteRange]: ByteRange[K] } = { bytes: new Uint8Array(0), start: 0, end: 0 };

/**
 * The binary form of a message behind `prefix` free bytes, so that a protocol can write its frame header in place. The result
 * is the same object each time, to be read before the next call; its bytes are part of a chunk that other results share. A message that
 * no chunk can hold is copied from the codec's scratch buffer, which is large already where messages are.
 */
export function encodeFramed<Init>(type: MessageType<unknown, Init>, message: Init, prefix: number): ByteRange {
  const b = chunk ?? new Uint8Array(CHUNK_SIZE);
  const start = chunkUsed;
  chunk = undefined;
  chunkUsed = 0;
  try {
    const end = type.$write(b, start + prefix, message, RECURSION_LIMIT);
    if (CHUNK_SIZE - end >= CHUNK_RESERVE) {
      chunk = b;
      chunkUsed = end;
    }
    return told(b, start, end);
  } catch (error) {
    if (error !== GROW) throw refusal(type, message, error);
    // A used chunk may only be full: what is left of it is no measure of the message.
    chunk = start > 0 ? undefined : b;
    chunkUsed = 0;
    if (start > 0) return encodeFramed(type, message, prefix);
    const owned = encodeOwned(type, message, prefix);
    return told(owned, 0, owned.length);
  }
}

function told(bytes: Uint8Array, start: number, end: number): ByteRange {
  framed.bytes = bytes;
  framed.start = start;
  framed.end = end;
  return framed;
}
