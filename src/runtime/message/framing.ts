import type { MessageType } from "./message-type.js";

/**
 * The binary form of a message behind `prefix` free bytes, so that a protocol can write its frame header in place. The result
 * may be a view of a shared chunk: use it before the next turn of the event loop hands the chunk on, never its `.buffer`.
 */
export function encodeFramed<Init>(type: MessageType<unknown, Init>, message: Init, prefix: number): Uint8Array {
  const bytes = type.encode(message);
  const out = new Uint8Array(prefix + bytes.length);
  out.set(bytes, prefix);
  return out;
}

/** Decodes the message that stands in `bytes` from `start` to `end`. */
export function decodeRange<T>(type: MessageType<T, never>, bytes: Uint8Array, start: number, end: number): T {
  return type.decode(bytes.subarray(start, end));
}
