import * as grpc from "@grpc/grpc-js";
import {
  type Certificate,
  type Contestant,
  checkRequestId,
  type Generated,
  type Note,
  type NoteClient,
  type NoteCodec,
  TIMEOUT_MS,
  volatileHeaders,
} from "../contestant.js";

/** grpc-js with farcall's codec, so that only calls are compared. */
export const grpcJs: Contestant = {
  serve: async (load, tls) => serveGrpcJs(definitionOf((await load("farcall.js")).Note), tls),
  async connect(load, port, tls) {
    const Client = grpc.makeGenericClientConstructor(definitionOf((await load("farcall.js")).Note), "NoteService");
    return clientOf(new Client(`127.0.0.1:${port}`, channelCredentials(tls), channelOptions));
  },
};

/** The methods for grpc-js, and for nice-grpc, which takes the same. */
export function definitionOf(codec: NoteCodec): grpc.ServiceDefinition {
  const serialize = (note: Note): Buffer => {
    const bytes = codec.encode(note);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  };
  const method = (name: string, requestStream: boolean, responseStream: boolean): Generated => ({
    path: `/bench.rpc.NoteService/${name}`,
    requestStream,
    responseStream,
    requestSerialize: serialize,
    requestDeserialize: (bytes: Buffer) => codec.decode(bytes),
    responseSerialize: serialize,
    responseDeserialize: (bytes: Buffer) => codec.decode(bytes),
  });
  return {
    echo: method("Echo", false, false),
    list: method("List", false, true),
    collect: method("Collect", true, false),
    chat: method("Chat", true, true),
  };
}

/** The name that the certificate is for. */
export const channelOptions: grpc.ChannelOptions = { "grpc.ssl_target_name_override": "localhost" };

export function channelCredentials(tls: Certificate | undefined): grpc.ChannelCredentials {
  return tls === undefined ? grpc.credentials.createInsecure() : grpc.credentials.createSsl(Buffer.from(tls.ca));
}

export function serverCredentials(tls: Certificate | undefined): grpc.ServerCredentials {
  if (tls === undefined) return grpc.ServerCredentials.createInsecure();
  const pair = { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) };
  return grpc.ServerCredentials.createSsl(null, [pair]);
}

type Call = grpc.ServerDuplexStream<Note, Note>;

/** A server of grpc-js for `definition`, which says how messages are coded. */
export function serveGrpcJs(definition: grpc.ServiceDefinition, tls: Certificate | undefined): Promise<number> {
  const server = new grpc.Server();
  const check = ({ metadata }: { metadata: grpc.Metadata }): void => checkRequestId(metadata.get("x-request-id")[0]);
  server.addService(definition, {
    echo(call: grpc.ServerUnaryCall<Note, Note>, callback: grpc.sendUnaryData<Note>) {
      check(call);
      callback(null, call.request);
    },
    async list(call: grpc.ServerWritableStream<Note, Note>) {
      check(call);
      const { text, number } = call.request;
      for (let i = 0; i < number; i++) {
        if (!call.write({ text, number: i })) await drained(call);
      }
      call.end();
    },
    collect(call: grpc.ServerReadableStream<Note, Note>, callback: grpc.sendUnaryData<Note>) {
      check(call);
      let number = 0;
      call.on("data", () => number++);
      call.on("end", () => callback(null, { text: "", number }));
    },
    chat(call: Call) {
      check(call);
      call.on("data", (note) => {
        if (call.write(note)) return;
        call.pause();
        call.once("drain", () => call.resume());
      });
      call.on("end", () => call.end());
    },
  });
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", serverCredentials(tls), (error, port) => (error ? reject(error) : resolve(port)));
  });
}

function clientOf(client: Generated): NoteClient {
  const metadata = (): grpc.Metadata => {
    const made = new grpc.Metadata();
    for (const [name, value] of Object.entries(volatileHeaders())) made.set(name, value);
    return made;
  };
  const options = (): grpc.CallOptions => ({ deadline: Date.now() + TIMEOUT_MS });
  return {
    echo: (note) =>
      new Promise((resolve, reject) => {
        client.echo(note, metadata(), options(), (error: unknown, answer: Note) =>
          error ? reject(error) : resolve(answer),
        );
      }),
    list: ({ text }, count) => received(client.list({ text, number: count }, metadata(), options())),
    collect: (note, count) =>
      new Promise((resolve, reject) => {
        const call = client.collect(metadata(), options(), (error: unknown, answer: Note) =>
          error ? reject(error) : resolve(answer.number),
        );
        writeAll(call, note, count).catch(reject);
      }),
    async flood(note, count) {
      const call = client.chat(metadata(), options());
      const [number] = await Promise.all([received(call), writeAll(call, note, count)]);
      return number;
    },
    pingPong: (note, count) =>
      new Promise((resolve, reject) => {
        const call: grpc.ClientDuplexStream<Note, Note> = client.chat(metadata(), options());
        let number = 0;
        call.on("data", () => {
          if (++number < count) call.write(note);
          else call.end();
        });
        call.on("error", reject);
        call.on("end", () => resolve(number));
        call.write(note);
      }),
  };
}

function received(call: grpc.ClientReadableStream<Note>): Promise<number> {
  return new Promise((resolve, reject) => {
    let number = 0;
    call.on("data", () => number++);
    call.on("error", reject);
    call.on("end", () => resolve(number));
  });
}

async function writeAll(call: grpc.ClientWritableStream<Note>, note: Note, count: number): Promise<void> {
  for (let i = 0; i < count; i++) if (!call.write(note)) await drained(call);
  call.end();
}

function drained(call: { once(event: "drain", listener: () => void): unknown }): Promise<void> {
  return new Promise((resolve) => call.once("drain", resolve));
}
