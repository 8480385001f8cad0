/** The client of many connections and streams. */
import { readFileSync } from "node:fs";
import { Channel, credentials } from "../../src/runtime/node/index.js";
import { type Note, type NoteInit, NoteServiceClient } from "../rpc/notes.js";
import { obey } from "./remote.js";
import { vitals } from "./vitals.js";

interface Stream {
  send(note: NoteInit): Promise<void>;
  close(): void;
  readonly answers: AsyncIterator<Note>;
}

const channels: Channel[] = [];
const streams: Stream[] = [];

/** Sends a note on a stream, and fails unless it comes back. */
async function exchange({ send, answers }: Stream, number: number): Promise<void> {
  await send({ number });
  const { value, done } = await answers.next();
  if (done === true || value.number !== number) throw new Error(`sent note ${number}, got ${JSON.stringify(value)}`);
}

obey({
  /** How many files the system lets a process open. */
  descriptorLimit: () => Number(/^Max open files +\d+ +(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1]),
  /** Opens so many connections. */
  connect: async ({ port, count }: { port: number; count: number }) => {
    // As many at a time as the server's backlog holds.
    while (channels.length < count) {
      const some = Array.from({ length: Math.min(100, count - channels.length) }, () => {
        return new Channel(`127.0.0.1:${port}`, { credentials: credentials.insecure() });
      });
      await Promise.all(some.map((channel) => channel.connect()));
      channels.push(...some);
    }
  },
  /** Makes a call on each connection. */
  call: () =>
    Promise.all(channels.map((channel, number) => new NoteServiceClient(channel).echo({ number }))).then(() => {}),
  /** Opens so many streams on each connection, and exchanges a note on each. */
  open: async (count: number) => {
    for (const channel of channels) {
      const client = new NoteServiceClient(channel);
      for (let i = 0; i < count; i++) {
        const call = client.chat();
        streams.push({
          send: (note) => call.send(note),
          close: () => call.close(),
          answers: call[Symbol.asyncIterator](),
        });
      }
    }
    await Promise.all(streams.map((stream, number) => exchange(stream, number)));
  },
  /** Exchanges another note on each stream, and closes it. */
  finish: async () => {
    const finish = async (stream: Stream, number: number): Promise<void> => {
      await exchange(stream, number + 1);
      stream.close();
      if ((await stream.answers.next()).done !== true) throw new Error(`stream ${number} has not ended`);
    };
    await Promise.all(streams.splice(0).map(finish));
  },
  close: async () => {
    await Promise.all(channels.splice(0).map((channel) => channel.close()));
  },
  vitals,
});
