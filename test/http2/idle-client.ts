/** A client that makes one call to the port it is given, and closes nothing. For `time-limits.test.ts`. */
import { Channel, credentials } from "../../src/runtime/node/index.js";
import { NoteServiceClient } from "../rpc/notes.js";

const channel = new Channel(`127.0.0.1:${process.argv[2]}`, {
  credentials: credentials.insecure(),
  keepalive: { timeMs: 10_000, withoutCalls: true },
});
await new NoteServiceClient(channel).echo({});
