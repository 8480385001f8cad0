// How a program may use stubs and write servers, and what the compiler must refuse. Type-checked by types.test.ts, never run.

import type { CallChannel, MessageSource, ServerContext } from "farcall/rpc";
import {
  Echo,
  EchoClient,
  type EchoServer,
  type Request,
  type RequestInit,
  Response,
  type ResponseInit,
} from "../cases/service-four-shapes/ts/service-four-shapes_pb.js";
import { expectType } from "./expect-type.js";

export async function stub(channel: CallChannel, requests: AsyncIterable<RequestInit>): Promise<void> {
  const client = new EchoClient(channel, { timeoutMs: 500 });
  expectType<Response>()(await client.unary({ text: "a" }, { timeoutMs: 5 }));
  for await (const response of client.server({})) expectType<Response>()(response);
  expectType<Response>()(await client.client(requests));
  expectType<Response>()(await client.client([{ text: "a" }]));
  for await (const response of client.bidi(requests)) expectType<Response>()(response);
  const call = client.bidi();
  await call.send({ text: "a" });
  call.close();
  // @ts-expect-error: no such field
  await client.unary({ txet: "a" });
  // @ts-expect-error: no message of the request
  await call.send({ txet: "a" });
}

const literal = {
  unary: (request, context) => ({ text: `${request.text} ${context.method}` }),
  async *server(request) {
    yield { text: request.text };
  },
  async client(requests) {
    let text = "";
    for await (const request of requests) text += request.text;
    return { text };
  },
  async *bidi(requests) {
    for await (const { text } of requests) yield { text };
  },
} satisfies EchoServer;

export const server: EchoServer = literal;

export class Instance implements EchoServer {
  unary(request: Request, _context: ServerContext): ResponseInit {
    return { text: request.text };
  }
  server(request: Request): MessageSource<ResponseInit> {
    return [{ text: request.text }];
  }
  async client(_requests: AsyncIterable<Request>): Promise<ResponseInit> {
    return Response.create();
  }
  bidi(_requests: AsyncIterable<Request>): MessageSource<ResponseInit> {
    return [];
  }
}

// @ts-expect-error: a method is left out
export const lacking: EchoServer = { unary: () => ({}) };

expectType<string>()(Echo.typeName);
Echo.methods.unary.kind satisfies "unary";
Echo.methods.server.kind satisfies "server_streaming";
Echo.methods.client.kind satisfies "client_streaming";
Echo.methods.bidi.kind satisfies "bidi_streaming";
// @ts-expect-error: no such method
Echo.methods.binary;
