/** What is attacked: servers, and clients of servers that attack. */
import { Channel, credentials, Server, type ServerOptions } from "../../src/runtime/node/index.js";
import { StatusError } from "../../src/runtime/rpc/index.js";
import { makeCertificates } from "../rpc/certificates.js";
import { NoteService, NoteServiceClient, type NoteServiceServer } from "../rpc/notes.js";
import { obey } from "./remote.js";
import { vitals } from "./vitals.js";

/** Handlers of attackers' calls: how many run, and how many ever ran at a time. */
let running = 0;
let most = 0;

const notes: NoteServiceServer = {
  echo: (note) => note,
  /** Sends without end. */
  async *list(_request, context) {
    most = Math.max(most, ++running);
    try {
      while (!context.signal.aborted) yield { payload: new Uint8Array(10_000) };
    } finally {
      running--;
    }
  },
  /** Does not answer. */
  async collect(_requests, context) {
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => context.signal.addEventListener("abort", () => resolve()));
    running--;
    return {};
  },
  chat: (requests) => requests,
};

const { server: certificate } = await makeCertificates();
const secure = credentials.tls(certificate);

async function listen(options: ServerOptions, given = credentials.insecure()): Promise<number> {
  return (await new Server(options).add(NoteService, notes).listen("127.0.0.1:0", { credentials: given })).port;
}

/** So little time that a test need not wait for it. */
const IMPATIENT: ServerOptions = {
  handshakeTimeoutMs: 500,
  stallTimeoutMs: 500,
  keepalive: { timeMs: 1_000, timeoutMs: 300 },
};

obey({
  start: async () => ({
    plaintext: await listen({}),
    tls: await listen({}, secure),
    impatient: await listen(IMPATIENT),
    impatientTls: await listen(IMPATIENT, secure),
  }),
  look: async () => {
    const seen = { ...(await vitals()), running, most };
    most = running;
    return seen;
  },
  /** Makes a call to a server that attacks, and tells what became of it. */
  call: async (port: number) => {
    const channel = new Channel(`127.0.0.1:${port}`, {
      credentials: credentials.insecure(),
      connectTimeoutMs: 500,
      stallTimeoutMs: 500,
    });
    const call = new NoteServiceClient(channel).echo({ payload: new Uint8Array(100_000) }, { timeoutMs: 10_000 });
    const outcome = await call.then(
      () => "OK",
      (error: unknown) => StatusError.from(error).message.slice(0, 100),
    );
    await channel.close();
    return outcome;
  },
});
