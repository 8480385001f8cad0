import { readSync, writeSync } from "node:fs";

const CHUNK = 1 << 16;

/**
 * All of stdin. Nothing happens before all of it is there, so it is read without streams: loading those takes longer than generating a
 * small schema.
 */
export function readStdin(): Buffer {
  let buffer = Buffer.allocUnsafe(CHUNK);
  let length = 0;
  for (;;) {
    if (length === buffer.length) buffer = Buffer.concat([buffer], length * 2);
    const read = retry(() => readSync(0, buffer, length, buffer.length - length, null));
    if (read === 0) return buffer.subarray(0, length);
    length += read;
  }
}

/** Writes to stdout, whose reader may be slow. */
export function writeStdout(parts: readonly Buffer[]): void {
  for (const part of parts) {
    for (let written = 0; written < part.length; ) {
      written += retry(() => writeSync(1, part, written, part.length - written));
    }
  }
}

/** Does it again as long as the other end of a pipe that does not block is not ready. */
function retry(operation: () => number): number {
  for (;;) {
    try {
      return operation();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // What Windows says for the end of a pipe.
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
