/**
 * CPU time of calls, ours on both kinds of HTTP/2 against @grpc/grpc-js, with the same codec and deadlines: client and server in one
 * process over loopback, rounds interleaved, medians. Only the ratios mean anything. Run: `npx tsx bench/rpc.ts`
 */
import * as grpc from "@grpc/grpc-js";
import { Channel, credentials, type Http2Engine, Server } from "../src/runtime/node/index.js";
import { Note, NoteService, NoteServiceClient, type NoteServiceServer } from "../test/rpc/notes.js";

const ROUNDS = 7;
const REQUEST = Note.create({ text: "x".repeat(90), number: 7 });

interface Scenario {
  readonly name: string;
  readonly count: number;
  ours(client: NoteServiceClient, count: number): Promise<void>;
  theirs(count: number): Promise<void>;
}

/** Runs `count` tasks, `atATime` of them at once. */
async function inFlight(count: number, atATime: number, task: () => Promise<unknown>): Promise<void> {
  let left = count;
  await Promise.all(
    Array.from({ length: atATime }, async () => {
      while (left-- > 0) await task();
    }),
  );
}

const closers: (() => Promise<void>)[] = [];

/** A client of our own, with its server. */
async function connectOurs(http2: Http2Engine): Promise<NoteServiceClient> {
  const server = new Server({ http2 });
  server.add(NoteService, implementation);
  const { port } = await server.listen("127.0.0.1:0", { credentials: credentials.insecure() });
  const channel = new Channel(`127.0.0.1:${port}`, { credentials: credentials.insecure(), http2 });
  closers.push(async () => {
    await channel.close();
    await server.close();
  });
  return new NoteServiceClient(channel);
}

const implementation: Partial<NoteServiceServer> = {
  echo: (note) => note,
  *list({ number }) {
    for (let i = 0; i < number; i++) yield REQUEST;
  },
  async collect(requests) {
    let number = 0;
    for await (const _ of requests) number++;
    return { number };
  },
};

function definition(name: string, requestStream: boolean, responseStream: boolean): grpc.MethodDefinition<Note, Note> {
  const serialize = (note: Note): Buffer => {
    const bytes = Note.encode(note);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  };
  const deserialize = (bytes: Buffer): Note => Note.decode(bytes);
  return {
    path: `/bench/${name}`,
    requestStream,
    responseStream,
    requestSerialize: serialize,
    requestDeserialize: deserialize,
    responseSerialize: serialize,
    responseDeserialize: deserialize,
  };
}
const service = {
  echo: definition("Echo", false, false),
  list: definition("List", false, true),
  collect: definition("Collect", true, false),
};
const grpcServer = new grpc.Server();
grpcServer.addService(service, {
  echo: (call: grpc.ServerUnaryCall<Note, Note>, callback: grpc.sendUnaryData<Note>) => callback(null, call.request),
  list: async (call: grpc.ServerWritableStream<Note, Note>) => {
    for (let i = 0; i < call.request.number; i++) {
      if (!call.write(REQUEST)) await new Promise((resolve) => call.once("drain", resolve));
    }
    call.end();
  },
  collect: (call: grpc.ServerReadableStream<Note, Note>, callback: grpc.sendUnaryData<Note>) => {
    let number = 0;
    call.on("data", () => number++);
    call.on("end", () => callback(null, Note.create({ number })));
  },
});
const grpcPort = await new Promise<number>((resolve, reject) => {
  grpcServer.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
    error ? reject(error) : resolve(bound),
  );
});
const GrpcClient = grpc.makeGenericClientConstructor(service, "Bench");
const theirs = new GrpcClient(`127.0.0.1:${grpcPort}`, grpc.credentials.createInsecure());

const theirEcho = (request: Note): Promise<Note> =>
  new Promise((resolve, reject) => {
    theirs["echo"]!(request, { deadline: Date.now() + 60_000 }, (error: unknown, note: Note) =>
      error ? reject(error) : resolve(note),
    );
  });

const unary = (atATime: number, request: Note = REQUEST, size = ""): Scenario => ({
  name: `unary${size}, ${atATime} in flight`,
  count: 4_000,
  ours: (client, count) => inFlight(count, atATime, async () => client.echo(request, { timeoutMs: 60_000 })),
  theirs: (count) => inFlight(count, atATime, () => theirEcho(request)),
});

const scenarios: Scenario[] = [
  unary(1),
  unary(16),
  unary(100),
  unary(16, Note.create({ text: "x".repeat(10_000) }), " of 10 kB"),
  {
    name: "server stream, a message",
    count: 50_000,
    async ours(client, count) {
      for await (const _ of client.list({ number: count }));
    },
    async theirs(count) {
      for await (const _ of theirs["list"]!(Note.create({ number: count })));
    },
  },
  {
    name: "client stream, a message",
    count: 50_000,
    async ours(client, count) {
      function* requests(): Generator<Note> {
        for (let i = 0; i < count; i++) yield REQUEST;
      }
      await client.collect(requests());
    },
    theirs: (count) =>
      new Promise((resolve, reject) => {
        const call = theirs["collect"]!((error: unknown) => (error ? reject(error) : resolve()));
        const write = async (): Promise<void> => {
          for (let i = 0; i < count; i++) {
            if (!call.write(REQUEST)) await new Promise((drained) => call.once("drain", drained));
          }
          call.end();
        };
        write().catch(reject);
      }),
  },
];

/** Microseconds of CPU for each of `count`. */
async function measure(run: (count: number) => Promise<void>, count: number): Promise<number> {
  const before = process.cpuUsage();
  await run(count);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

const own = await connectOurs("own");
const node = await connectOurs("node");

console.log("CPU us of both sides            farcall   farcall on node:http2         grpc-js");
for (const scenario of scenarios) {
  const runs = [
    (count: number) => scenario.ours(own, count),
    (count: number) => scenario.ours(node, count),
    scenario.theirs,
  ];
  const times: number[][] = runs.map(() => []);
  for (const run of runs) await run(scenario.count);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, run] of runs.entries()) times[i]!.push(await measure(run, scenario.count));
  }
  const [mine, nodes, theirs] = times.map(median) as [number, number, number];
  const cell = (time: number): string =>
    `${time.toFixed(2).padStart(14)} ${`${(time / mine).toFixed(1)}x`.padStart(7)}`;
  console.log(scenario.name.padEnd(29) + mine.toFixed(2).padStart(10) + cell(nodes) + cell(theirs));
}
for (const close of closers) await close();
theirs.close();
grpcServer.forceShutdown();
