import { GrpcTransport } from "@protobuf-ts/grpc-transport";
import type { RpcOptions } from "@protobuf-ts/runtime-rpc";
import { type Contestant, type Generated, type Note, TIMEOUT_MS, volatileHeaders } from "../contestant.js";
import { channelCredentials, channelOptions, serveGrpcJs } from "./grpc-js.js";
import { received } from "./nice-grpc.js";

/** protobuf-ts: its own client and codec; both ends run on grpc-js. */
export const protobufTs: Contestant = {
  serve: async (load, tls) => serveGrpcJs((await load("protobuf-ts.js")).noteServiceDefinition, tls),
  async connect(load, port, tls) {
    const { NoteServiceClient } = await load("protobuf-ts.js");
    const transport = new GrpcTransport({
      host: `127.0.0.1:${port}`,
      channelCredentials: channelCredentials(tls),
      clientOptions: channelOptions,
    });
    const client: Generated = new NoteServiceClient(transport);
    const options = (): RpcOptions => ({ timeout: TIMEOUT_MS, meta: volatileHeaders() });
    const sendAll = async (call: Generated, note: Note, count: number): Promise<void> => {
      for (let i = 0; i < count; i++) await call.requests.send(note);
      await call.requests.complete();
    };
    return {
      echo: (note) => client.echo(note, options()).response,
      list: ({ text }, count) => received(client.list({ text, number: count }, options()).responses),
      async collect(note, count) {
        const call = client.collect(options());
        await sendAll(call, note, count);
        return (await call.response).number;
      },
      async flood(note, count) {
        const call = client.chat(options());
        const [number] = await Promise.all([received(call.responses), sendAll(call, note, count)]);
        return number;
      },
      async pingPong(note, count) {
        const call = client.chat(options());
        const responses = call.responses[Symbol.asyncIterator]();
        let number = 0;
        for (let i = 0; i < count; i++) {
          await call.requests.send(note);
          if (!(await responses.next()).done) number++;
        }
        await call.requests.complete();
        return number;
      },
    };
  },
};
