import { expect, test } from "vitest";
import { Metadata, Status, StatusError } from "../../src/runtime/rpc/index.js";
import { Note, type NoteInit } from "./notes.js";
import { collect, overEachTransport, signalled } from "./transports.js";

overEachTransport((connect) => {
  test("a unary call is the promise of its response", async () => {
    const { client } = await connect({ echo: async ({ text }) => ({ text: `${text}!` }) });
    const call = client.echo({ text: "hello" });
    expect((await call).text).toBe("hello!");
    expect(await call.status).toEqual({ code: Status.OK, message: "" });
    expect((await call).text).toBe("hello!");
    expect(await call.finally(() => {})).toEqual(Note.create({ text: "hello!" }));
  });

  test("a server-streaming call yields the responses in order", async () => {
    const { client } = await connect({
      async *list({ number }) {
        for (let i = 0; i < number; i++) yield { number: i };
      },
    });
    const call = client.list({ number: 1000 });
    expect((await collect(call)).map((note) => note.number)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect((await call.status).code).toBe(Status.OK);
  });

  test("a handler may answer with any iterable", async () => {
    const { client } = await connect({ list: () => [{ number: 1 }, { number: 2 }] });
    expect((await collect(client.list({}))).map((note) => note.number)).toEqual([1, 2]);
  });

  test("a client-streaming call sends what its iterable yields", async () => {
    const { client } = await connect({
      async collect(requests) {
        let number = 0;
        for await (const request of requests) number += request.number;
        return { number };
      },
    });
    async function* numbers(): AsyncGenerator<NoteInit> {
      for (let i = 1; i <= 100; i++) yield { number: i };
    }
    expect((await client.collect(numbers())).number).toBe(5050);
    expect((await client.collect([{ number: 1 }, { number: 2 }])).number).toBe(3);
    expect((await client.collect([])).number).toBe(0);
  });

  test("a client-streaming call can be driven by hand", async () => {
    const { client } = await connect({
      collect: async (requests) => ({ text: (await collect(requests)).map((note) => note.text).join() }),
    });
    const call = client.collect();
    await call.send({ text: "a" });
    await call.send({ text: "b" });
    call.close();
    expect((await call).text).toBe("a,b");
    await expect(call.send({ text: "c" })).rejects.toThrow(TypeError);
  });

  test("a bidi call answers while it is being asked", async () => {
    const { client } = await connect({
      async *chat(requests) {
        for await (const { text } of requests) yield { text: `re: ${text}` };
      },
    });
    const call = client.chat();
    const replies = call[Symbol.asyncIterator]();
    for (const text of ["one", "two", "three"]) {
      await call.send({ text });
      expect((await replies.next()).value).toMatchObject({ text: `re: ${text}` });
    }
    call.close();
    expect(await replies.next()).toEqual({ done: true, value: undefined });
    expect(await collect(client.chat([{ text: "x" }, { text: "y" }]))).toMatchObject([
      { text: "re: x" },
      { text: "re: y" },
    ]);
  });

  test("a server may end a bidi call before the client does", async () => {
    const left = signalled();
    const { client } = await connect({
      async *chat(requests) {
        for await (const { text } of requests) {
          yield { text };
          break;
        }
        left.resolve();
      },
    });
    let asked = 0;
    function* endless(): Generator<NoteInit> {
      for (;;) yield { number: asked++ };
    }
    expect(await collect(client.chat(endless()))).toHaveLength(1);
    await left.promise;
    const then = asked;
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(asked).toBe(then);
  });

  test("handlers may be methods of a class", async () => {
    class Greeter {
      readonly #greeting = "hello";
      echo({ text }: Note): NoteInit {
        return { text: `${this.#greeting} ${text}` };
      }
    }
    const { client } = await connect(new Greeter());
    expect((await client.echo({ text: "you" })).text).toBe("hello you");
  });

  test("messages of all sizes up to the limit arrive whole", async () => {
    const { client } = await connect({ echo: (note) => note });
    for (const size of [0, 1, 16_379, 16_384, 65_535, 100_000, 4 * 1024 * 1024 - 64]) {
      const payload = new Uint8Array(size).map((_, i) => i * 31);
      const answer = await client.echo({ payload });
      expect(Buffer.compare(answer.payload, payload)).toBe(0);
    }
  });

  test("many calls at a time do not mix", async () => {
    const { client } = await connect({
      echo: async ({ number }) => {
        if (number % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
        return { number };
      },
    });
    const numbers = Array.from({ length: 1000 }, (_, i) => i);
    const answers = await Promise.all(numbers.map((number) => client.echo({ number })));
    expect(answers.map((answer) => answer.number)).toEqual(numbers);
  });

  test("metadata travels in all directions, with several values and in binary", async () => {
    const { client } = await connect({
      echo: (_note, context) => {
        for (const value of context.metadata.getAll("tag")) context.headers.append("tag-back", value);
        context.trailers.set("bytes-bin", context.metadata.get("bytes-bin")!);
        context.trailers.set("seen-by", `${context.method.name} ${context.metadata.get("x-defaults")}`);
        return {};
      },
    });
    const bytes = Uint8Array.of(0, 255, 1, 254);
    const call = client.echo({}, { metadata: { Tag: ["a", "b, c"], "bytes-bin": bytes, "x-defaults": "yes" } });
    expect((await call.headers).getAll("tag-back")).toEqual(["a", "b, c"]);
    await call;
    expect((await call.trailers).get("bytes-bin")).toEqual(bytes);
    expect((await call.trailers).get("seen-by")).toBe("Echo yes");
    expect([...(await call.headers)].map(([name]) => name)).toEqual(["tag-back", "tag-back"]);
  });

  test("headers can be sent before there is a response", async () => {
    const goOn = signalled();
    const { client } = await connect({
      echo: async (_note, context) => {
        context.headers.set("early", "bird");
        context.sendHeaders();
        await goOn.promise;
        context.trailers.set("late", "owl");
        return {};
      },
    });
    const call = client.echo({});
    expect((await call.headers).get("early")).toBe("bird");
    goOn.resolve();
    await call;
    expect((await call.trailers).get("late")).toBe("owl");
  });

  test("a StatusError of a handler reaches the client with code, message, metadata and details", async () => {
    const { client } = await connect({
      echo: () => {
        throw new StatusError(Status.FAILED_PRECONDITION, "no ¢ left: 100%\n", {
          metadata: { reason: "broke" },
          details: [{ type: Note, value: { text: "a detail" } }],
        });
      },
    });
    const call = client.echo({});
    const error = await call.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof StatusError)) throw new Error("the call did not fail with a StatusError");
    expect(error.code).toBe(Status.FAILED_PRECONDITION);
    expect(error.rawMessage).toBe("no ¢ left: 100%\n");
    expect(error.message).toBe("[failed_precondition] no ¢ left: 100%\n");
    expect(error.metadata.get("reason")).toBe("broke");
    expect(error.details(Note)).toEqual([Note.create({ text: "a detail" })]);
    expect(await call.status).toEqual({ code: Status.FAILED_PRECONDITION, message: "no ¢ left: 100%\n" });
    expect((await call.trailers).get("reason")).toBe("broke");
  });

  test.each(Object.entries(Status).filter(([, code]) => code !== 0))("code %s arrives as such", async (_name, code) => {
    const { client } = await connect({
      async *list() {
        yield { number: 1 };
        throw new StatusError(code as Exclude<Status, 0>, "why");
      },
    });
    const received: number[] = [];
    const call = client.list({});
    await expect(
      (async () => {
        for await (const { number } of call) received.push(number);
      })(),
    ).rejects.toMatchObject({ code, rawMessage: "why" });
    expect(received).toEqual([1]);
    expect(await call.status).toEqual({ code, message: "why" });
  });

  test("the stack of a failed call leads to who awaited it", async () => {
    const { client } = await connect({
      echo: () => {
        throw new StatusError(Status.NOT_FOUND, "no such note");
      },
    });
    async function businessLogic(): Promise<void> {
      await client.echo({});
    }
    const error: unknown = await businessLogic().catch((thrown: unknown) => thrown);
    expect((error as Error).stack).toMatch(/^StatusError: \[not_found\] no such note\n/);
    expect((error as Error).stack).toContain("businessLogic");
  });

  test("a call that nobody looks at fails without an unhandled rejection", async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", listener);
    const { client } = await connect({
      echo: () => {
        throw new StatusError(Status.NOT_FOUND);
      },
    });
    const call = client.echo({});
    const [headers, trailers, status] = [call.headers, call.trailers, call.status];
    await status;
    client.chat().send({}).then();
    await trailers;
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off("unhandledRejection", listener);
    expect(unhandled).toEqual([]);
    await expect(headers).resolves.toBeInstanceOf(Metadata);
  });

  test("a request that cannot be encoded fails with INTERNAL before anything is sent", async () => {
    let calls = 0;
    const { client } = await connect({
      echo: () => {
        calls++;
        return {};
      },
      collect: async (requests) => ({ number: (await collect(requests)).length }),
    });
    const number = 2 ** 40;
    await expect(client.echo({ number })).rejects.toMatchObject({ code: Status.INTERNAL });
    await expect(client.echo({ number })).rejects.toThrow(/number/);
    await expect(client.echo(undefined as never)).rejects.toMatchObject({ code: Status.INTERNAL });
    await expect(client.echo(7 as never)).rejects.toMatchObject({ code: Status.INTERNAL });
    await expect(client.collect([{ number: 1 }, { number }])).rejects.toMatchObject({ code: Status.INTERNAL });
    await client.echo({});
    expect(calls).toBe(1);
  });

  test("metadata that cannot be sent is refused where it is given", async () => {
    const { client } = await connect({ echo: () => ({}) });
    expect(() => client.echo({}, { metadata: { "grpc-status": "0" } })).toThrow(TypeError);
    expect(() => client.echo({}, { metadata: { "x-text": "a\r\nb: c" } })).toThrow(TypeError);
  });

  test("the iterable of requests that throws cancels the call", async () => {
    const begun = signalled();
    const ended = signalled<unknown>();
    const { client } = await connect({
      collect: async (requests) => {
        begun.resolve();
        await collect(requests).catch(ended.resolve);
        return {};
      },
    });
    async function* broken(): AsyncGenerator<NoteInit> {
      yield {};
      await begun.promise;
      throw new Error("disk on fire");
    }
    await expect(client.collect(broken())).rejects.toMatchObject({
      code: Status.CANCELLED,
      cause: { message: "disk on fire" },
    });
    expect(await ended.promise).toMatchObject({ code: Status.CANCELLED });
  });

  test("responses can be iterated only once", async () => {
    const { client } = await connect({ list: () => [] });
    const call = client.list({});
    await collect(call);
    expect(() => call[Symbol.asyncIterator]()).toThrow(TypeError);
  });

  test("the context tells the peer, the method and the time that is left", async () => {
    const seen: unknown[] = [];
    const { client } = await connect({
      echo: (_note, context) => {
        seen.push(context.method.path, context.timeRemainingMs(), context.deadline, context.auth);
        seen.push(context.peer.startsWith("127.0.0.1:") || context.peer === "memory");
        return {};
      },
    });
    await client.echo({});
    expect(seen).toEqual(["/farcall.test.NoteService/Echo", Number.POSITIVE_INFINITY, undefined, undefined, true]);
  });

  test("an empty message is a message", async () => {
    const { client } = await connect({
      chat: async function* (requests) {
        yield* requests;
      },
    });
    expect(await collect(client.chat([{}, {}, {}]))).toHaveLength(3);
  });

  test("a million small messages stream through", { timeout: 30_000 }, async () => {
    const { client } = await connect({
      *list({ number }) {
        for (let i = 0; i < number; i++) yield { number: i };
      },
    });
    let sum = 0;
    for await (const { number } of client.list({ number: 1_000_000 })) sum += number;
    expect(sum).toBe(499_999_500_000);
  });

  test("the next calls work after one that was left in the middle", async () => {
    const aborted = signalled();
    const { client } = await connect({
      echo: (note) => note,
      async *list(_request, context) {
        context.signal.addEventListener("abort", () => aborted.resolve());
        for (let i = 0; ; i++) yield { number: i };
      },
    });
    const call = client.list({});
    for await (const { number } of call) if (number === 10) break;
    await aborted.promise;
    expect((await call.status).code).toBe(Status.CANCELLED);
    expect((await client.echo({ number: 3 })).number).toBe(3);
  });
});
