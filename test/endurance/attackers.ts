/** Carries attacks out, over real sockets, and says what has become of them. */
import { once } from "node:events";
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { HeaderDecoder } from "../../src/runtime/http2/hpack/header-decoder.js";
import { FrameType, framesIn } from "../http2/raw-frames.js";
import type { ClientAttack, ServerAttack } from "./attacks.js";

/** How long an attack may take to come to its end, in milliseconds: floods that are answered take time to send. */
const PATIENCE_MS = 15_000;

/** How long an attacker that does not read looks away, in milliseconds. */
const LOOK_AWAY_MS = 1_200;

/** What a peer has sent, frame by frame: `GOAWAY 11`, `RST_STREAM 3`, `PING`, and the header fields of responses. */
export function eventsIn(received: Buffer): Set<string> {
  const events = new Set<string>();
  const decoder = new HeaderDecoder({ maxListSize: 16_384, maxFields: 128 });
  for (const { type, flags, payload } of framesIn(received)) {
    if (type === FrameType.GOAWAY) events.add(`GOAWAY ${payload.readUInt32BE(4)}`);
    else if (type === FrameType.RST_STREAM) events.add(`RST_STREAM ${payload.readUInt32BE(0)}`);
    else if (type === FrameType.PING && (flags & 1) === 0) events.add("PING");
    else if (type === FrameType.HEADERS) {
      const { fields } = decoder.decode(payload, 0, payload.length);
      for (let i = 0; i < fields.length; i += 2) events.add(`${fields[i]} ${fields[i + 1]}`);
    }
  }
  return events;
}

/** One connection of an attacker. */
class Attacker {
  readonly socket: Socket;
  closedAfterMs: number | undefined;
  readonly #received: Buffer[] = [];

  constructor(socket: Socket) {
    const start = performance.now();
    this.socket = socket;
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => this.#received.push(chunk));
    socket.on("close", () => {
      this.closedAfterMs = performance.now() - start;
    });
  }

  get events(): Set<string> {
    return eventsIn(Buffer.concat(this.#received));
  }

  /** Sends the pieces, until they are all sent or the other side has closed. */
  async send(count: number, piece: (i: number) => Buffer): Promise<void> {
    const { socket } = this;
    for (let sent = 0; sent < count && !socket.destroyed; ) {
      const batch: Buffer[] = [];
      for (const to = Math.min(count, sent + 100); sent < to; sent++) batch.push(piece(sent));
      if (!socket.writable || socket.write(Buffer.concat(batch))) await new Promise((resolve) => setImmediate(resolve));
      else await Promise.race([once(socket, "drain"), once(socket, "close")]).catch(() => {});
    }
  }
}

/** What an attack has come to. */
export interface Outcome {
  /** What is not as it has to be. */
  readonly problems: readonly string[];
  /** How long it took until the other side had closed the slowest of the attacker's connections, or had sent what is expected, in milliseconds. */
  readonly tookMs: number;
  /** Ends what is left of the attacker. */
  readonly vanish: () => void;
}

/** Attacks a server. The attacker is still there when this resolves, unless it was sent away. */
export async function attackServer(attack: ClientAttack, port: number): Promise<Outcome> {
  const { connections = 1, reads = true, closedBy = "server", expects, count, piece } = attack;
  const start = performance.now();
  const attackers = Array.from({ length: connections }, () => new Attacker(connectTcp(port, "127.0.0.1")));
  if (!reads) for (const { socket } of attackers) socket.pause();
  await Promise.all(attackers.map((attacker) => attacker.send(count, piece)));
  if (!reads) {
    // What the system holds has to be read before the end can be seen.
    await sleep(LOOK_AWAY_MS);
    for (const { socket } of attackers) socket.resume();
  }
  const isOver = (attacker: Attacker) =>
    closedBy === "server" ? attacker.closedAfterMs !== undefined : expects.every((event) => attacker.events.has(event));
  const until = performance.now() + PATIENCE_MS;
  while (!attackers.every(isOver) && performance.now() < until) await sleep(20);
  const problems: string[] = [];
  for (const { events, closedAfterMs } of attackers) {
    const missing = expects.filter((event) => !events.has(event));
    if (missing.length > 0) problems.push(`not sent: ${missing.join(", ")} (but ${[...events].join(", ")})`);
    if (closedBy === "server" && closedAfterMs === undefined) problems.push("not closed");
    if (closedBy === "attacker" && closedAfterMs !== undefined) problems.push("closed");
  }
  return {
    problems: [...new Set(problems)],
    tookMs: performance.now() - start,
    vanish: () => {
      for (const { socket } of attackers) socket.resetAndDestroy();
    },
  };
}

/** Attacks a client, which `call` lets make a call to a port; it resolves with the error of the call. */
export async function attackClient(attack: ServerAttack, call: (port: number) => Promise<string>): Promise<Outcome> {
  const attackers: Attacker[] = [];
  const server = createServer((socket) => {
    const attacker = new Attacker(socket);
    attackers.push(attacker);
    let received = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      if (received === ANSWERED) return;
      received = Buffer.concat([received, chunk]);
      const request = [...framesIn(received.subarray(PREFACE_BYTES))].find(({ type }) => type === FrameType.HEADERS);
      if (request === undefined) return;
      received = ANSWERED;
      void attacker.send(attack.count, (i) => attack.piece(i, request.stream));
    });
    socket.write(attack.greeting);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const error = await call((server.address() as AddressInfo).port);
  server.close();
  const until = performance.now() + PATIENCE_MS;
  while (attackers.some(({ closedAfterMs }) => closedAfterMs === undefined) && performance.now() < until)
    await sleep(20);
  return {
    problems: attack.expects.test(error) ? [] : [`the call has ended with ${JSON.stringify(error)}`],
    tookMs: Math.max(...attackers.map(({ closedAfterMs }) => closedAfterMs ?? Number.POSITIVE_INFINITY)),
    vanish: () => {
      for (const { socket } of attackers) socket.destroy();
    },
  };
}

const PREFACE_BYTES = 24;
const ANSWERED = Buffer.alloc(0);
