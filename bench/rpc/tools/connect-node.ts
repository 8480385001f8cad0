import { createSecureServer, createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { type CallOptions, createClient, type HandlerContext } from "@connectrpc/connect";
import { connectNodeAdapter, createGrpcTransport } from "@connectrpc/connect-node";
import {
  type Contestant,
  checkRequestId,
  type Generated,
  type Note,
  TIMEOUT_MS,
  volatileHeaders,
} from "../contestant.js";
import { pingPong, received, repeat } from "./nice-grpc.js";

const implementation: Generated = {
  echo(note: Note, { requestHeader }: HandlerContext) {
    checkRequestId(requestHeader.get("x-request-id"));
    return note;
  },
  async *list({ text, number }: Note, { requestHeader }: HandlerContext) {
    checkRequestId(requestHeader.get("x-request-id"));
    for (let i = 0; i < number; i++) yield { text, number: i };
  },
  async collect(notes: AsyncIterable<Note>, { requestHeader }: HandlerContext) {
    checkRequestId(requestHeader.get("x-request-id"));
    return { number: await received(notes) };
  },
  async *chat(notes: AsyncIterable<Note>, { requestHeader }: HandlerContext) {
    checkRequestId(requestHeader.get("x-request-id"));
    yield* notes;
  },
};

/** connect-node, speaking gRPC over HTTP/2, with the code of protobuf-es that it needs. */
export const connectNode: Contestant = {
  async serve(load, tls) {
    const { NoteService } = await load("protobuf-es.js");
    const handler = connectNodeAdapter({ routes: (router) => void router.service(NoteService, implementation) });
    const server =
      tls === undefined ? createServer(handler) : createSecureServer({ cert: tls.cert, key: tls.key }, handler);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  },
  async connect(load, port, tls) {
    const { NoteService } = await load("protobuf-es.js");
    const transport = createGrpcTransport({
      baseUrl: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
      ...(tls !== undefined && { nodeOptions: { ca: tls.ca, servername: "localhost" } }),
    });
    const client: Generated = createClient(NoteService, transport);
    const options = (): CallOptions => ({ timeoutMs: TIMEOUT_MS, headers: volatileHeaders() });
    return {
      echo: (note) => client.echo(note, options()),
      list: ({ text }, count) => received(client.list({ text, number: count }, options())),
      collect: async (note, count) => (await client.collect(repeat(note, count), options())).number,
      flood: (note, count) => received(client.chat(repeat(note, count), options())),
      pingPong: (note, count) => pingPong((requests) => client.chat(requests, options()), note, count),
    };
  },
};
