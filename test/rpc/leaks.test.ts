import { getActiveResourcesInfo } from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, onTestFinished, test } from "vitest";
import { Channel, credentials, Server } from "../../src/runtime/node/index.js";
import { Status, StatusError } from "../../src/runtime/rpc/index.js";
import { type NoteInit, NoteService, NoteServiceClient } from "./notes.js";
import { collect, until } from "./transports.js";

const CALLS = 10_000;
const AT_A_TIME = 50;

/** Every way in which a call can end, as far as a client can bring it about. */
function endings(client: NoteServiceClient, signal: AbortSignal): (() => Promise<unknown>)[] {
  const hang = { text: "hang" };
  return [
    () => client.echo({}),
    () => client.echo({ text: "fail" }),
    () => client.echo({ text: "slip" }),
    () => client.echo(hang, { timeoutMs: 1 }),
    () => client.echo({}, { timeoutMs: 60_000, signal }),
    () => client.echo(hang, { signal: AbortSignal.timeout(1) }),
    () => client.echo({ number: 2 ** 40 }),
    () => client.echo({ payload: new Uint8Array(2000) }),
    async () => {
      const call = client.echo(hang, { signal, timeoutMs: 60_000 });
      setImmediate(() => call.cancel());
      await call;
    },
    async () => {
      const call = client.echo({});
      call.cancel();
      await call;
    },
    () => collect(client.list({ number: 5 })),
    async () => {
      for await (const _ of client.list({ number: 1000 })) break;
    },
    async () => {
      // Nobody reads this one.
      const call = client.list({ number: 3 });
      setTimeout(() => call.cancel(), 1);
      await call.status;
    },
    () => client.collect([{}, {}]),
    async () => {
      const call = client.collect();
      await call.send({});
      call.cancel();
      await call;
    },
    () => collect(client.chat([{}, { text: "fail" }, {}])),
    () => collect(client.chat([{}, { text: "return" }, {}])),
    async () => {
      for await (const _ of client.chat([{}, {}])) throw new Error("mine");
    },
    async () => {
      const call = client.chat();
      await call.send({});
      await call.headers;
      call.cancel();
    },
  ];
}

test("after 10,000 calls that end in every way nothing is left", { timeout: 60_000 }, async () => {
  const before = getActiveResourcesInfo().length;
  let running = 0;
  const server = new Server({ limits: { maxReceiveBytes: 1000 } });
  async function handle<T>(run: () => Promise<T>): Promise<T> {
    running++;
    try {
      return await run();
    } finally {
      running--;
    }
  }
  server.add(NoteService, {
    echo: ({ text }, context) =>
      handle(async () => {
        if (text === "fail") throw new StatusError(Status.NOT_FOUND);
        if (text === "slip") throw new Error("oops");
        if (text === "hang") {
          await new Promise((_, reject) => context.signal.addEventListener("abort", reject));
        }
        return {};
      }),
    async *list({ number }): AsyncGenerator<NoteInit> {
      running++;
      try {
        for (let i = 0; i < number; i++) yield { number: i };
      } finally {
        running--;
      }
    },
    collect: (requests) => handle(async () => ({ number: (await collect(requests)).length })),
    async *chat(requests): AsyncGenerator<NoteInit> {
      running++;
      try {
        for await (const { text } of requests) {
          if (text === "fail") throw new StatusError(Status.ABORTED);
          if (text === "return") return;
          yield {};
        }
      } finally {
        running--;
      }
    },
  });
  const { port } = await server.listen("127.0.0.1:0", { credentials: credentials.insecure() });
  const channel = new Channel(`127.0.0.1:${port}`, { credentials: credentials.insecure() });
  onTestFinished(async () => {
    await channel.close();
    await server.close();
  });
  const shared = new CountingSignal();
  const ways = endings(new NoteServiceClient(channel), shared.signal);

  let next = 0;
  await Promise.all(
    Array.from({ length: AT_A_TIME }, async () => {
      while (next < CALLS) await ways[next++ % ways.length]!().catch(() => {});
    }),
  );

  expect(next).toBe(CALLS);
  await until(() => running === 0);
  expect(shared.listeners).toBe(0);
  await channel.close();
  await server.shutdown();
  await until(() => getActiveResourcesInfo().length <= before);
});

test("calls leave no memory behind", { timeout: 60_000 }, async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const server = new Server();
  server.add(NoteService, { echo: (note) => note });
  const { port } = await server.listen("127.0.0.1:0", { credentials: credentials.insecure() });
  const channel = new Channel(`127.0.0.1:${port}`, { credentials: credentials.insecure() });
  onTestFinished(async () => {
    await channel.close();
    await server.close();
  });
  const client = new NoteServiceClient(channel);
  const run = async (): Promise<number> => {
    for (let i = 0; i < 3000; i += 50) {
      await Promise.all(Array.from({ length: 50 }, () => client.echo({ text: "x" }, { timeoutMs: 60_000 })));
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  await run();
  const first = await run();
  const second = await run();
  // 3,000 leaked calls of 1 KB would be 3 MB.
  expect(second - first).toBeLessThan(1_500_000);
});

/** A signal that counts its listeners. */
class CountingSignal {
  readonly signal: AbortSignal = new AbortController().signal;
  listeners = 0;

  constructor() {
    const { signal } = this;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    const known = new Set<unknown>();
    signal.addEventListener = (type: string, listener: never) => {
      known.add(listener);
      this.listeners = known.size;
      add(type, listener);
    };
    signal.removeEventListener = (type: string, listener: never) => {
      known.delete(listener);
      this.listeners = known.size;
      remove(type, listener);
    };
  }
}
