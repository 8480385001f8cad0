import { expect, test } from "vitest";
import {
  defineService,
  Router,
  type ServiceType,
  Status,
  startUnary,
  type UnaryMethod,
} from "../../src/runtime/rpc/index.js";
import { InMemoryChannel } from "../../src/runtime/testing/index.js";
import { Note, type NoteInit, NoteService } from "./notes.js";
import { collect, overEachTransport } from "./transports.js";

const SECRET = "hunter2";

overEachTransport((connect) => {
  test("what a handler throws by mistake is UNKNOWN with a generic text, and goes to onError", async () => {
    const reported: unknown[] = [];
    const thrown = new Error(`cannot log in with ${SECRET}`);
    const { client } = await connect(
      {
        echo: () => {
          throw thrown;
        },
        collect: async () => {
          throw thrown;
        },
        async *list() {
          yield {};
          throw thrown;
        },
        chat: () => {
          throw SECRET;
        },
      },
      { server: { onError: (error, context) => reported.push([error, context.method.name]) } },
    );
    const calls = [
      () => client.echo({}),
      () => client.collect([]),
      () => collect(client.list({})),
      () => collect(client.chat([])),
    ];
    for (const call of calls) {
      const error: unknown = await call().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: Status.UNKNOWN, rawMessage: "the server has failed unexpectedly" });
    }
    expect(reported).toEqual([
      [thrown, "Echo"],
      [thrown, "Collect"],
      [thrown, "List"],
      [SECRET, "Chat"],
    ]);
  });

  test("an onError that throws harms nobody", async () => {
    const { client } = await connect(
      {
        echo: () => {
          throw new Error("one");
        },
      },
      {
        server: {
          onError: () => {
            throw new Error("two");
          },
        },
      },
    );
    await expect(client.echo({})).rejects.toMatchObject({ code: Status.UNKNOWN });
  });

  test.each([
    ["undefined", undefined],
    ["null", null],
    ["a number", 7],
    ["a message with a wrong field", { number: "seven" }],
  ])("a handler that answers %s has failed with INTERNAL", async (_what, answer) => {
    const { client } = await connect({
      echo: () => answer as NoteInit,
      collect: async () => answer as NoteInit,
      list: () => [answer as NoteInit],
    });
    for (const call of [() => client.echo({}), () => client.collect([]), () => collect(client.list({}))]) {
      await expect(call()).rejects.toMatchObject({ code: Status.INTERNAL });
    }
  });

  test("a streaming handler that returns no iterable has failed", async () => {
    const { client } = await connect({ list: (() => 5) as never });
    await expect(collect(client.list({}))).rejects.toMatchObject({ code: Status.UNKNOWN });
  });

  test("a method or service that is not there is UNIMPLEMENTED, before any interceptor", async () => {
    let intercepted = 0;
    const { client, channel } = await connect(
      { echo: () => ({}) },
      {
        server: {
          interceptors: [
            (call, next) => {
              intercepted++;
              return next(call);
            },
          ],
        },
      },
    );
    await expect(collect(client.list({}))).rejects.toMatchObject({ code: Status.UNIMPLEMENTED });
    await expect(client.collect([])).rejects.toMatchObject({ code: Status.UNIMPLEMENTED });
    for (const [service, name] of [
      ["__proto__", "constructor"],
      ["farcall.test.NoteService", "constructor"],
      ["farcall.test.NoteService", "toString"],
      ["nobody.Home", "Echo"],
    ] as const) {
      const other: ServiceType<object, { m: UnaryMethod<Note, NoteInit, Note, NoteInit> }> = defineService(service, {
        m: { kind: "unary", name, input: Note, output: Note },
      });
      const call = startUnary(channel, other.methods.m, {}, undefined, undefined);
      await expect(call).rejects.toMatchObject({ code: Status.UNIMPLEMENTED });
    }
    expect(intercepted).toBe(0);
  });

  test("a message above the limit is RESOURCE_EXHAUSTED, on either side", async () => {
    const big = { payload: new Uint8Array(4 * 1024 * 1024 + 1) };
    const { client } = await connect({
      echo: (note) => note,
      async *list() {
        yield big;
      },
      collect: async (requests) => ({ number: (await collect(requests)).length }),
    });
    await expect(client.echo(big)).rejects.toMatchObject({ code: Status.RESOURCE_EXHAUSTED });
    await expect(client.collect([big])).rejects.toMatchObject({ code: Status.RESOURCE_EXHAUSTED });
    await expect(collect(client.list({}))).rejects.toMatchObject({ code: Status.RESOURCE_EXHAUSTED });
    expect((await client.echo({ text: "still there" })).text).toBe("still there");
  });

  test("the limits on received messages can be set", async () => {
    const { client } = await connect(
      { echo: ({ number }) => ({ payload: new Uint8Array(number) }) },
      { server: { limits: { maxReceiveBytes: 100 } }, channel: { limits: { maxReceiveBytes: 200 } } },
    );
    expect((await client.echo({ number: 150 })).payload.length).toBe(150);
    await expect(client.echo({ number: 300 })).rejects.toThrow("the client's limit is 200");
    await expect(client.echo({ payload: new Uint8Array(100) })).rejects.toThrow("the server's limit is 100");
  });

  test("a handler that goes on after the end of its call disturbs nobody", async () => {
    const { client } = await connect({
      async echo(_note, context) {
        await new Promise<void>((resolve) => context.signal.addEventListener("abort", () => resolve()));
        context.trailers.set("too", "late");
        context.sendHeaders();
        if (context.metadata.has("throw")) throw new Error("too late");
        return { text: "too late" };
      },
    });
    await expect(client.echo({}, { timeoutMs: 10 })).rejects.toMatchObject({ code: Status.DEADLINE_EXCEEDED });
    await expect(client.echo({}, { timeoutMs: 10, metadata: { throw: "1" } })).rejects.toMatchObject({
      code: Status.DEADLINE_EXCEEDED,
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
  });
});

test("a service is added once", () => {
  const router = new Router().add(NoteService, {});
  expect(() => router.add(NoteService, {})).toThrow("farcall.test.NoteService was added before");
});

test("a method that an implementation inherits from the language is left out", async () => {
  const service: ServiceType<
    { toString(): string; constructor: unknown },
    { toString: UnaryMethod<Note, NoteInit, Note, NoteInit>; constructor: UnaryMethod<Note, NoteInit, Note, NoteInit> }
  > = defineService("odd.Service", {
    toString: { kind: "unary", name: "ToString", input: Note, output: Note },
    constructor: { kind: "unary", name: "Constructor", input: Note, output: Note },
  });
  class Implementation {}
  const router = new Router().add(service, new Implementation() as never);
  expect(router.find("/odd.Service/ToString")).toBeUndefined();
  expect(router.find("/odd.Service/Constructor")).toBeUndefined();
  await using channel = new InMemoryChannel(router);
  const call = startUnary(channel, service.methods.toString, {}, undefined, undefined);
  await expect(call).rejects.toMatchObject({ code: Status.UNIMPLEMENTED });
});
