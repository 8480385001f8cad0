/** The server of the long run. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Credentials, credentials, Server } from "../../src/runtime/node/index.js";
import { Status, StatusError } from "../../src/runtime/rpc/index.js";
import { makeCertificates } from "../rpc/certificates.js";
import { NoteService, type NoteServiceServer } from "../rpc/notes.js";
import { obey } from "./remote.js";
import { vitals } from "./vitals.js";

/** Handlers that run. */
let running = 0;

const notes: NoteServiceServer = {
  /** Waits as many milliseconds as the note says, or refuses it. */
  async echo(note, context) {
    if (note.text === "refuse") throw new StatusError(Status.NOT_FOUND, "no such note");
    running++;
    try {
      if (note.number > 0) await sleep(note.number, undefined, { signal: context.signal }).catch(() => {});
      return note;
    } finally {
      running--;
    }
  },
  async *list({ number, payload }) {
    running++;
    try {
      for (let i = 0; i < number; i++) yield { number: i, payload };
    } finally {
      running--;
    }
  },
  async collect(requests) {
    running++;
    try {
      let number = 0;
      for await (const note of requests) number += note.number;
      return { number };
    } finally {
      running--;
    }
  },
  async *chat(requests) {
    running++;
    try {
      for await (const note of requests) yield note;
    } finally {
      running--;
    }
  },
};

const { ca, server: certificate } = await makeCertificates();
const ports = { plaintext: 0, tls: 0 };
const leaving: Promise<void>[] = [];
let server: Server;

async function start(): Promise<void> {
  const next = new Server().add(NoteService, notes);
  const [plaintext, tls] = [credentials.insecure(), credentials.tls(certificate)];
  ports.plaintext = await listen(next, ports.plaintext, plaintext);
  ports.tls = await listen(next, ports.tls, tls);
  server = next;
}

/** Listens on a port that was ours; a client may have got it for its own end meanwhile, and will have to give it back. */
async function listen(next: Server, port: number, given: Credentials): Promise<number> {
  for (;;) {
    try {
      return (await next.listen(`127.0.0.1:${port}`, { credentials: given })).port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
      await sleep(20);
    }
  }
}

obey({
  start: async () => {
    await start();
    return { ...ports, ca: ca.cert };
  },
  /** Sends all clients away in good order, while another server takes over the ports. */
  restart: async () => {
    leaving.push(server.shutdown());
    await start();
  },
  /** What is held when all servers but the last have ended. */
  vitals: async () => {
    await Promise.all(leaving.splice(0));
    return { ...(await vitals()), running };
  },
});
