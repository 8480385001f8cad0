import { expect, test } from "vitest";
import { ContextKey, type Interceptor, Metadata, Status, StatusError } from "../../src/runtime/rpc/index.js";
import type { Note, NoteInit, NoteServiceServer } from "./notes.js";
import { collect, overEachTransport, signalled } from "./transports.js";

const service: NoteServiceServer = {
  echo: ({ text }) => ({ text }),
  async *list({ number }) {
    for (let i = 0; i < number; i++) yield { number: i };
  },
  collect: async (requests) => ({ text: (await collect(requests)).map((note) => note.text).join() }),
  async *chat(requests) {
    for await (const { text } of requests) yield { text };
  },
};

/** Changes every text on its way in and out. */
function bracket(open: string, close: string): Interceptor {
  async function* change(messages: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<NoteInit> {
    for await (const note of messages as AsyncIterable<Note>)
      yield { ...note, text: `${open}${note.text ?? ""}${close}` };
  }
  return async (call, next) => {
    const reply = await next({ ...call, messages: change(call.messages) });
    return { ...reply, messages: change(reply.messages) };
  };
}

overEachTransport((connect) => {
  test.each(["channel", "server"] as const)(
    "the first of a %s's interceptors is outermost, for all four kinds",
    async (side) => {
      const { client } = await connect(service, { [side]: { interceptors: [bracket("(", ")"), bracket("[", "]")] } });
      expect((await client.echo({ text: "x" })).text).toBe("([[(x)]])");
      expect((await collect(client.list({ number: 2 }))).map((note) => note.text)).toEqual(["([])", "([])"]);
      expect((await client.collect([{ text: "x" }, { text: "y" }])).text).toBe("([[(x)],[(y)]])");
      expect((await collect(client.chat([{ text: "x" }, { text: "y" }]))).map((note) => note.text)).toEqual([
        "([[(x)]])",
        "([[(y)]])",
      ]);
      const chat = client.chat();
      await chat.send({ text: "x" });
      for await (const { text } of chat) {
        expect(text).toBe("([[(x)]])");
        chat.close();
      }
    },
  );

  test("a client's interceptor sees the method, changes metadata and sees the status", async () => {
    const seen: unknown[] = [];
    const observer: Interceptor = async (call, next) => {
      call.metadata.set("x-token", "secret");
      const reply = await next(call);
      reply.status.then((status) => seen.push(call.method.name, status.code, status.message));
      return reply;
    };
    const { client } = await connect(
      {
        echo: ({ text }, context) => {
          if (text === "fail") throw new StatusError(Status.ABORTED, "told to");
          context.headers.set("token-seen", context.metadata.get("x-token")!);
          context.trailers.set("bye", "now");
          return {};
        },
      },
      { channel: { interceptors: [observer] } },
    );
    const call = client.echo({});
    await call;
    expect((await call.headers).get("token-seen")).toBe("secret");
    expect((await call.trailers).get("bye")).toBe("now");
    const failing = client.echo({ text: "fail" });
    await expect(failing).rejects.toMatchObject({ code: Status.ABORTED, rawMessage: "told to" });
    expect(await failing.status).toEqual({ code: Status.ABORTED, message: "told to" });
    expect(seen).toEqual(["Echo", Status.OK, "", "Echo", Status.ABORTED, "told to"]);
  });

  test("an interceptor can refuse a call before it is sent, or before the handler", async () => {
    const refuse: Interceptor = () => {
      throw new StatusError(Status.PERMISSION_DENIED, "not you");
    };
    for (const side of ["channel", "server"] as const) {
      let calls = 0;
      const echo = (): NoteInit => {
        calls++;
        return {};
      };
      const { client } = await connect({ echo }, { [side]: { interceptors: [refuse] } });
      await expect(client.echo({})).rejects.toMatchObject({ code: Status.PERMISSION_DENIED, rawMessage: "not you" });
      expect(calls).toBe(0);
    }
  });

  test("an interceptor can answer itself", async () => {
    const cached: Interceptor = () => ({ messages: [{ text: "cached" }], trailers: new Metadata({ from: "cache" }) });
    for (const side of ["channel", "server"] as const) {
      const { client } = await connect({}, { [side]: { interceptors: [cached] } });
      if (side === "server") {
        await expect(client.echo({})).rejects.toMatchObject({ code: Status.UNIMPLEMENTED });
        continue;
      }
      const call = client.echo({});
      expect((await call).text).toBe("cached");
      expect((await call.trailers).get("from")).toBe("cache");
    }
    const { client } = await connect({ echo: () => ({ text: "made" }) }, { server: { interceptors: [cached] } });
    const call = client.echo({});
    expect((await call).text).toBe("cached");
    expect((await call.trailers).get("from")).toBe("cache");
  });

  test("an interceptor can call again", async () => {
    let attempts = 0;
    const retry: Interceptor = async (call, next) => {
      for (let attempt = 1; ; attempt++) {
        const reply = await next(call);
        const { code } = await reply.status;
        if (code !== Status.UNAVAILABLE || attempt === 3) return reply;
      }
    };
    const { client } = await connect(
      {
        echo: ({ text }) => {
          if (++attempts < 3) throw new StatusError(Status.UNAVAILABLE, "busy");
          return { text };
        },
      },
      { channel: { interceptors: [retry] } },
    );
    expect((await client.echo({ text: "again" })).text).toBe("again");
    expect(attempts).toBe(3);
  });

  test("an interceptor can turn a failure into an answer", async () => {
    const fallback: Interceptor = async (call, next) => {
      const reply = await next(call);
      async function* orDefault(): AsyncGenerator<unknown> {
        try {
          yield* reply.messages;
        } catch {
          yield { text: "default" };
        }
      }
      return { messages: orDefault() };
    };
    const { client } = await connect(
      {
        echo: () => {
          throw new StatusError(Status.NOT_FOUND);
        },
      },
      { channel: { interceptors: [fallback] } },
    );
    const call = client.echo({});
    expect((await call).text).toBe("default");
    expect((await call.status).code).toBe(Status.OK);
  });

  test("the status that an outer interceptor sees is that of the inner one's reply", async () => {
    const seen: number[] = [];
    const outer: Interceptor = async (call, next) => {
      const reply = await next(call);
      reply.status.then(({ code }) => seen.push(code));
      return reply;
    };
    const inner: Interceptor = async (call, next) => {
      const reply = await next(call);
      async function* spoil(): AsyncGenerator<unknown> {
        yield* reply.messages;
        throw new StatusError(Status.DATA_LOSS, "spoilt");
      }
      return { ...reply, messages: spoil() };
    };
    const { client } = await connect(service, { channel: { interceptors: [outer, inner] } });
    await expect(client.echo({})).rejects.toMatchObject({ code: Status.DATA_LOSS });
    expect(seen).toEqual([Status.DATA_LOSS]);
  });

  test("an interceptor that never goes on does not outlast the deadline", async () => {
    let aborted = false;
    const stuck: Interceptor = (call) =>
      new Promise(() => {
        call.signal.addEventListener("abort", () => {
          aborted = true;
        });
      });
    for (const side of ["channel", "server"] as const) {
      aborted = false;
      const { client } = await connect(service, { [side]: { interceptors: [stuck] } });
      await expect(client.echo({}, { timeoutMs: 20 })).rejects.toMatchObject({ code: Status.DEADLINE_EXCEEDED });
      if (side === "channel") expect(aborted).toBe(true);
    }
  });

  test("cancelling an intercepted call cancels the call inside", async () => {
    const aborted = signalled();
    const begun = signalled();
    const pass: Interceptor = (call, next) => next(call);
    const { client } = await connect(
      {
        async *chat(_requests, context) {
          context.signal.addEventListener("abort", () => aborted.resolve());
          begun.resolve();
          yield {};
          await new Promise(() => {});
        },
      },
      { channel: { interceptors: [pass] }, server: { interceptors: [pass] } },
    );
    const call = client.chat();
    await call.send({});
    await begun.promise;
    call.cancel();
    await aborted.promise;
    await expect(collect(call)).rejects.toMatchObject({ code: Status.CANCELLED });
  });

  test("a server's interceptor hands values to the handler", async () => {
    const user = new ContextKey<string | undefined>("user", undefined);
    const authenticate: Interceptor = (call, next) => {
      call.context!.values.set(user, call.metadata.get("x-user")!);
      return next(call);
    };
    const { client } = await connect(
      { echo: (_note, context) => ({ text: context.values.get(user)! }) },
      { server: { interceptors: [authenticate] } },
    );
    expect((await client.echo({}, { metadata: { "x-user": "ada" } })).text).toBe("ada");
  });

  test("what an interceptor throws by mistake is told to no client", async () => {
    const broken: Interceptor = () => {
      throw new Error("password is hunter2");
    };
    const { client } = await connect(service, { server: { interceptors: [broken] } });
    const error: unknown = await client.echo({}).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: Status.UNKNOWN });
    expect(String(error)).not.toContain("hunter2");
  });

  test("interceptors of a call stand inside those of its stub and its channel", async () => {
    const order: string[] = [];
    const note =
      (name: string): Interceptor =>
      (call, next) => {
        order.push(name);
        return next(call);
      };
    const { channel } = await connect(service, { channel: { interceptors: [note("channel")] } });
    const { NoteServiceClient } = await import("./notes.js");
    const client = new NoteServiceClient(channel, { interceptors: [note("stub")] });
    await client.echo({}, { interceptors: [note("call")] });
    expect(order).toEqual(["channel", "stub", "call"]);
  });
});
