/** A server that runs out of file descriptors serves those that it has, and accepts again when it can. Needs a shell with `ulimit`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { Channel, type Credentials, credentials } from "../../src/runtime/node/index.js";
import { NoteServiceClient } from "../rpc/notes.js";
import { until } from "../rpc/transports.js";
import { CLIENT_PREFACE } from "./raw-frames.js";

/** So many descriptors the server may have; Node takes some 30 for itself. */
const DESCRIPTORS = 80;

const path = new URL("few-descriptors-server.ts", import.meta.url).pathname;
const server = spawn("sh", ["-c", `ulimit -n ${DESCRIPTORS} && exec "$0" --import tsx "$1"`, process.execPath, path], {
  stdio: ["pipe", "pipe", "inherit"],
});
let ports: { readonly plaintext: number; readonly tls: number; readonly ca: string };

beforeAll(async () => {
  const [line] = await once(createInterface(server.stdout), "line");
  ports = JSON.parse(line);
});

afterAll(async () => {
  const ended = once(server, "exit");
  server.stdin.end();
  await ended;
});

function connect(port: number, given: Credentials): NoteServiceClient {
  const channel = new Channel(`127.0.0.1:${port}`, { credentials: given, backoff: { initialMs: 10, maxMs: 50 } });
  onTestFinished(() => channel.close());
  return new NoteServiceClient(channel);
}

/** Connections that send `bytes`; `closed` are those that the server has closed. */
function dial(
  count: number,
  port: number,
  bytes: Buffer,
): { readonly sockets: Socket[]; readonly closed: Set<Socket> } {
  const closed = new Set<Socket>();
  const sockets = Array.from({ length: count }, () => {
    const socket = connectTcp(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.on("close", () => closed.add(socket));
    socket.resume();
    socket.write(bytes);
    return socket;
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  return { sockets, closed };
}

test.each([
  ["clients that stay", "plaintext", CLIENT_PREFACE],
  ["TLS handshakes that do not go on", "tls", Buffer.alloc(0)],
] as const)("200 %s take all descriptors, and the calls of others go on", async (_, target, bytes) => {
  const given = target === "tls" ? credentials.tls({ ca: ports.ca }) : credentials.insecure();
  const before = connect(ports[target], given);
  await before.echo({ text: "before" });
  const { sockets, closed } = dial(200, ports[target], bytes);
  await until(() => closed.size >= 200 - DESCRIPTORS);
  expect(closed.size).toBeLessThan(200);
  for (let i = 0; i < 50; i++) await before.echo({ text: "while there are none" });
  for (const socket of sockets) socket.destroy();
  const after = connect(ports[target], given);
  expect(await after.echo({ text: "after" }, { waitForReady: true })).toMatchObject({ text: "after" });
  expect(server.exitCode).toBeNull();
});

test("1,000 TLS handshakes that break leave nothing open", async () => {
  for (let i = 0; i < 20; i++) {
    const { closed } = dial(50, ports.tls, Buffer.alloc(100, "x"));
    await until(() => closed.size === 50);
  }
  const client = connect(ports.tls, credentials.tls({ ca: ports.ca }));
  expect(await client.echo({ text: "well" }, { waitForReady: true })).toMatchObject({ text: "well" });
});
