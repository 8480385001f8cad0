import { type CallContext, createChannel, createClient, createServer, Metadata } from "nice-grpc";
import { type Contestant, checkRequestId, type Generated, type Note, volatileHeaders } from "../contestant.js";
import { channelCredentials, channelOptions, definitionOf, serverCredentials } from "./grpc-js.js";

const implementation: Generated = {
  async echo(note: Note, { metadata }: CallContext) {
    checkRequestId(metadata.get("x-request-id"));
    return note;
  },
  async *list({ text, number }: Note, { metadata }: CallContext) {
    checkRequestId(metadata.get("x-request-id"));
    for (let i = 0; i < number; i++) yield { text, number: i };
  },
  async collect(notes: AsyncIterable<Note>, { metadata }: CallContext) {
    checkRequestId(metadata.get("x-request-id"));
    let number = 0;
    for await (const _ of notes) number++;
    return { text: "", number };
  },
  async *chat(notes: AsyncIterable<Note>, { metadata }: CallContext) {
    checkRequestId(metadata.get("x-request-id"));
    yield* notes;
  },
};

/** nice-grpc with farcall's codec. Deadlines are a package of their own there, so its calls go without: that is in its favour. */
export const niceGrpc: Contestant = {
  async serve(load, tls) {
    const server = createServer();
    server.add(definitionOf((await load("farcall.js")).Note), implementation);
    return server.listen("127.0.0.1:0", serverCredentials(tls));
  },
  async connect(load, port, tls) {
    const channel = createChannel(`127.0.0.1:${port}`, channelCredentials(tls), channelOptions);
    const client: Generated = createClient(definitionOf((await load("farcall.js")).Note), channel);
    const options = () => ({ metadata: Metadata(volatileHeaders()) });
    return {
      echo: (note) => client.echo(note, options()),
      list: ({ text }, count) => received(client.list({ text, number: count }, options())),
      collect: async (note, count) => (await client.collect(repeat(note, count), options())).number,
      flood: (note, count) => received(client.chat(repeat(note, count), options())),
      pingPong: (note, count) => pingPong((requests) => client.chat(requests, options()), note, count),
    };
  },
};

/** How many messages come. */
export async function received(notes: AsyncIterable<unknown>): Promise<number> {
  let number = 0;
  for await (const _ of notes) number++;
  return number;
}

/** The same message again and again. */
export async function* repeat<T>(note: T, count: number): AsyncIterable<T> {
  for (let i = 0; i < count; i++) yield note;
}

/** Sends each message when the one before has come back, where a call takes an iterable of its requests. */
export async function pingPong<T>(
  start: (requests: AsyncIterable<T>) => AsyncIterable<unknown>,
  note: T,
  count: number,
): Promise<number> {
  let go = (): void => {};
  async function* requests(): AsyncIterable<T> {
    for (let i = 0; i < count; i++) {
      const answered = new Promise<void>((resolve) => {
        go = resolve;
      });
      yield note;
      await answered;
    }
  }
  let number = 0;
  for await (const _ of start(requests())) {
    number++;
    go();
  }
  return number;
}
