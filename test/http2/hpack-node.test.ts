/** Our header compression against that of node:http2, with fields that come at random, again and again. */
import { connect as connectHttp2, createServer as createHttp2Server, type OutgoingHttpHeaders } from "node:http2";
import { type AddressInfo, connect as connectTcp, createServer as createTcpServer, type Server } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { HeaderDecoder } from "../../src/runtime/http2/hpack/header-decoder.js";
import { HeaderEncoder } from "../../src/runtime/http2/hpack/header-encoder.js";

const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const HEADERS = 1;
const END_STREAM_AND_HEADERS = 0x5;
const PRIORITY = 0x20;

/** Lists of fields that are random, but the same in every run. */
function someFields(count: number): string[][] {
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
  const text = (): string => String.fromCharCode(...Array.from({ length: random(60) }, () => 0x21 + random(94)));
  const values = Array.from({ length: 40 }, text);
  return Array.from({ length: count }, () => {
    const fields = [":method", "POST", ":scheme", "http", ":authority", "localhost", ":path", `/s/${random(90)}`];
    for (let i = random(12); i > 0; i--) fields.push(`x-${random(30)}`, random(3) === 0 ? text() : values[random(40)]!);
    return fields;
  });
}

function frame(type: number, flags: number, stream: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

async function listen(server: Server | ReturnType<typeof createHttp2Server>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** By name, for Node joins what has the same name. */
function byName(fields: readonly string[]): { [name: string]: string[] } {
  const values: { [name: string]: string[] } = {};
  for (let i = 0; i < fields.length; i += 2) (values[fields[i]!] ??= []).push(fields[i + 1]!);
  return values;
}

test("decodes what node:http2 encodes", async () => {
  const lists = someFields(100);
  const decoder = new HeaderDecoder({ maxListSize: 1e9, maxFields: 1e9 });
  const decoded: { [name: string]: string[] }[] = [];
  const received = new Promise<void>((resolve, reject) => {
    const server = createTcpServer((socket) => {
      let bytes = Buffer.alloc(0);
      let at = PREFACE.length;
      socket.on("error", () => {});
      socket.on("data", (chunk) => {
        bytes = Buffer.concat([bytes, chunk]);
        try {
          while (bytes.length >= at + 9 && bytes.length >= at + 9 + bytes.readUIntBE(at, 3)) {
            const end = at + 9 + bytes.readUIntBE(at, 3);
            const start = at + 9 + ((bytes[at + 4]! & PRIORITY) !== 0 ? 5 : 0);
            if (bytes[at + 3] === HEADERS) decoded.push(byName(decoder.decode(bytes, start, end).fields));
            at = end;
          }
        } catch (error) {
          reject(error);
        }
        if (decoded.length === lists.length) resolve();
      });
    });
    listen(server).then((port) => {
      const client = connectHttp2(`http://127.0.0.1:${port}`);
      onTestFinished(() => client.destroy());
      client.on("error", reject);
      for (const fields of lists) client.request(byName(fields) as OutgoingHttpHeaders).on("error", () => {});
    }, reject);
  });
  await received;
  expect(decoded).toEqual(lists.map(byName));
});

test("encodes what node:http2 decodes", async () => {
  const lists = someFields(400);
  const encoder = new HeaderEncoder();
  const sharedByPath: { [path: string]: string[] } = {};
  const decoded: string[][] = [];
  const received = new Promise<void>((resolve, reject) => {
    const server = createHttp2Server();
    server.on("sessionError", reject);
    server.on("stream", (stream, _headers, _flags, ...[raw]: unknown[]) => {
      decoded.push(raw as string[]);
      stream.respond({}, { endStream: true });
      if (decoded.length === lists.length) resolve();
    });
    listen(server).then((port) => {
      const socket = connectTcp(port, "127.0.0.1");
      onTestFinished(() => void socket.destroy());
      socket.resume();
      socket.write(PREFACE);
      socket.write(frame(4, 0, 0, new Uint8Array(0)));
      lists.forEach((fields, i) => {
        // The pseudo-header fields are shared by the requests of a path, as a method's are.
        const shared = (sharedByPath[fields[7]!] ??= fields.slice(0, 8));
        const block = i % 5 === 0 ? encoder.encode(fields) : encoder.encodeShared(shared, fields.slice(8));
        socket.write(frame(HEADERS, END_STREAM_AND_HEADERS, 2 * i + 1, block));
      });
    }, reject);
  });
  await received;
  expect(decoded).toEqual(lists);
});
