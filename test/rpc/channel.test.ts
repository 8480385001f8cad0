import { mkdtempSync } from "node:fs";
import { createServer as createHttp2Server } from "node:http2";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { Channel, type ChannelOptions, credentials, Server } from "../../src/runtime/node/index.js";
import { Status } from "../../src/runtime/rpc/index.js";
import { type NoteInit, NoteService, NoteServiceClient, type NoteServiceServer } from "./notes.js";
import { collect, HTTP2_ENGINES, Relay, signalled, until } from "./transports.js";

describe.each(HTTP2_ENGINES)("on HTTP/2 of the kind %s", (http2) => {
  const INSECURE = { credentials: credentials.insecure() };

  async function serve(
    implementation: Partial<NoteServiceServer> = { echo: (note) => note },
    address = "127.0.0.1:0",
  ): Promise<{ server: Server; port: number }> {
    const server = new Server({ http2 });
    server.add(NoteService, implementation);
    const { port } = await server.listen(address, INSECURE);
    onTestFinished(() => server.close());
    return { server, port };
  }

  function connect(target: string, options?: ChannelOptions): { channel: Channel; client: NoteServiceClient } {
    const channel = new Channel(target, { ...INSECURE, http2, ...options });
    onTestFinished(() => channel.close());
    return { channel, client: new NoteServiceClient(channel) };
  }

  /** A port at which nobody listens. */
  async function freePort(): Promise<number> {
    const { server, port } = await serve();
    await server.close();
    return port;
  }

  test("a channel connects with its first call", async () => {
    const { port } = await serve();
    const { channel, client } = connect(`127.0.0.1:${port}`);
    expect(channel.state).toBe("IDLE");
    const call = client.echo({});
    expect(channel.state).toBe("CONNECTING");
    await call;
    expect(channel.state).toBe("READY");
  });

  test("connect() connects without a call", async () => {
    const { port } = await serve();
    const { channel } = connect(`http://127.0.0.1:${port}`);
    await channel.connect();
    expect(channel.state).toBe("READY");
    const { channel: lost } = connect(`127.0.0.1:${await freePort()}`);
    await expect(lost.connect()).rejects.toMatchObject({ code: Status.UNAVAILABLE });
  });

  test("watchState() yields every change until the channel is closed", async () => {
    const { port } = await serve();
    const { channel, client } = connect(`127.0.0.1:${port}`);
    const states = collect(channel.watchState());
    await client.echo({});
    await channel.close();
    expect(await states).toEqual(["IDLE", "CONNECTING", "READY", "SHUTDOWN"]);
    expect(await collect(channel.watchState())).toEqual(["SHUTDOWN"]);
    await channel.close();
  });

  test("a failed attempt fails the calls that wait, with its reason", async () => {
    const port = await freePort();
    const { channel, client } = connect(`127.0.0.1:${port}`, { backoff: { initialMs: 60_000 } });
    await expect(client.echo({})).rejects.toMatchObject({
      code: Status.UNAVAILABLE,
      rawMessage: `connect ECONNREFUSED 127.0.0.1:${port} (after 1 attempt, last state TRANSIENT_FAILURE)`,
    });
    expect(channel.state).toBe("TRANSIENT_FAILURE");
    // During backoff there is no second attempt.
    await expect(collect(client.chat([]))).rejects.toThrow("(after 1 attempt,");
  });

  test("the next attempt comes after the backoff", async () => {
    const port = await freePort();
    const { client } = connect(`127.0.0.1:${port}`, { backoff: { initialMs: 20 } });
    await expect(client.echo({})).rejects.toThrow("(after 1 attempt,");
    await new Promise((resolve) => setTimeout(resolve, 30));
    await expect(client.echo({})).rejects.toThrow("(after 2 attempts,");
  });

  test("a call that waits for ready outlasts failed attempts", async () => {
    const port = await freePort();
    const { channel, client } = connect(`127.0.0.1:${port}`, { backoff: { initialMs: 10 } });
    const call = client.echo({ text: "patience" }, { waitForReady: true });
    await until(() => channel.state === "TRANSIENT_FAILURE");
    await serve(undefined, `127.0.0.1:${port}`);
    expect((await call).text).toBe("patience");
  });

  test("a call that waits for ready ends with its deadline, and leaves nothing behind", async () => {
    const port = await freePort();
    const { client } = connect(`127.0.0.1:${port}`, { backoff: { initialMs: 60_000 } });
    const call = client.echo({}, { waitForReady: true, timeoutMs: 50 });
    await expect(call).rejects.toMatchObject({ code: Status.DEADLINE_EXCEEDED });
    const cancelled = client.echo({}, { waitForReady: true });
    cancelled.cancel();
    await expect(cancelled).rejects.toMatchObject({ code: Status.CANCELLED });
  });

  test("a channel connects again after the connection was lost", async () => {
    const { port } = await serve();
    const relay = await Relay.to(port);
    onTestFinished(() => relay.close());
    const { channel, client } = connect(`127.0.0.1:${relay.port}`);
    for (let round = 0; round < 3; round++) {
      expect((await client.echo({ number: round })).number).toBe(round);
      relay.breakConnections();
      await until(() => channel.state === "IDLE");
    }
  });

  test("a channel connects again after the server came back", async () => {
    const { server, port } = await serve();
    const { channel, client } = connect(`127.0.0.1:${port}`, { backoff: { initialMs: 10 } });
    await client.echo({});
    await server.close();
    await until(() => channel.state !== "READY");
    await expect(client.echo({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
    await serve(undefined, `127.0.0.1:${port}`);
    await client.echo({}, { waitForReady: true });
  });

  test("a server that accepts and says nothing runs into the connect timeout", async () => {
    const silent = createTcpServer((socket) => socket.on("error", () => {}).resume());
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const { client } = connect(`127.0.0.1:${port}`, { connectTimeoutMs: 50 });
    await expect(client.echo({})).rejects.toThrow(`no connection to 127.0.0.1:${port} within 50 ms`);
  });

  test("a server that is none is UNAVAILABLE", async () => {
    const other = createTcpServer((socket) => socket.on("error", () => {}).end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const { client } = connect(`127.0.0.1:${(other.address() as AddressInfo).port}`);
    await expect(client.echo({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
  });

  test("Unix domain sockets are served and called", async () => {
    const target = `unix:${join(mkdtempSync(join(tmpdir(), "farcall-")), "s")}`;
    const { port } = await serve({ echo: (_note, { peer }) => ({ text: peer }) }, target);
    expect(port).toBe(0);
    expect((await connect(target).client.echo({})).text).toBe("unix:");
  });

  test("a server may listen at several addresses", async () => {
    const { server, port } = await serve();
    const second = await server.listen("127.0.0.1:0", INSECURE);
    for (const each of [port, second.port])
      expect((await connect(`127.0.0.1:${each}`).client.echo({ number: 5 })).number).toBe(5);
  });

  test("an address in use is an error of listen", async () => {
    const { port } = await serve();
    await expect(new Server({ http2 }).listen(`127.0.0.1:${port}`, INSECURE)).rejects.toThrow("EADDRINUSE");
  });

  test("calls above the server's limit of streams wait for their turn", async () => {
    const other = createHttp2Server({ settings: { maxConcurrentStreams: 3 } });
    let open = 0;
    let most = 0;
    other.on("stream", (stream) => {
      most = Math.max(most, ++open);
      stream.resume();
      setTimeout(() => {
        open--;
        stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
        stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
        stream.end(Buffer.alloc(5));
      }, 2);
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const { client } = connect(`127.0.0.1:${(other.address() as AddressInfo).port}`);
    const calls = Array.from({ length: 50 }, () => client.echo({}));
    const impatient = client.echo({}, { timeoutMs: 1 });
    await expect(impatient).rejects.toMatchObject({ code: Status.DEADLINE_EXCEEDED });
    calls[20]!.cancel();
    const outcomes = await Promise.all(calls.map((call) => call.status));
    expect(outcomes.filter(({ code }) => code === Status.OK)).toHaveLength(49);
    expect(most).toBe(3);
  });

  test("closing a channel cancels its calls and refuses new ones", async () => {
    const begun = signalled();
    const aborted = signalled();
    const { port } = await serve({
      echo: (_note, context) => {
        begun.resolve();
        return new Promise<NoteInit>(() => context.signal.addEventListener("abort", () => aborted.resolve()));
      },
    });
    const { channel, client } = connect(`127.0.0.1:${port}`);
    const running = client.echo({});
    await begun.promise;
    await channel.close();
    await expect(running).rejects.toMatchObject({ code: Status.CANCELLED });
    await aborted.promise;
    await expect(client.echo({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
  });

  test("closing a channel while it connects fails the calls that wait", async () => {
    const { port } = await serve();
    const { channel, client } = connect(`127.0.0.1:${port}`);
    const call = client.echo({}, { waitForReady: true });
    await channel.close();
    await expect(call).rejects.toMatchObject({ code: Status.UNAVAILABLE });
  });

  test("shutdown lets running calls end, and sends new ones elsewhere", async () => {
    const begun = signalled();
    const goOn = signalled();
    const { server, port } = await serve({
      echo: async (note) => {
        begun.resolve();
        await goOn.promise;
        return note;
      },
    });
    const { channel, client } = connect(`127.0.0.1:${port}`);
    const running = client.echo({ text: "survives" });
    await begun.promise;
    const states = collect(channel.watchState());
    let down = false;
    const shutdown = server.shutdown().then(() => {
      down = true;
    });
    await until(() => channel.state !== "READY");
    await expect(client.echo({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
    expect(down).toBe(false);
    goOn.resolve();
    expect((await running).text).toBe("survives");
    await shutdown;
    await channel.close();
    expect((await states)[1]).toBe("IDLE");
  });

  test("shutdown cuts off what still runs after the grace", async () => {
    const begun = signalled();
    const aborted = signalled();
    const { server, port } = await serve({
      echo: (_note, context) => {
        context.signal.addEventListener("abort", () => aborted.resolve());
        begun.resolve();
        return new Promise<NoteInit>(() => {});
      },
    });
    const { client } = connect(`127.0.0.1:${port}`);
    const call = client.echo({});
    await begun.promise;
    await server.shutdown({ graceMs: 20 });
    await expect(call).rejects.toMatchObject({ code: Status.UNAVAILABLE });
    await aborted.promise;
    await expect(server.listen("127.0.0.1:0", INSECURE)).rejects.toThrow("shut down");
  });

  test("no call is lost while a server shuts down gracefully and another takes its place", async () => {
    const first = await serve();
    const { client } = connect(`127.0.0.1:${first.port}`, { backoff: { initialMs: 5 } });
    const outcomes: Promise<{ readonly code: number }>[] = [];
    const call = async (count: number): Promise<void> => {
      for (const enough = outcomes.length + count; outcomes.length < enough; ) {
        outcomes.push(client.echo({}, { waitForReady: true }).status);
        outcomes.push(client.chat([{}, {}], { waitForReady: true }).status);
        if (outcomes.length % 6 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };
    await call(50);
    const calling = call(400);
    await first.server.shutdown();
    await serve(undefined, `127.0.0.1:${first.port}`);
    await calling;
    await call(50);
    expect(
      (await Promise.all(outcomes)).filter(({ code }) => code !== Status.OK && code !== Status.UNIMPLEMENTED),
    ).toEqual([]);
  });

  test("a stream that the server refuses is opened again, but not for ever", async () => {
    const other = createHttp2Server();
    let streams = 0;
    let refusals = 2;
    other.on("stream", (stream) => {
      streams++;
      stream.on("error", () => {});
      if (streams <= refusals) {
        stream.close(7);
        return;
      }
      stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
      stream.on("data", (chunk: Buffer) => stream.write(chunk));
      stream.on("end", () => stream.end());
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const { client } = connect(`127.0.0.1:${(other.address() as AddressInfo).port}`);
    expect((await client.echo({ text: "again" })).text).toBe("again");
    expect(streams).toBe(3);
    streams = 0;
    const call = client.chat();
    await call.send({ text: "one" });
    await call.send({ text: "two" });
    call.close();
    expect((await collect(call)).map(({ text }) => text)).toEqual(["one", "two"]);
    streams = 0;
    refusals = 100;
    await expect(client.echo({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
    expect(streams).toBe(5);
  });

  test("what was sent on a refused stream is sent again, up to 1 MiB a call and 16 MiB a channel", async () => {
    const server = createHttp2Server();
    let refusals = 1;
    server.on("stream", (stream) => {
      stream.on("error", () => {});
      if (refusals-- > 0) {
        stream.close(7);
        return;
      }
      stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
      stream.resume().on("end", () => stream.end(new Uint8Array(5)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { client } = connect(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    const text = "x".repeat(1024 * 1024);
    await expect(client.echo({ text })).rejects.toMatchObject({ code: Status.UNAVAILABLE });
    for (let round = 0; round < 2; round++) {
      refusals = 20;
      const calls = Array.from({ length: 20 }, () => client.echo({ text: text.slice(0, 1_000_000) }));
      const codes = await Promise.all(calls.map(async ({ status }) => (await status).code));
      expect(codes).toEqual([...Array(16).fill(Status.OK), ...Array(4).fill(Status.UNAVAILABLE)]);
    }
  });
});
