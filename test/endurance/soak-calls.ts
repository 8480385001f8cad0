/** The calls of the long run: each checks what it gets, and throws what it does not expect. */
import assert from "node:assert/strict";
import { Status, StatusError } from "../../src/runtime/rpc/index.js";
import type { NoteInit, NoteServiceClient } from "../rpc/notes.js";

export type SoakCall = (client: NoteServiceClient, random: (below: number) => number) => Promise<void>;

/** Calls wait for a connection, since servers come and go. */
const PATIENT = { waitForReady: true, timeoutMs: 120_000 };

const payload = new Uint8Array(20_000).map((_, i) => i);

function* notes(count: number, size: number): Generator<NoteInit> {
  for (let number = 0; number < count; number++) yield { number, payload: payload.subarray(0, size) };
}

/** Waits for a call that has to fail with `code`. One that is cancelled may have been answered before. */
async function fails(call: PromiseLike<unknown>, code: Status): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (error instanceof StatusError && error.code === code) return;
    throw error;
  }
  assert.equal(code, Status.CANCELLED, "the call has succeeded");
}

/** By name, how a call of each kind is made. */
export const SOAK_CALLS: { readonly [name: string]: SoakCall } = {
  async unary(client, random) {
    const sent = payload.subarray(0, random(4) === 0 ? random(20_000) : random(100));
    const { text, payload: received } = await client.echo({ text: "x", payload: sent }, PATIENT);
    assert.equal(text, "x");
    assert.ok(Buffer.compare(sent, received) === 0);
  },
  async "server streaming"(client, random) {
    const [count, size] = [random(100), random(2_000)];
    let seen = 0;
    for await (const note of client.list({ number: count, payload: payload.subarray(0, size) }, PATIENT)) {
      assert.equal(note.number, seen++);
      assert.equal(note.payload.length, size);
    }
    assert.equal(seen, count);
  },
  async "client streaming"(client, random) {
    const count = 1 + random(100);
    const { number } = await client.collect(notes(count, random(2_000)), PATIENT);
    assert.equal(number, (count * (count - 1)) / 2);
  },
  async bidirectional(client, random) {
    const [count, size] = [random(100), random(2_000)];
    let seen = 0;
    for await (const note of client.chat(notes(count, size), PATIENT)) assert.equal(note.number, seen++);
    assert.equal(seen, count);
  },
  async "ping-pong"(client, random) {
    const chat = client.chat(undefined, PATIENT);
    const answers = chat[Symbol.asyncIterator]();
    for (let i = random(10); i > 0; i--) {
      await chat.send({ number: i });
      assert.equal((await answers.next()).value?.number, i);
    }
    chat.close();
    assert.equal((await answers.next()).done, true);
  },
  async refused(client) {
    await fails(client.echo({ text: "refuse" }, PATIENT), Status.NOT_FOUND);
  },
  async "deadline passes"(client, random) {
    await fails(client.echo({ number: 60_000 }, { ...PATIENT, timeoutMs: 1 + random(20) }), Status.DEADLINE_EXCEEDED);
  },
  async "cancelled by cancel()"(client, random) {
    const call = client.echo({ number: random(20) }, PATIENT);
    setTimeout(() => call.cancel(), random(20));
    await fails(call, Status.CANCELLED);
  },
  async "cancelled by a signal"(client, random) {
    const controller = new AbortController();
    const call = client.collect(undefined, { ...PATIENT, signal: controller.signal });
    for (let i = random(5); i > 0; i--) await call.send({ number: i });
    controller.abort();
    await fails(call, Status.CANCELLED);
  },
  async "left in the middle"(client, random) {
    let left = random(50);
    for await (const _ of client.list({ number: 100, payload: payload.subarray(0, random(20_000)) }, PATIENT)) {
      if (left-- === 0) break;
    }
  },
  async "both directions left"(client) {
    for await (const _ of client.chat(notes(100, 1_000), PATIENT)) break;
  },
};
