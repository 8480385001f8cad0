/** A client of the long run: makes calls of all kinds as fast as they are answered, and connects anew now and then. */
import { setTimeout as sleep } from "node:timers/promises";
import { Channel, type Credentials, credentials } from "../../src/runtime/node/index.js";
import { Status, StatusError } from "../../src/runtime/rpc/index.js";
import { NoteServiceClient } from "../rpc/notes.js";
import { obey } from "./remote.js";
import { SOAK_CALLS } from "./soak-calls.js";
import { vitals } from "./vitals.js";

/** Calls at a time on each channel, and channels. */
const CALLS = 48;
const CHANNELS = 2;

/** How long a channel lives, in milliseconds. */
const CHANNEL_MS = 1_000;

const kinds = Object.keys(SOAK_CALLS);
const counts: { [kind: string]: number } = Object.fromEntries(kinds.map((kind) => [kind, 0]));
const failures: string[] = [];
let cutOff = 0;
let channels = 0;
let pausing = false;
let working: Promise<unknown> = Promise.resolve();

const random = (below: number): number => Math.floor(Math.random() * below);

/** Makes calls on one channel after the other until {@link pausing}. Every other channel is closed under its calls. */
async function work(port: number, given: Credentials, rude: boolean): Promise<void> {
  for (; !pausing; rude = !rude) {
    channels++;
    const options = { credentials: given, backoff: { initialMs: 20, maxMs: 100 } };
    const channel = new Channel(`127.0.0.1:${port}`, options);
    const client = new NoteServiceClient(channel);
    let [leaving, closing] = [false, false];
    const caller = async () => {
      while (!leaving && !pausing) {
        const kind = kinds[random(kinds.length)]!;
        try {
          await SOAK_CALLS[kind]!(client, random);
          counts[kind]!++;
        } catch (error) {
          const isExpected =
            closing &&
            error instanceof StatusError &&
            (error.code === Status.CANCELLED || error.code === Status.UNAVAILABLE);
          if (isExpected) cutOff++;
          else if (failures.length < 20) failures.push(`${kind}: ${error instanceof Error ? error.stack : error}`);
        }
      }
    };
    const callers = Array.from({ length: CALLS }, caller);
    for (let ms = 0; ms < CHANNEL_MS && !pausing; ms += 50) await sleep(50);
    leaving = true;
    if (rude) {
      closing = true;
      await channel.close();
    }
    await Promise.all(callers);
    await channel.close();
  }
}

obey({
  run: ({ port, ca }: { port: number; ca?: string }) => {
    pausing = false;
    const given = ca === undefined ? credentials.insecure() : credentials.tls({ ca });
    working = Promise.all(Array.from({ length: CHANNELS }, (_, i) => work(port, given, i === 0)));
  },
  /** Lets all calls end, closes all connections, and tells what was done since the start. */
  pause: async () => {
    pausing = true;
    await working;
    return { ...(await vitals()), counts, cutOff, channels, failures };
  },
});
