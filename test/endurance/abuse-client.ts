/** A good client: calls at a steady pace, and tells how long each call took. */
import { setTimeout as sleep } from "node:timers/promises";
import { Channel, credentials } from "../../src/runtime/node/index.js";
import { NoteServiceClient } from "../rpc/notes.js";
import { obey } from "./remote.js";

/** The time between two calls, in milliseconds. */
const EVERY_MS = 2;

let client: NoteServiceClient;
let calling = false;
let done: Promise<void> = Promise.resolve();
let times: number[] = [];

/** Calls at a time that does not depend on the answers, as people do: a server that stalls keeps many waiting, not one. */
async function work(): Promise<void> {
  const calls: Promise<void>[] = [];
  for (let due = performance.now(); calling; due += EVERY_MS) {
    while (calling && performance.now() < due) await sleep(1);
    calls.push(call(due));
  }
  await Promise.all(calls);
}

async function call(due: number): Promise<void> {
  await client.echo({ text: "good" }, { timeoutMs: 20_000 });
  times.push(performance.now() - due);
}

obey({
  connect: async (port: number) => {
    client = new NoteServiceClient(new Channel(`127.0.0.1:${port}`, { credentials: credentials.insecure() }));
    await client.echo({});
  },
  start: () => {
    times = [];
    calling = true;
    done = work();
    done.catch(() => {});
  },
  /** Rejects if a call has failed. Times are in milliseconds. */
  stop: async () => {
    calling = false;
    await done;
    const sorted = times.sort((a, b) => a - b);
    const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN;
    return { calls: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
  },
});
