import { INVALID } from "../wire/errors.js";
import { GROW } from "../wire/writer.js";
import type { AnyMessageType } from "./message-type.js";

/** Whether the writer of a type takes a message with at most `depth` levels below it. For the way to an error: what it writes is dropped. */
export function isWritable(type: AnyMessageType, message: unknown, depth: number): boolean {
  for (let size = 1 << 12; ; size = Math.max(GROW.needed, size * 2)) {
    try {
      type.$write(new Uint8Array(size), 0, message, depth);
      return true;
    } catch (error) {
      // Writers do not look whether a sub-message is an object.
      if (error === INVALID || error instanceof TypeError) return false;
      if (error !== GROW) throw error;
    }
  }
}
