/**
 * `npm run h2load`: nghttp2's load generator against our server, over plaintext and TLS: one call at a time, many streams, many clients,
 * tables and windows of all sizes. Every request has to be answered with 200, and every byte of every answer has to come. It needs h2load
 * (`apt-get install nghttp2-client`).
 */
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Credentials, credentials, Server } from "farcall/node";
import { SimpleRequest, SimpleResponse } from "../interop/gen/grpc/testing/messages_pb.js";
import { TestService } from "../interop/gen/grpc/testing/test_pb.js";
import { testService } from "../interop/test-service.js";
import { makeCertificates } from "../rpc/certificates.js";

const run = promisify(execFile);

const CACHE = join(import.meta.dirname, "../../.cache/h2load");

interface Load {
  readonly name: string;
  readonly requests: number;
  readonly clients: number;
  /** How many streams each client opens at once. */
  readonly streams: number;
  /** The size of the payload in each response, in bytes; that of the request is the same. */
  readonly size: number;
  readonly flags?: readonly string[];
}

// The windows of h2load are 2^n - 1 bytes.
const LOADS: readonly Load[] = [
  { name: "one call at a time", requests: 5_000, clients: 1, streams: 1, size: 0 },
  { name: "100 streams on each of 50 connections", requests: 100_000, clients: 50, streams: 100, size: 100 },
  { name: "10 times as many streams as are allowed", requests: 20_000, clients: 2, streams: 1_000, size: 100 },
  { name: "1,000 connections", requests: 20_000, clients: 1_000, streams: 4, size: 100 },
  { name: "100 KB each way", requests: 1_000, clients: 4, streams: 20, size: 100_000 },
  {
    name: "frames of up to 16 MB",
    requests: 500,
    clients: 4,
    streams: 20,
    size: 100_000,
    flags: ["-w24", "-f16777215"],
  },
  { name: "windows of 1 byte", requests: 100, clients: 2, streams: 10, size: 1_000, flags: ["-w1"] },
  { name: "windows of 15 bytes", requests: 200, clients: 2, streams: 50, size: 5_000, flags: ["-w4"] },
  {
    name: "a window of 64 KB for 16 MB of streams",
    requests: 500,
    clients: 2,
    streams: 100,
    size: 100_000,
    flags: ["-w30", "-W16"],
  },
  {
    name: "no header tables",
    requests: 10_000,
    clients: 4,
    streams: 50,
    size: 100,
    flags: ["--header-table-size=0", "--encoder-header-table-size=0"],
  },
  {
    name: "header tables of 64 KB",
    requests: 10_000,
    clients: 4,
    streams: 50,
    size: 100,
    flags: ["--header-table-size=65536", "--encoder-header-table-size=65536"],
  },
];

/** A message behind its prefix, as gRPC sends it. */
function framed(message: Uint8Array): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/** Runs h2load, prints a line, and returns whether all went well. */
async function load(url: string, { name, requests, clients, streams, size, flags = [] }: Load): Promise<boolean> {
  const payload = { body: new Uint8Array(size) };
  const request = join(CACHE, `request-${size}`);
  await writeFile(request, framed(SimpleRequest.encode({ responseSize: size, payload })));
  const responseBytes = framed(SimpleResponse.encode({ payload })).length;
  const { stdout } = await run("h2load", [
    ...[`-n${requests}`, `-c${clients}`, `-m${streams}`, `-d${request}`, "-T60s", "-N60s", ...flags],
    ...["-Hcontent-type: application/grpc", "-Hte: trailers", url],
  ]).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT" ? new Error("h2load is missing: apt-get install nghttp2-client") : error;
  });
  const answered = Number(/status codes: (\d+) 2xx/.exec(stdout)?.[1]);
  const succeeded = Number(/(\d+) succeeded, 0 failed, 0 errored, 0 timeout/.exec(stdout)?.[1]);
  const bytes = Number(/ \((\d+)\) data/.exec(stdout)?.[1]);
  const passed = answered === requests && succeeded === requests && bytes === requests * responseBytes;
  const speed = /finished in .*/.exec(stdout)?.[0] ?? "";
  console.log(
    `${passed ? "pass" : "FAIL"}  ${new URL(url).protocol} ${name}: ${answered} of ${requests} with 200, ${speed}`,
  );
  if (!passed) console.log(stdout);
  return passed;
}

async function loadAll(security: Credentials, scheme: string): Promise<boolean[]> {
  const server = new Server().add(TestService, testService);
  const { port } = await server.listen("127.0.0.1:0", { credentials: security });
  const results: boolean[] = [];
  for (const each of LOADS)
    results.push(await load(`${scheme}://127.0.0.1:${port}/grpc.testing.TestService/UnaryCall`, each));
  await server.close();
  return results;
}

await mkdir(CACHE, { recursive: true });
const { server: certificate } = await makeCertificates();
const results = [
  ...(await loadAll(credentials.insecure(), "http")),
  ...(await loadAll(credentials.tls(certificate), "https")),
];
const passed = results.filter(Boolean).length;
console.log(`\n${passed} passed, ${results.length - passed} failed`);
process.exitCode = passed === results.length ? 0 : 1;
