import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  createSecureServer,
  createServer,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";
import {
  type Contestant,
  checkRequestId,
  type Note,
  type NoteClient,
  type NoteCodec,
  TIMEOUT_MS,
  volatileHeaders,
} from "../contestant.js";

const WINDOW = 1024 * 1024;
const PREFIX = 5;
/** Messages of a stream go out together, so many bytes at once. */
const BATCH = 16 * 1024;

/**
 * The least that speaks gRPC on node:http2, with farcall's codec, written to be fast and for this one service: callbacks, no checks that
 * a call of any value needs, messages of a stream in batches, large windows, and an answer that is complete with its trailers.
 */
export const nodeHttp2: Contestant = {
  async serve(load, tls) {
    const { Note } = await load("farcall.js");
    const settings = { initialWindowSize: WINDOW };
    const server =
      tls === undefined
        ? createServer({ settings })
        : createSecureServer({ settings, cert: tls.cert, key: tls.key, ALPNProtocols: ["h2"] });
    server.on("session", (session) => session.setLocalWindowSize(16 * WINDOW));
    server.on("stream", (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => serve(Note, stream, headers));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  },
  async connect(load, port, tls) {
    const { Note } = await load("farcall.js");
    const session = connect(`${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`, {
      settings: { initialWindowSize: WINDOW, enablePush: false },
      ...(tls !== undefined && { ca: tls.ca, servername: "localhost" }),
    });
    await new Promise<void>((resolve, reject) => session.once("remoteSettings", () => resolve()).once("error", reject));
    session.setLocalWindowSize(16 * WINDOW);
    return clientOf(Note, session);
  },
};

const RESPONSE: OutgoingHttpHeaders = { ":status": 200, "content-type": "application/grpc" };
const TRAILERS: OutgoingHttpHeaders = { "grpc-status": "0" };

function serve(codec: NoteCodec, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
  checkRequestId(headers["x-request-id"]);
  const timer = setTimeout(() => stream.close(), Number.parseInt(headers["grpc-timeout"] as string, 10));
  stream.on("close", () => clearTimeout(timer));
  stream.on("wantTrailers", () => stream.sendTrailers(TRAILERS));
  stream.respond(RESPONSE, { waitForTrailers: true });
  const messages = new Messages(codec);
  switch (headers[":path"]) {
    case "/bench.rpc.NoteService/Echo":
      stream.on("data", (chunk: Buffer) => messages.push(chunk, (note) => stream.end(framed(codec, note))));
      break;
    case "/bench.rpc.NoteService/List":
      stream.on("data", (chunk: Buffer) =>
        messages.push(chunk, ({ text, number }) => writeAll(stream, codec, (i) => ({ text, number: i }), number)),
      );
      break;
    case "/bench.rpc.NoteService/Collect": {
      let number = 0;
      stream.on("data", (chunk: Buffer) => messages.push(chunk, () => number++));
      stream.on("end", () => stream.end(framed(codec, { text: "", number })));
      break;
    }
    default:
      stream.on("data", (chunk: Buffer) => {
        const answers: Uint8Array[] = [];
        messages.push(chunk, (note) => answers.push(framed(codec, note)));
        if (answers.length === 0 || stream.write(answers.length === 1 ? answers[0] : Buffer.concat(answers))) return;
        stream.pause();
        stream.once("drain", () => stream.resume());
      });
      stream.on("end", () => stream.end());
  }
}

function clientOf(codec: NoteCodec, session: ClientHttp2Session): NoteClient {
  const open = (method: string, reject: (error: Error) => void, resolve: () => void): ClientHttp2Stream => {
    const stream = session.request({
      ":method": "POST",
      ":path": `/bench.rpc.NoteService/${method}`,
      "content-type": "application/grpc",
      te: "trailers",
      "grpc-timeout": `${TIMEOUT_MS}m`,
      ...volatileHeaders(),
    });
    const timer = setTimeout(() => stream.close(), TIMEOUT_MS);
    stream.on("error", reject);
    stream.on("trailers", (trailers) => {
      clearTimeout(timer);
      if (trailers["grpc-status"] === "0") resolve();
      else reject(new Error(`grpc-status ${trailers["grpc-status"]}`));
    });
    return stream;
  };
  return {
    echo: (note) =>
      new Promise((resolve, reject) => {
        let answer: Note;
        const stream = open("Echo", reject, () => resolve(answer));
        const messages = new Messages(codec);
        stream.on("data", (chunk: Buffer) =>
          messages.push(chunk, (one) => {
            answer = one;
          }),
        );
        stream.end(framed(codec, note));
      }),
    list: ({ text }, count) =>
      new Promise((resolve, reject) => {
        let received = 0;
        const stream = open("List", reject, () => resolve(received));
        const messages = new Messages(codec);
        stream.on("data", (chunk: Buffer) => messages.push(chunk, () => received++));
        stream.end(framed(codec, { text, number: count }));
      }),
    collect: (note, count) =>
      new Promise((resolve, reject) => {
        let answer: Note;
        const stream = open("Collect", reject, () => resolve(answer.number));
        const messages = new Messages(codec);
        stream.on("data", (chunk: Buffer) =>
          messages.push(chunk, (one) => {
            answer = one;
          }),
        );
        writeAll(stream, codec, () => note, count);
      }),
    flood: (note, count) =>
      new Promise((resolve, reject) => {
        let received = 0;
        const stream = open("Chat", reject, () => resolve(received));
        const messages = new Messages(codec);
        stream.on("data", (chunk: Buffer) => messages.push(chunk, () => received++));
        writeAll(stream, codec, () => note, count);
      }),
    pingPong: (note, count) =>
      new Promise((resolve, reject) => {
        let received = 0;
        const stream = open("Chat", reject, () => resolve(received));
        const messages = new Messages(codec);
        stream.on("data", (chunk: Buffer) =>
          messages.push(chunk, () => {
            if (++received < count) stream.write(framed(codec, note));
            else stream.end();
          }),
        );
        stream.write(framed(codec, note));
      }),
  };
}

function framed(codec: NoteCodec, note: Note): Buffer {
  const bytes = codec.encode(note);
  const frame = Buffer.allocUnsafe(PREFIX + bytes.length);
  putPrefix(frame, 0, bytes.length);
  frame.set(bytes, PREFIX);
  return frame;
}

function putPrefix(into: Buffer, at: number, length: number): void {
  into[at] = 0;
  into.writeUInt32BE(length, at + 1);
}

/** Writes `count` messages in batches, as far as the stream takes them, and then its end. */
function writeAll(
  stream: ClientHttp2Stream | ServerHttp2Stream,
  codec: NoteCodec,
  note: (i: number) => Note,
  count: number,
): void {
  let i = 0;
  const go = (): void => {
    while (i < count) {
      const batch = Buffer.allocUnsafe(BATCH);
      let at = 0;
      let bytes: Uint8Array | undefined;
      for (; i < count; i++) {
        bytes = codec.encode(note(i));
        if (at + PREFIX + bytes.length > BATCH) break;
        putPrefix(batch, at, bytes.length);
        batch.set(bytes, at + PREFIX);
        at += PREFIX + bytes.length;
      }
      const taken = stream.write(at === BATCH ? batch : batch.subarray(0, at));
      if (!taken) {
        stream.once("drain", go);
        return;
      }
    }
    stream.end();
  };
  go();
}

/** Cuts what comes into messages. */
class Messages {
  readonly #codec: NoteCodec;
  #rest: Buffer | undefined;

  constructor(codec: NoteCodec) {
    this.#codec = codec;
  }

  push(chunk: Buffer, receive: (note: Note) => void): void {
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (at + PREFIX <= bytes.length) {
      const end = at + PREFIX + bytes.readUInt32BE(at + 1);
      if (end > bytes.length) break;
      receive(this.#codec.decode(bytes.subarray(at + PREFIX, end)));
      at = end;
    }
    this.#rest = at === bytes.length ? undefined : bytes.subarray(at);
  }
}
