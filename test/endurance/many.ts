/**
 * Many connections and many streams: `npm run many`. Every connection and every stream is used, all at once, and what each of them takes is
 * told and held to a limit; when they have ended, nothing of it may be left. Needs Linux, and 5,200 open files a process (`ulimit -Hn`).
 */
import { Remote } from "./remote.js";
import type { Vitals } from "./vitals.js";

const IDLE_CONNECTIONS = 5_000;
const BUSY_CONNECTIONS = 100;
const STREAMS_PER_CONNECTION = 100;

/** What one may take of either side, in bytes. */
const LIMITS = { connection: 16_000, stream: 6_000 };

/** What either side may hold more when all has ended, in bytes: V8 compiles, and keeps caches. */
const MARGIN = 8 * 1024 * 1024;

/** How often it is looked at what is left, a quarter of a second apart: the system takes its time to close thousands of sockets. */
const LOOKS = 20;

interface Look {
  readonly server: Vitals & { readonly running: number };
  readonly client: Vitals;
}

const server = new Remote("soak-server.ts");
const client = new Remote("many-client.ts");
const { plaintext: port } = await server.call<{ plaintext: number }>("start");

const needed = IDLE_CONNECTIONS + 200;
const allowed = await client.call<number>("descriptorLimit");
if (allowed < needed) throw new Error(`${allowed} open files are allowed, ${needed} are needed: ulimit -Hn ${needed}`);

const look = async (): Promise<Look> => ({ server: await server.call("vitals"), client: await client.call("vitals") });
let failed = false;

function check(good: boolean, line: string): void {
  if (!good) failed = true;
  console.log(`${good ? "pass" : "FAIL"}  ${line}`);
}

/** Tells what one of `count` things takes of either side. */
function price(what: keyof typeof LIMITS, count: number, before: Look, after: Look): void {
  for (const side of ["server", "client"] as const) {
    const bytes = Math.round((after[side].heap - before[side].heap) / count);
    const resident = Math.round((after[side].resident - before[side].resident) / count);
    const figures = `${bytes} bytes of heap and buffers (limit ${LIMITS[what]}), ${resident} of resident memory`;
    check(bytes <= LIMITS[what], `${count} ${what}s, the ${side}'s side of each: ${figures}`);
  }
}

async function gone(what: string, before: Look): Promise<void> {
  for (const side of ["server", "client"] as const) {
    let left = { bytes: 0, files: 0 };
    const isGone = (): boolean => left.bytes <= MARGIN && left.files <= 0;
    for (let i = 0; i === 0 || (i < LOOKS && !isGone()); i++) {
      if (i > 0) await new Promise((resolve) => setTimeout(resolve, 250));
      const { [side]: after } = await look();
      left = { bytes: after.heap - before[side].heap, files: after.descriptors - before[side].descriptors };
    }
    check(
      isGone(),
      `${what} have ended: the ${side} holds ${left.bytes} bytes and ${left.files} files more than before`,
    );
  }
}

// Code is compiled, and tables grow, before anything is counted.
await client.call("connect", { port, count: 20 });
await client.call("call");
await client.call("open", 20);
await client.call("finish");
await client.call("close");

const atFirst = await look();
await client.call("connect", { port, count: IDLE_CONNECTIONS });
price("connection", IDLE_CONNECTIONS, atFirst, await look());
await client.call("call");
console.log(`done  a call on each of ${IDLE_CONNECTIONS} connections, all at once`);
await client.call("close");
await gone("idle connections", atFirst);

await client.call("connect", { port, count: BUSY_CONNECTIONS });
const connected = await look();
const streams = BUSY_CONNECTIONS * STREAMS_PER_CONNECTION;
await client.call("open", STREAMS_PER_CONNECTION);
const open = await look();
check(
  open.server.running === streams,
  `${open.server.running} streams are open at once on ${BUSY_CONNECTIONS} connections`,
);
price("stream", streams, connected, open);
await client.call("finish");
console.log(`done  two notes to and fro on each of ${streams} streams`);
await gone("streams", connected);
await client.call("close");
await gone("busy connections", atFirst);

await Promise.all([client.stop(), server.stop()]);
process.exitCode = failed ? 1 : 0;
