import type { Channel, Server } from "farcall/node";
import type { Program } from "./programs.js";

/** The stub of the schema's service, whose types depend on the options. */
interface KindsClient {
  unary(request: unknown): Promise<unknown>;
  serverStreaming(request: unknown): AsyncIterable<unknown>;
  clientStreaming(requests: AsyncIterable<unknown>): Promise<unknown>;
  bidiStreaming(requests: AsyncIterable<unknown>): AsyncIterable<unknown>;
}

/** What a method takes and returns, in the order of calls. */
export interface Exchange {
  readonly requests: readonly unknown[];
  readonly responses: readonly unknown[];
}

type Method = keyof KindsClient;

/**
 * Calls every method of the service once, over HTTP/2, and returns what its server and its client have received. `exchanges` are what
 * they send: one message where there is no stream.
 */
export async function callOfEachKind(
  { kinds, node }: Required<Pick<Program, "kinds" | "node">>,
  exchanges: Readonly<Record<Method, Exchange>>,
): Promise<Record<Method, Exchange>> {
  const received: Record<Method, unknown[]> = {
    unary: [],
    serverStreaming: [],
    clientStreaming: [],
    bidiStreaming: [],
  };
  const server = new node.Server().add(
    kinds["Kinds"] as Parameters<Server["add"]>[0],
    {
      unary: (request: unknown) => {
        received.unary.push(request);
        return exchanges.unary.responses[0];
      },
      async *serverStreaming(request: unknown) {
        received.serverStreaming.push(request);
        yield* exchanges.serverStreaming.responses;
      },
      async clientStreaming(requests: AsyncIterable<unknown>) {
        for await (const request of requests) received.clientStreaming.push(request);
        return exchanges.clientStreaming.responses[0];
      },
      async *bidiStreaming(requests: AsyncIterable<unknown>) {
        for await (const request of requests) received.bidiStreaming.push(request);
        yield* exchanges.bidiStreaming.responses;
      },
    } as Parameters<Server["add"]>[1],
  );
  const insecure = { credentials: node.credentials.insecure() };
  const { port } = await server.listen("127.0.0.1:0", insecure);
  const channel = new node.Channel(`127.0.0.1:${port}`, insecure);
  try {
    const client = new (kinds["KindsClient"] as new (channel: Channel) => KindsClient)(channel);
    const { unary, serverStreaming, clientStreaming, bidiStreaming } = exchanges;
    const responses: Record<Method, unknown[]> = {
      unary: [await client.unary(unary.requests[0])],
      serverStreaming: await collect(client.serverStreaming(serverStreaming.requests[0])),
      clientStreaming: [await client.clientStreaming(stream(clientStreaming.requests))],
      bidiStreaming: await collect(client.bidiStreaming(stream(bidiStreaming.requests))),
    };
    const exchanged = (method: Method): Exchange => ({ requests: received[method], responses: responses[method] });
    return {
      unary: exchanged("unary"),
      serverStreaming: exchanged("serverStreaming"),
      clientStreaming: exchanged("clientStreaming"),
      bidiStreaming: exchanged("bidiStreaming"),
    };
  } finally {
    await channel.close();
    await server.close();
  }
}

async function* stream(messages: readonly unknown[]): AsyncIterable<unknown> {
  yield* messages;
}

async function collect(messages: AsyncIterable<unknown>): Promise<unknown[]> {
  const collected: unknown[] = [];
  for await (const message of messages) collected.push(message);
  return collected;
}
