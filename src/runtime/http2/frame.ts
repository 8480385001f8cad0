/** The frames of HTTP/2 (RFC 9113, sections 4.1 and 6). */
export const FrameType = {
  DATA: 0x0,
  HEADERS: 0x1,
  PRIORITY: 0x2,
  RST_STREAM: 0x3,
  SETTINGS: 0x4,
  PUSH_PROMISE: 0x5,
  PING: 0x6,
  GOAWAY: 0x7,
  WINDOW_UPDATE: 0x8,
  CONTINUATION: 0x9,
} as const;
export type FrameType = (typeof FrameType)[keyof typeof FrameType];

export const Flag = {
  END_STREAM: 0x1,
  /** Of SETTINGS and PING. */
  ACK: 0x1,
  END_HEADERS: 0x4,
  PADDED: 0x8,
  PRIORITY: 0x20,
} as const;

/** What stands before the payload: 3 bytes of length, the type, the flags, 4 bytes of stream. */
export const FRAME_HEAD = 9;

/** The least that every peer takes, and the most that is sent to us: SETTINGS_MAX_FRAME_SIZE is left at its default. */
export const DEFAULT_FRAME_SIZE = 16_384;

/** Windows and stream numbers go up to here. */
export const MAX_31_BITS: number = 2 ** 31 - 1;

/** What a client sends before its first frame (RFC 9113, section 3.4). */
export const PREFACE: Uint8Array = /*@__PURE__*/ new TextEncoder().encode("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

/** Reads 4 bytes as an unsigned number. */
export function readUint32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}
