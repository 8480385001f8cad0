import { ResetCode } from "../rpc/transport.js";
import { ConnectionError } from "./connection-error.js";
import { DEFAULT_FRAME_SIZE, MAX_31_BITS, readUint32 } from "./frame.js";
import { DEFAULT_TABLE_SIZE } from "./hpack/static-table.js";

/** The settings of HTTP/2 (RFC 9113, section 6.5.2). */
export const Setting = {
  HEADER_TABLE_SIZE: 0x1,
  ENABLE_PUSH: 0x2,
  MAX_CONCURRENT_STREAMS: 0x3,
  INITIAL_WINDOW_SIZE: 0x4,
  MAX_FRAME_SIZE: 0x5,
  MAX_HEADER_LIST_SIZE: 0x6,
} as const;

/** The window of a stream and of a connection that nobody has talked about. */
export const DEFAULT_WINDOW = 65_535;

/** What a peer has told of itself, as far as it matters to one that sends. */
export class PeerSettings {
  headerTableSize: number = DEFAULT_TABLE_SIZE;
  /** No limit, until the peer sets one. */
  maxConcurrentStreams: number = MAX_31_BITS;
  initialWindowSize: number = DEFAULT_WINDOW;

  /** Takes a SETTINGS frame in. Throws a ConnectionError for one that is malformed. */
  read(bytes: Uint8Array, start: number, end: number): void {
    if ((end - start) % 6 !== 0) {
      throw new ConnectionError(ResetCode.FRAME_SIZE_ERROR, "SETTINGS that end in the middle of one");
    }
    for (let at = start; at < end; at += 6) {
      this.#set((bytes[at]! << 8) | bytes[at + 1]!, readUint32(bytes, at + 2));
    }
  }

  #set(setting: number, value: number): void {
    switch (setting) {
      case Setting.HEADER_TABLE_SIZE:
        this.headerTableSize = value;
        break;
      case Setting.ENABLE_PUSH:
        if (value > 1) throw invalid("ENABLE_PUSH", value);
        break;
      case Setting.MAX_CONCURRENT_STREAMS:
        this.maxConcurrentStreams = value;
        break;
      case Setting.INITIAL_WINDOW_SIZE:
        if (value > MAX_31_BITS) throw invalid("INITIAL_WINDOW_SIZE", value, ResetCode.FLOW_CONTROL_ERROR);
        this.initialWindowSize = value;
        break;
      case Setting.MAX_FRAME_SIZE:
        // Frames never become larger than the least that is allowed.
        if (value < DEFAULT_FRAME_SIZE || value >= 2 ** 24) throw invalid("MAX_FRAME_SIZE", value);
        break;
    }
  }
}

function invalid(name: string, value: number, code: ResetCode = ResetCode.PROTOCOL_ERROR): ConnectionError {
  return new ConnectionError(code, `SETTINGS_${name} of ${value}`);
}
