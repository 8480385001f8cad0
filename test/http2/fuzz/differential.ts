import { PREFACE } from "../../../src/runtime/http2/frame.js";
import { FrameType, framesIn } from "../raw-frames.js";
import { CLIENT_DIFFERENCES } from "./client-differences.js";
import { clientSequence } from "./client-sequence.js";
import { type Difference, differences } from "./differences.js";
import type { Role } from "./engine.js";
import { NodeClient } from "./node-client.js";
import { NodeServer } from "./node-server.js";
import { callByOwn } from "./own-client.js";
import { serveByOwn } from "./own-server.js";
import { numbers } from "./random.js";
import { SERVER_DIFFERENCES } from "./server-differences.js";
import { serverSequence } from "./server-sequence.js";

/** What is known to differ, by the side that reads. */
export const KNOWN_DIFFERENCES: Readonly<Record<Role, readonly Difference[]>> = {
  server: SERVER_DIFFERENCES,
  client: CLIENT_DIFFERENCES,
};

/** Compares our own HTTP/2 with Node's, on one side of a connection. */
export interface Comparison {
  /**
   * The differences in what both make of the sequence of a seed: names of those that are known, descriptions of others. `undefined` if the
   * sequence cannot be compared.
   */
  compare(seed: number): Promise<string[] | undefined>;
  close(): void;
}

export async function startComparison(role: Role): Promise<Comparison> {
  const peer = role === "server" ? await NodeServer.listen() : await NodeClient.make();
  return {
    compare: async (seed) => {
      const random = numbers(seed);
      const batches = role === "server" ? clientSequence(random) : serverSequence(random);
      if (saysGoodbye(Buffer.concat(batches).subarray(role === "server" ? PREFACE.length : 0))) return undefined;
      const run = role === "server" ? serveByOwn : callByOwn;
      const own = run(batches, () => 1 + random(2_000));
      return differences(own, await peer.run(batches), KNOWN_DIFFERENCES[role]);
    },
    close: () => peer.close(),
  };
}

/**
 * Whether there is a GOAWAY. A client of Node's gives all of its streams up then, where RFC 9113, section 6.8 has it go on with those that
 * the server has taken. And the process of a server on Node 20.20 that gets such sequences aborts after some thousands of them, with a heap
 * that is broken ("corrupted size vs. prev_size"); without them it has not.
 */
function saysGoodbye(bytes: Buffer): boolean {
  for (const { type } of framesIn(bytes)) if (type === FrameType.GOAWAY) return true;
  return false;
}
