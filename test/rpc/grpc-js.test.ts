/** The four kinds of call against @grpc/grpc-js, in both directions, over plaintext and TLS. */
import * as grpc from "@grpc/grpc-js";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Channel, credentials, Server } from "../../src/runtime/node/index.js";
import { Status, StatusError } from "../../src/runtime/rpc/index.js";
import { type Certificates, makeCertificates } from "./certificates.js";
import { Note, type NoteInit, NoteService, NoteServiceClient, type NoteServiceServer } from "./notes.js";
import { collect, HTTP2_ENGINES, signalled } from "./transports.js";

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});

function definition(path: string, requestStream: boolean, responseStream: boolean): grpc.MethodDefinition<Note, Note> {
  const serialize = (note: Note): Buffer => Buffer.from(Note.encode(note));
  const deserialize = (bytes: Buffer): Note => Note.decode(bytes);
  return {
    path: `/farcall.test.NoteService/${path}`,
    requestStream,
    responseStream,
    requestSerialize: serialize,
    requestDeserialize: deserialize,
    responseSerialize: serialize,
    responseDeserialize: deserialize,
  };
}

const DEFINITION = {
  echo: definition("Echo", false, false),
  list: definition("List", false, true),
  collect: definition("Collect", true, false),
  chat: definition("Chat", true, true),
};

const note = (init: NoteInit): Note => Note.create(init);

