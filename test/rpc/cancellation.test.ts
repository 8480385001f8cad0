import { expect, test } from "vitest";
import { type ServerContext, Status, StatusError } from "../../src/runtime/rpc/index.js";
import { type NoteInit, NoteServiceClient } from "./notes.js";
import { collect, overEachTransport, signalled } from "./transports.js";

/** A handler that never answers, and tells when it was called and why it was aborted. */
function hanging(): {
  readonly begun: Promise<ServerContext>;
  readonly aborted: Promise<unknown>;
  readonly handle: (request: unknown, context: ServerContext) => Promise<NoteInit>;
} {
  const begun = signalled<ServerContext>();
  const aborted = signalled<unknown>();
  return {
    begun: begun.promise,
    aborted: aborted.promise,
    handle: (_request, context) =>
      new Promise((_, reject) => {
        context.signal.addEventListener("abort", () => {
          aborted.resolve(context.signal.reason);
          reject(context.signal.reason);
        });
        begun.resolve(context);
      }),
  };
}

overEachTransport((connect) => {
  test("cancel() ends the call on both sides", async () => {
    const { begun, aborted, handle } = hanging();
    const { client } = await connect({ echo: handle });
    const call = client.echo({});
    await begun;
    call.cancel("not needed any more");
    await expect(call).rejects.toMatchObject({ code: Status.CANCELLED, rawMessage: "not needed any more" });
    expect(await aborted).toMatchObject({ code: Status.CANCELLED });
    await expect(call.headers).rejects.toBeInstanceOf(StatusError);
    expect((await call.trailers).size).toBe(0);
  });

  test("a signal ends the call on both sides", async () => {
    const { begun, aborted, handle } = hanging();
    const { client } = await connect({ echo: handle });
    const controller = new AbortController();
    const call = client.echo({}, { signal: controller.signal });
    await begun;
    const reason = new Error("changed my mind");
    controller.abort(reason);
    await expect(call).rejects.toMatchObject({ code: Status.CANCELLED, cause: reason });
    await aborted;
  });

  test("a signal that is aborted already keeps the call from being sent", async () => {
    let calls = 0;
    const { client } = await connect({
      echo: () => {
        calls++;
        return {};
      },
    });
    await expect(client.echo({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: Status.CANCELLED });
    await expect(collect(client.chat([{}], { signal: AbortSignal.abort() }))).rejects.toMatchObject({
      code: Status.CANCELLED,
    });
    await client.echo({});
    expect(calls).toBe(1);
  });

  test("cancelling an upload does not look like its end", async () => {
    const begun = signalled();
    const outcome = signalled<unknown>();
    const { client } = await connect({
      async collect(requests) {
        begun.resolve();
        try {
          outcome.resolve(`${(await collect(requests)).length} notes`);
        } catch (error) {
          outcome.resolve(error);
        }
        return {};
      },
    });
    const call = client.collect();
    await call.send({ text: "half" });
    await begun.promise;
    call.cancel();
    expect(await outcome.promise).toMatchObject({ code: Status.CANCELLED });
    await expect(call.send({})).rejects.toMatchObject({ code: Status.CANCELLED });
  });

  test("leaving the loop over responses cancels the call and ends the handler's generator", async () => {
    const ended = signalled();
    const { client } = await connect({
      async *chat() {
        try {
          for (;;) yield { text: "more" };
        } finally {
          ended.resolve();
        }
      },
    });
    const call = client.chat();
    for await (const _ of call) break;
    await ended.promise;
    expect((await call.status).code).toBe(Status.CANCELLED);
  });

  test("a broken connection aborts the handler and fails the call with UNAVAILABLE", async () => {
    const { begun, aborted, handle } = hanging();
    const { client, breakConnection } = await connect({ echo: handle });
    const call = client.echo({});
    await begun;
    breakConnection();
    await expect(call).rejects.toMatchObject({ code: Status.UNAVAILABLE });
    expect(await aborted).toBeInstanceOf(StatusError);
  });

  test("a broken connection fails those who wait for requests and for responses", async () => {
    const failed = signalled<unknown>();
    const begun = signalled();
    const { client, breakConnection } = await connect({
      async *chat(requests) {
        begun.resolve();
        yield* await collect(requests).catch((error) => {
          failed.resolve(error);
          return [];
        });
      },
    });
    const call = client.chat();
    await call.send({});
    await begun.promise;
    const read = collect(call);
    breakConnection();
    await expect(read).rejects.toMatchObject({ code: Status.UNAVAILABLE });
    expect(await failed.promise).toBeInstanceOf(StatusError);
  });

  test("a signal that is first looked at after the end of the call is aborted", async () => {
    const begun = signalled();
    const seen = signalled<boolean>();
    const { client } = await connect({
      async collect(requests, context) {
        begun.resolve();
        await collect(requests).catch(() => {});
        seen.resolve(context.signal.aborted);
        return {};
      },
    });
    const call = client.collect();
    await begun.promise;
    call.cancel();
    expect(await seen.promise).toBe(true);
  });

  test("a call that ended well does not abort the handler's signal", async () => {
    let signal: AbortSignal | undefined;
    const { client } = await connect({
      echo: (_request, context) => {
        signal = context.signal;
        return {};
      },
    });
    const call = client.echo({});
    await call;
    call.cancel();
    await client.echo({});
    expect((await call.status).code).toBe(Status.OK);
    expect(signal!.aborted).toBe(false);
  });

  test("nor does one that the server ended before the client did", async () => {
    let signal: AbortSignal | undefined;
    const { client } = await connect({
      *chat(_requests, context) {
        signal = context.signal;
        yield {};
      },
      echo: () => ({}),
    });
    const call = client.chat();
    await call.send({});
    expect(await collect(call)).toHaveLength(1);
    await client.echo({});
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(signal!.aborted).toBe(false);
  });

  test("the deadline ends the call on both sides", async () => {
    const { begun, aborted, handle } = hanging();
    const { client } = await connect({ echo: handle });
    const call = client.echo({}, { timeoutMs: 30 });
    const context = await begun;
    expect(context.timeRemainingMs()).toBeLessThanOrEqual(31);
    expect(context.deadline).toBeInstanceOf(Date);
    await expect(call).rejects.toMatchObject({ code: Status.DEADLINE_EXCEEDED });
    expect(await aborted).toBeInstanceOf(StatusError);
  });

  test("the server enforces the deadline even if the client does not", async () => {
    const { aborted, handle } = hanging();
    const { client } = await connect(
      { echo: handle },
      {
        server: {
          interceptors: [(call, next) => next({ ...call, deadline: new Date(Date.now() + 20) })],
        },
      },
    );
    await expect(client.echo({})).rejects.toMatchObject({ code: Status.DEADLINE_EXCEEDED });
    expect(await aborted).toMatchObject({ code: Status.DEADLINE_EXCEEDED });
  });

  test("a deadline that has passed already keeps the call from being sent", async () => {
    let calls = 0;
    const { client } = await connect({
      echo: () => {
        calls++;
        return {};
      },
    });
    await expect(client.echo({}, { deadline: new Date(Date.now() - 1) })).rejects.toMatchObject({
      code: Status.DEADLINE_EXCEEDED,
    });
    await expect(client.echo({}, { timeoutMs: -1 })).rejects.toMatchObject({ code: Status.DEADLINE_EXCEEDED });
    await client.echo({});
    expect(calls).toBe(1);
  });

  test("a deadline beyond the range of timers is no short one", async () => {
    const { client } = await connect({
      echo: (_note, context) => ({ number: context.timeRemainingMs() > 2 ** 31 ? 1 : 0 }),
    });
    expect((await client.echo({}, { timeoutMs: 2 ** 40 })).number).toBe(1);
    expect((await client.echo({}, { timeoutMs: Number.POSITIVE_INFINITY })).number).toBe(1);
  });

  test("the earlier of deadline and timeout counts, and a call's own options win over the stub's", async () => {
    const remaining: number[] = [];
    const { channel } = await connect({
      echo: (_note, context) => {
        remaining.push(context.timeRemainingMs());
        return {};
      },
    });
    const client = new NoteServiceClient(channel, { timeoutMs: 60_000 });
    await client.echo({});
    await client.echo({}, { timeoutMs: 10_000 });
    await client.echo({}, { timeoutMs: 90_000, deadline: new Date(Date.now() + 20_000) });
    expect(remaining.map((ms) => Math.ceil(ms / 1000))).toEqual([60, 10, 20]);
  });

  test("a channel's default timeout holds for calls that set none", async () => {
    const { handle } = hanging();
    const { client } = await connect({ echo: handle }, { channel: { defaultTimeoutMs: 20 } });
    await expect(client.echo({})).rejects.toMatchObject({ code: Status.DEADLINE_EXCEEDED });
  });

  test.each(["explicit", "auto"] as const)(
    "deadline and cancellation go on to child calls, %s propagation",
    async (how) => {
      const { begun, aborted, handle } = hanging();
      const upstream = await connect({ echo: handle });
      const childOutcome = signalled<unknown>();
      const { client } = await connect(
        {
          async *list(_request, context) {
            await new Promise((resolve) => setTimeout(resolve, 5));
            const child = upstream.client.echo({}, how === "explicit" ? { parent: context } : {});
            child.catch(childOutcome.resolve);
            yield {};
            await child;
          },
        },
        { server: { propagation: how } },
      );
      const call = client.list({}, { timeoutMs: 5_000 });
      const replies = call[Symbol.asyncIterator]();
      await replies.next();
      expect((await begun).timeRemainingMs()).toBeLessThanOrEqual(5_000);
      call.cancel();
      expect(await childOutcome.promise).toMatchObject({ code: Status.CANCELLED });
      await aborted;
    },
  );

  test("`parent: null` detaches a call from the handler around it", async () => {
    const { client: upstream } = await connect({ echo: (_note, context) => ({ number: context.deadline ? 1 : 0 }) });
    const { client } = await connect(
      {
        echo: async ({ number }) => upstream.echo({}, number === 1 ? { parent: null } : {}),
      },
      { server: { propagation: "auto" } },
    );
    expect((await client.echo({ number: 1 }, { timeoutMs: 5_000 })).number).toBe(0);
    expect((await client.echo({ number: 2 }, { timeoutMs: 5_000 })).number).toBe(1);
  });
});
