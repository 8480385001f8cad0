/** Runs tests of calls over each transport: what holds for one has to hold for all. */
import { connect as connectTcp, createServer, type Socket, type Server as TcpServer } from "node:net";
import { describe, onTestFinished } from "vitest";
import {
  Channel,
  type ChannelOptions,
  credentials,
  type Http2Engine,
  Server,
  type ServerOptions,
} from "../../src/runtime/node/index.js";
import { InMemoryChannel } from "../../src/runtime/testing/index.js";
import { NoteService, NoteServiceClient, type NoteServiceServer } from "./notes.js";

export interface Connected {
  readonly client: NoteServiceClient;
  readonly channel: InMemoryChannel | Channel;
  readonly server: Server;
  /** Breaks the connection as a failing network does. */
  readonly breakConnection: () => void;
}

export interface ConnectOptions {
  readonly server?: ServerOptions;
  readonly channel?: Pick<ChannelOptions, "interceptors" | "limits" | "defaultTimeoutMs">;
}

/** Serves `implementation` and connects a client to it, until the end of the test. */
export type Connect = (implementation: Partial<NoteServiceServer>, options?: ConnectOptions) => Promise<Connected>;

async function connectInMemory(
  implementation: Partial<NoteServiceServer>,
  options?: ConnectOptions,
): Promise<Connected> {
  const server = new Server(options?.server);
  server.add(NoteService, implementation);
  const channel = new InMemoryChannel(server, options?.channel);
  onTestFinished(() => channel.close());
  return {
    client: new NoteServiceClient(channel),
    channel,
    server,
    breakConnection: () => channel.breakConnection(),
  };
}

/** Whatever speaks HTTP/2 here. */
export const HTTP2_ENGINES: readonly Http2Engine[] = ["node", "own"];

async function connectHttp2(
  http2: Http2Engine,
  implementation: Partial<NoteServiceServer>,
  options?: ConnectOptions,
): Promise<Connected> {
  const server = new Server({ ...options?.server, http2 });
  server.add(NoteService, implementation);
  const { port } = await server.listen("127.0.0.1:0", { credentials: credentials.insecure() });
  const relay = await Relay.to(port);
  const channel = new Channel(`127.0.0.1:${relay.port}`, {
    ...options?.channel,
    credentials: credentials.insecure(),
    http2,
  });
  onTestFinished(async () => {
    await channel.close();
    await server.close();
    relay.close();
  });
  return { client: new NoteServiceClient(channel), channel, server, breakConnection: () => relay.breakConnections() };
}

/** A piece of network that can fail. */
export class Relay {
  readonly #listener: TcpServer;
  readonly #sockets = new Set<Socket>();

  static async to(port: number): Promise<Relay> {
    const relay = new Relay(port);
    await new Promise<void>((resolve) => relay.#listener.listen(0, "127.0.0.1", resolve));
    return relay;
  }

  private constructor(port: number) {
    this.#listener = createServer((near) => {
      const far = connectTcp(port, "127.0.0.1");
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from);
        from.pipe(to);
        from.on("error", () => {});
        from.on("close", () => {
          this.#sockets.delete(from);
          to.destroy();
        });
      }
    });
  }

  get port(): number {
    return (this.#listener.address() as { port: number }).port;
  }

  breakConnections(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  close(): void {
    this.breakConnections();
    this.#listener.close();
  }
}

/** Describes the same promises for each transport. */
export function overEachTransport(describeCalls: (connect: Connect) => void): void {
  describe("in memory", () => describeCalls(connectInMemory));
  describe("over node:http2", () => describeCalls((...call) => connectHttp2("node", ...call)));
  describe("over our own HTTP/2", () => describeCalls((...call) => connectHttp2("own", ...call)));
}

/** Everything that an iterable yields. */
export async function collect<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of iterable) items.push(item);
  return items;
}

/** Resolves when `condition` has come true; the test's own timeout is the limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** A promise to be resolved by the test. */
export function signalled<T = void>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