describe.each(
  HTTP2_ENGINES.flatMap((http2) => (["plaintext", "TLS"] as const).map((security) => ({ http2, security }))),
)("over $security, with HTTP/2 of the kind $http2", ({ http2, security }) => {
  describe("our client and the server of grpc-js", () => {
    async function connect(implementation: grpc.UntypedServiceImplementation): Promise<NoteServiceClient> {
      const { ca, server: own } = certificates;
      const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
      server.addService(DEFINITION, implementation);
      const port = await new Promise<number>((resolve, reject) => {
        const serverCredentials =
          security === "TLS"
            ? grpc.ServerCredentials.createSsl(null, [
                { cert_chain: Buffer.from(own.cert), private_key: Buffer.from(own.key) },
              ])
            : grpc.ServerCredentials.createInsecure();
        server.bindAsync("127.0.0.1:0", serverCredentials, (error, bound) => (error ? reject(error) : resolve(bound)));
      });
      const channel = new Channel(`127.0.0.1:${port}`, {
        credentials: security === "TLS" ? credentials.tls({ ca: ca.cert }) : credentials.insecure(),
        limits: { maxReceiveBytes: 64 * 1024 * 1024 },
        http2,
      });
      onTestFinished(async () => {
        await channel.close();
        server.forceShutdown();
      });
      return new NoteServiceClient(channel);
    }

    test("unary, with metadata both ways and big messages", async () => {
      const client = await connect({
        echo: (call: grpc.ServerUnaryCall<Note, Note>, callback: grpc.sendUnaryData<Note>) => {
          const headers = new grpc.Metadata();
          for (const value of call.metadata.get("tag")) headers.add("tag", value);
          const trailers = new grpc.Metadata();
          trailers.set("raw-bin", call.metadata.get("raw-bin")[0] as Buffer);
          call.sendMetadata(headers);
          callback(null, call.request, trailers);
        },
      });
      const raw = Uint8Array.of(1, 2, 255);
      const payload = new Uint8Array(10 * 1024 * 1024).fill(7);
      const call = client.echo({ text: "é", payload }, { metadata: { tag: ["a", "b"], "raw-bin": raw } });
      const answer = await call;
      expect([answer.text, Buffer.compare(answer.payload, payload)]).toEqual(["é", 0]);
      expect((await call.headers).getAll("tag").join()).toMatch(/^a, ?b$/);
      expect(new Uint8Array((await call.trailers).get("raw-bin")!)).toEqual(raw);
    });

    test("server streaming, many messages", async () => {
      const client = await connect({
        list: async (call: grpc.ServerWritableStream<Note, Note>) => {
          for (let number = 0; number < call.request.number; number++) {
            if (!call.write(note({ number }))) await new Promise((resolve) => call.once("drain", resolve));
          }
          call.end();
        },
      });
      const numbers = (await collect(client.list({ number: 10_000 }))).map(({ number }) => number);
      expect(numbers.every((number, i) => number === i) && numbers.length).toBe(10_000);
    });

    test("client streaming, many messages", async () => {
      const client = await connect({
        collect: (call: grpc.ServerReadableStream<Note, Note>, callback: grpc.sendUnaryData<Note>) => {
          let number = 0;
          call.on("data", (request: Note) => {
            number += request.number;
          });
          call.on("end", () => callback(null, note({ number })));
        },
      });
      const ones = Array.from({ length: 10_000 }, () => ({ number: 1 }));
      expect((await client.collect(ones)).number).toBe(10_000);
    });

    test("bidi streaming, by hand", async () => {
      const client = await connect({
        chat: (call: grpc.ServerDuplexStream<Note, Note>) => {
          call.on("data", ({ text }: Note) => call.write(note({ text: `re: ${text}` })));
          call.on("end", () => call.end());
        },
      });
      const call = client.chat();
      const replies = call[Symbol.asyncIterator]();
      for (const text of ["a", "b", "c"]) {
        await call.send({ text });
        expect((await replies.next()).value?.text).toBe(`re: ${text}`);
      }
      call.close();
      expect((await replies.next()).done).toBe(true);
      expect((await call.status).code).toBe(Status.OK);
    });

    test("failures, deadline and cancellation", async () => {
      const cancelled = signalled();
      const client = await connect({
        echo: (call: grpc.ServerUnaryCall<Note, Note>, callback: grpc.sendUnaryData<Note>) => {
          const metadata = new grpc.Metadata();
          metadata.set("why", "because");
          if (call.request.text === "fail") callback({ code: 9, details: "naïve 100%", metadata });
          else call.on("cancelled", () => cancelled.resolve());
        },
      });
      const error: unknown = await client.echo({ text: "fail" }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: Status.FAILED_PRECONDITION, rawMessage: "naïve 100%" });
      expect((error as StatusError).metadata.get("why")).toBe("because");
      await expect(client.echo({}, { timeoutMs: 30 })).rejects.toMatchObject({ code: Status.DEADLINE_EXCEEDED });
      await cancelled.promise;
      await expect(collect(client.chat([]))).rejects.toMatchObject({ code: Status.UNIMPLEMENTED });
    });
  });

  describe("our server and the client of grpc-js", () => {
    interface Peer {
      readonly client: InstanceType<ReturnType<typeof grpc.makeGenericClientConstructor>>;
    }

    async function connect(implementation: Partial<NoteServiceServer>): Promise<Peer> {
      const { ca, server: own } = certificates;
      const server = new Server({ limits: { maxReceiveBytes: 64 * 1024 * 1024 }, http2 });
      server.add(NoteService, implementation);
      const { port } = await server.listen("127.0.0.1:0", {
        credentials: security === "TLS" ? credentials.tls(own) : credentials.insecure(),
      });
      const Client = grpc.makeGenericClientConstructor(DEFINITION, "NoteService");
      const client = new Client(
        `127.0.0.1:${port}`,
        security === "TLS" ? grpc.credentials.createSsl(Buffer.from(ca.cert)) : grpc.credentials.createInsecure(),
        { "grpc.max_receive_message_length": -1 },
      );
      onTestFinished(async () => {
        client.close();
        await server.close();
      });
      return { client };
    }

    test("unary, with metadata both ways and big messages", async () => {
      const { client } = await connect({
        echo: (request, context) => {
          for (const value of context.metadata.getAll("tag")) context.headers.append("tag", value);
          context.trailers.set("raw-bin", context.metadata.get("raw-bin")!);
          return request;
        },
      });
      const metadata = new grpc.Metadata();
      metadata.add("tag", "a");
      metadata.add("tag", "b");
      metadata.set("raw-bin", Buffer.from([1, 2, 255]));
      const payload = new Uint8Array(10 * 1024 * 1024).fill(7);
      const headers = signalled<grpc.Metadata>();
      const trailers = signalled<grpc.StatusObject>();
      const answer = await new Promise<Note>((resolve, reject) => {
        const call = client["echo"]!(note({ text: "é", payload }), metadata, (error: unknown, response: Note) =>
          error ? reject(error) : resolve(response),
        );
        call.on("metadata", headers.resolve);
        call.on("status", trailers.resolve);
      });
      expect([answer.text, Buffer.compare(answer.payload, payload)]).toEqual(["é", 0]);
      expect((await headers.promise).get("tag").join()).toMatch(/^a, ?b$/);
      expect((await trailers.promise).metadata.get("raw-bin")).toEqual([Buffer.from([1, 2, 255])]);
    });

    test("server streaming, many messages", async () => {
      const { client } = await connect({
        *list({ number }) {
          for (let i = 0; i < number; i++) yield { number: i };
        },
      });
      const numbers = (await collect<Note>(client["list"]!(note({ number: 10_000 })))).map(({ number }) => number);
      expect(numbers.every((number, i) => number === i) && numbers.length).toBe(10_000);
    });

    test("client streaming, many messages", async () => {
      const { client } = await connect({
        collect: async (requests) => ({ number: (await collect(requests)).length }),
      });
      const answer = await new Promise<Note>((resolve, reject) => {
        const call = client["collect"]!((error: unknown, response: Note) =>
          error ? reject(error) : resolve(response),
        );
        for (let i = 0; i < 10_000; i++) call.write(note({ number: i }));
        call.end();
      });
      expect(answer.number).toBe(10_000);
    });

    test("bidi streaming, by hand", async () => {
      const { client } = await connect({
        async *chat(requests) {
          for await (const { text } of requests) yield { text: `re: ${text}` };
        },
      });
      const call: grpc.ClientDuplexStream<Note, Note> = client["chat"]!();
      const replies = call[Symbol.asyncIterator]() as AsyncIterator<Note>;
      for (const text of ["a", "b", "c"]) {
        call.write(note({ text }));
        expect((await replies.next()).value?.text).toBe(`re: ${text}`);
      }
      call.end();
      expect((await replies.next()).done).toBe(true);
    });

    test("failures, deadline and cancellation", async () => {
      const aborted: unknown[] = [];
      const begun = signalled();
      const bothAborted = signalled();
      const { client } = await connect({
        echo: ({ text }, context) => {
          if (text === "fail") {
            throw new StatusError(Status.FAILED_PRECONDITION, "naïve 100%", { metadata: { why: "because" } });
          }
          if (text === "slip") throw new Error("hunter2");
          return new Promise<NoteInit>(() => {
            context.signal.addEventListener("abort", () => {
              aborted.push((context.signal.reason as StatusError).code);
              if (aborted.length === 2) bothAborted.resolve();
            });
            begun.resolve();
          });
        },
      });
      const ask = (text: string, options: grpc.CallOptions = {}): Promise<grpc.ServiceError> =>
        new Promise((resolve, reject) => {
          client["echo"]!(note({ text }), options, (error: grpc.ServiceError | null) =>
            error ? resolve(error) : reject(new Error("the call has not failed")),
          );
        });
      const error = await ask("fail");
      expect([error.code, error.details, error.metadata.get("why")]).toEqual([9, "naïve 100%", ["because"]]);
      expect((await ask("slip")).code).toBe(Status.UNKNOWN);
      expect((await ask("hang", { deadline: Date.now() + 30 })).code).toBe(Status.DEADLINE_EXCEEDED);
      await begun.promise;
      const call = client["echo"]!(note({ text: "hang" }), () => {});
      await new Promise((resolve) => setTimeout(resolve, 30));
      call.cancel();
      await bothAborted.promise;
      expect(aborted[1]).toBe(Status.CANCELLED);
    });
  });
});
