import { Channel, credentials, type Http2Engine, Server } from "farcall/node";
import type { Metadata } from "farcall/rpc";
import { type Contestant, checkRequestId, type Note, TIMEOUT_MS, volatileHeaders } from "../contestant.js";

interface Context {
  readonly metadata: Metadata;
}

const implementation = {
  echo(note: Note, { metadata }: Context): Note {
    checkRequestId(metadata.get("x-request-id"));
    return note;
  },
  *list({ text, number }: Note, { metadata }: Context): Iterable<Note> {
    checkRequestId(metadata.get("x-request-id"));
    for (let i = 0; i < number; i++) yield { text, number: i };
  },
  async collect(notes: AsyncIterable<Note>, { metadata }: Context): Promise<{ number: number }> {
    checkRequestId(metadata.get("x-request-id"));
    let number = 0;
    for await (const _ of notes) number++;
    return { number };
  },
  async *chat(notes: AsyncIterable<Note>, { metadata }: Context): AsyncIterable<Note> {
    checkRequestId(metadata.get("x-request-id"));
    yield* notes;
  },
};

/** farcall with its own HTTP/2, or on node:http2. */
export function farcall(http2: Http2Engine): Contestant {
  return {
    async serve(load, tls) {
      const server = new Server({ http2 }).add((await load("farcall.js")).NoteService, implementation);
      const secured = tls === undefined ? credentials.insecure() : credentials.tls({ cert: tls.cert, key: tls.key });
      return (await server.listen("127.0.0.1:0", { credentials: secured })).port;
    },
    async connect(load, port, tls) {
      const secured = tls === undefined ? credentials.insecure() : credentials.tls({ ca: tls.ca });
      const channel = new Channel(`127.0.0.1:${port}`, { credentials: secured, http2 });
      const client = new (await load("farcall.js")).NoteServiceClient(channel);
      const options = () => ({ timeoutMs: TIMEOUT_MS, metadata: volatileHeaders() });
      return {
        echo: (note) => client.echo(note, options()),
        async list({ text }, count) {
          let received = 0;
          for await (const _ of client.list({ text, number: count }, options())) received++;
          return received;
        },
        collect: async (note, count) => (await client.collect(repeat(note, count), options())).number,
        async flood(note, count) {
          let received = 0;
          for await (const _ of client.chat(repeat(note, count), options())) received++;
          return received;
        },
        async pingPong(note, count) {
          const call = client.chat(undefined, options());
          const notes = call[Symbol.asyncIterator]();
          let received = 0;
          for (let i = 0; i < count; i++) {
            await call.send(note);
            if (!(await notes.next()).done) received++;
          }
          call.close();
          await notes.next();
          return received;
        },
      };
    },
  };
}

function* repeat(note: Note, count: number): Iterable<Note> {
  for (let i = 0; i < count; i++) yield note;
}
