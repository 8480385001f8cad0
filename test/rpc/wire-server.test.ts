/** What a server answers to requests that no well-behaved client sends, told by a bare HTTP/2 client. */
import { type ClientHttp2Session, type ClientHttp2Stream, connect, type IncomingHttpHeaders } from "node:http2";
import { connect as connectTcp } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { credentials, Server } from "../../src/runtime/node/index.js";
import { Note, NoteService } from "./notes.js";
import { HTTP2_ENGINES } from "./transports.js";

describe.each(HTTP2_ENGINES)("on HTTP/2 of the kind %s", (http2) => {
  let server: Server;
  let session: ClientHttp2Session;
  let port: number;
  let calls = 0;

  beforeAll(async () => {
    server = new Server({ http2 }).add(NoteService, {
      echo: (note, context) => {
        calls++;
        return {
          ...note,
          number: context.deadline === undefined ? 0 : Math.min(context.timeRemainingMs(), 2 ** 31 - 1) | 0,
        };
      },
      list: () => [{}],
      collect: async (requests) => {
        let number = 0;
        for await (const _ of requests) number++;
        return { number };
      },
    }) as Server;
    ({ port } = await server.listen("127.0.0.1:0", { credentials: credentials.insecure() }));
    session = connect(`http://127.0.0.1:${port}`);
  });

  afterAll(async () => {
    session.close();
    await server.close();
  });

  interface Answer {
    readonly httpStatus: unknown;
    readonly code: number | undefined;
    readonly message: string | undefined;
    readonly body: Buffer;
    readonly headers: IncomingHttpHeaders;
  }

  const ECHO = "/farcall.test.NoteService/Echo";

  function open(headers: { [name: string]: string | string[] } = {}): ClientHttp2Stream {
    return session.request({
      ":method": "POST",
      ":path": ECHO,
      "content-type": "application/grpc",
      te: "trailers",
      ...headers,
    });
  }

  function answerOf(stream: ClientHttp2Stream): Promise<Answer> {
    return new Promise((resolve, reject) => {
      let headers: IncomingHttpHeaders = {};
      let trailers: IncomingHttpHeaders = {};
      const chunks: Buffer[] = [];
      stream.on("response", (fields) => {
        headers = fields;
      });
      stream.on("trailers", (fields) => {
        trailers = fields;
      });
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("error", reject);
      stream.on("close", () => {
        const status = trailers["grpc-status"] ?? headers["grpc-status"];
        const message = trailers["grpc-message"] ?? headers["grpc-message"];
        resolve({
          httpStatus: headers[":status"],
          code: status === undefined ? undefined : Number(status),
          message: message as string | undefined,
          body: Buffer.concat(chunks),
          headers,
        });
      });
    });
  }

  function ask(
    headers: { [name: string]: string | string[] },
    body: Uint8Array = frame(Note.encode({ text: "x" })),
  ): Promise<Answer> {
    const stream = open(headers);
    stream.end(body);
    return answerOf(stream);
  }

  function frame(message: Uint8Array, flags = 0, length: number = message.length): Buffer {
    const prefix = Buffer.alloc(5);
    prefix[0] = flags;
    prefix.writeUInt32BE(length, 1);
    return Buffer.concat([prefix, message]);
  }

  test("a good request is answered", async () => {
    const { httpStatus, code, body, headers } = await ask({});
    expect([httpStatus, code]).toEqual([200, 0]);
    expect(headers["content-type"]).toBe("application/grpc");
    expect(Note.decode(body.subarray(5)).text).toBe("x");
  });

  test.each(["application/grpc", "application/grpc+proto", "application/grpc;charset=utf-8"])(
    "content type %s is gRPC",
    async (type) => {
      expect((await ask({ "content-type": type })).code).toBe(0);
    },
  );

  test.each(["application/grpcfoo", "application/json", "text/plain", "application/grpc-web"])(
    "content type %s is answered with 415",
    async (type) => {
      const answer = await ask({ "content-type": type });
      expect([answer.httpStatus, answer.code]).toEqual([415, undefined]);
    },
  );

  test("a codec that is not spoken is refused as gRPC", async () => {
    expect(await ask({ "content-type": "application/grpc+json" })).toMatchObject({ httpStatus: 200, code: 13 });
  });

  test.each(["GET", "PUT", "DELETE"])("method %s is answered with 405", async (method) => {
    const stream = session.request({ ":method": method, ":path": ECHO, "content-type": "application/grpc" });
    stream.end();
    expect((await answerOf(stream)).httpStatus).toBe(405);
  });

  test.each(["/", "/t.S", "/__proto__/constructor", "/t.S/U", `${ECHO}/`, ECHO.toLowerCase(), `${ECHO}?x=1`])(
    "path %s is UNIMPLEMENTED",
    async (path) => {
      expect(await ask({ ":path": path })).toMatchObject({ httpStatus: 200, code: 12 });
    },
  );

  test.each(["abc", "0S", "-1S", "999999999S", "1", "S", "1s", "1 S"])(
    "grpc-timeout %j is refused",
    async (timeout) => {
      const before = calls;
      expect(await ask({ "grpc-timeout": timeout })).toMatchObject({ httpStatus: 200, code: 13 });
      expect(calls).toBe(before);
    },
  );

  test("the longest grpc-timeout is no short one", async () => {
    const { code, body } = await ask({ "grpc-timeout": "99999999H" });
    expect(code).toBe(0);
    expect(Note.decode(body.subarray(5)).number).toBe(2 ** 31 - 1);
  });

  test.each([
    ["flag 1 without an encoding", frame(Buffer.from("garbage"), 1), 13],
    ["flag 2", frame(Buffer.alloc(0), 2), 13],
    ["a length of 2^32-1", frame(Buffer.alloc(0), 0, 0xffffffff), 8],
    ["20 bytes claimed and 10 sent", frame(Buffer.alloc(10), 0, 20), 13],
    ["half a prefix", Buffer.alloc(3), 13],
    ["no message", Buffer.alloc(0), 12],
    ["two messages", Buffer.concat([frame(Buffer.alloc(0)), frame(Buffer.alloc(0))]), 12],
    ["a message that is none", frame(Buffer.from([0xff])), 13],
  ])("%s is refused", async (_what, body, code) => {
    const before = calls;
    expect(await ask({}, body)).toMatchObject({ httpStatus: 200, code });
    expect(calls).toBe(before);
  });

  test("an encoding that was not offered is UNIMPLEMENTED, and the answer says what is", async () => {
    const { code, headers } = await ask({ "grpc-encoding": "br" });
    expect([code, headers["grpc-accept-encoding"]]).toEqual([12, "identity"]);
    expect((await ask({ "grpc-encoding": "identity" })).code).toBe(0);
  });

  test("bad base64 in a -bin field fails that call only", async () => {
    expect((await ask({ "x-bin": "@@@" })).code).toBe(13);
    expect((await ask({ "x-bin": "AAE=" })).code).toBe(0);
  });

  test("a message may come in frames of one byte", async () => {
    const text = "y".repeat(20_000);
    const stream = open({ ":path": "/farcall.test.NoteService/Echo" });
    const answer = answerOf(stream);
    const body = frame(Note.encode({ text }));
    for (let i = 0; i < body.length; i++) {
      if (!stream.write(body.subarray(i, i + 1)) && i % 512 === 0)
        await new Promise((resolve) => setImmediate(resolve));
    }
    stream.end();
    expect(Note.decode((await answer).body.subarray(5)).text === text).toBe(true);
  });

  test("several messages may come in one frame", async () => {
    const body = Buffer.concat(Array.from({ length: 100 }, () => frame(Note.encode({ text: "x" }))));
    const { body: answer } = await ask({ ":path": "/farcall.test.NoteService/Collect" }, body);
    expect(Note.decode(answer.subarray(5)).number).toBe(100);
  });

  test("bytes that are no HTTP/2 harm nobody", async () => {
    const socket = connectTcp(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.resume();
    socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
    await new Promise((resolve) => socket.on("close", resolve));
    expect((await ask({})).code).toBe(0);
  });

  test("500 streams reset at once leave a server that answers", async () => {
    const other = connect(`http://127.0.0.1:${port}`);
    other.on("error", () => {});
    for (let i = 0; i < 500; i++) {
      const stream = other.request({ ":method": "POST", ":path": ECHO, "content-type": "application/grpc" });
      stream.on("error", () => {});
      stream.close(8);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    other.destroy();
    expect((await ask({})).code).toBe(0);
  });

  test("header blocks above 16 KiB or 128 fields are refused, and the server lives", async () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`x-${i}`, "1"]));
    for (const headers of [{ "x-big": "x".repeat(20_000) }, many]) {
      const other = connect(`http://127.0.0.1:${port}`);
      other.on("error", () => {});
      const before = calls;
      const stream = other.request({
        ":method": "POST",
        ":path": ECHO,
        "content-type": "application/grpc",
        ...headers,
      });
      stream.on("error", () => {});
      stream.end(frame(Note.encode({})));
      await new Promise((resolve) => stream.on("close", resolve));
      expect(calls).toBe(before);
      other.destroy();
    }
    expect((await ask({})).code).toBe(0);
  });
});
