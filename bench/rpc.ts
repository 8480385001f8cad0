/**
 * CPU time of calls, ours against @grpc/grpc-js with the same codec: client and server in one process over loopback, rounds
 * interleaved, medians. Only the ratios mean anything. Run: `npx tsx bench/rpc.ts`
 */
import * as grpc from "@grpc/grpc-js";
import { Channel, credentials, Server } from "../src/runtime/node/index.js";
import { Note, NoteService, NoteServiceClient } from "../test/rpc/notes.js";

const ROUNDS = 7;
const REQUEST = Note.create({ text: "x".repeat(90), number: 7 });

interface Scenario {
  readonly name: string;
  readonly count: number;
  ours(count: number): Promise<void>;
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

const server = new Server();
server.add(NoteService, {
  echo: (note) => note,
  *list({ number }) {
    for (let i = 0; i < number; i++) yield REQUEST;
  },
  async collect(requests) {
    let number = 0;
    for await (const _ of requests) number++;
    return { number };
  },
});
const { port } = await server.listen("127.0.0.1:0", { credentials: credentials.insecure() });
const channel = new Channel(`127.0.0.1:${port}`, { credentials: credentials.insecure() });
const ours = new NoteServiceClient(channel);

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

const theirEcho = (): Promise<Note> =>
  new Promise((resolve, reject) => {
    theirs["echo"]!(REQUEST, { deadline: Date.now() + 60_000 }, (error: unknown, note: Note) =>
      error ? reject(error) : resolve(note),
    );
  });
const ourEcho = (): PromiseLike<Note> => ours.echo(REQUEST, { timeoutMs: 60_000 });

const unary = (atATime: number): Scenario => ({
  name: `unary, ${atATime} in flight`,
  count: 4_000,
  ours: (count) => inFlight(count, atATime, async () => ourEcho()),
  theirs: (count) => inFlight(count, atATime, theirEcho),
});

const scenarios: Scenario[] = [
  unary(1),
  unary(16),
  unary(100),
  {
    name: "server stream, a message",
    count: 50_000,
    async ours(count) {
      for await (const _ of ours.list({ number: count }));
    },
    async theirs(count) {
      for await (const _ of theirs["list"]!(Note.create({ number: count })));
    },
  },
  {
    name: "client stream, a message",
    count: 50_000,
    async ours(count) {
      function* requests(): Generator<Note> {
        for (let i = 0; i < count; i++) yield REQUEST;
      }
      await ours.collect(requests());
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

console.log("CPU us of both sides            farcall   grpc-js     ratio");
for (const scenario of scenarios) {
  const own: number[] = [];
  const other: number[] = [];
  await scenario.ours(scenario.count);
  await scenario.theirs(scenario.count);
  for (let round = 0; round < ROUNDS; round++) {
    own.push(await measure(scenario.ours, scenario.count));
    other.push(await measure(scenario.theirs, scenario.count));
  }
  const [mine, its] = [median(own), median(other)];
  const cells = [mine.toFixed(2), its.toFixed(2), `${(its / mine).toFixed(1)}x`].map((cell) => cell.padStart(10));
  console.log(scenario.name.padEnd(29) + cells.join(""));
}
await channel.close();
await server.close();
theirs.close();
grpcServer.forceShutdown();
