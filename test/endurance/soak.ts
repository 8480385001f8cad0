/**
 * The long run: calls of all kinds, at full load, with cancellations, deadlines, connections that are closed under them and servers
 * that go away and come back, over plaintext and TLS: `npm run soak -- --minutes 60`. No call may fail that should not, and memory and
 * file descriptors have to stay level. Needs Linux.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Remote } from "./remote.js";
import type { Vitals } from "./vitals.js";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "60" } } });
const runMs = Number(values.minutes) * 60_000;
if (!(runMs > 0)) throw new TypeError(`--minutes: expected a number above 0, got ${values.minutes}`);

/** How often everything stands still to be looked at. What comes before the first time is warm-up. */
const LOOKS = Math.min(12, Math.max(4, Math.round(runMs / 60_000)));

/** The memory that a process may hold more at the end than after the first look, in bytes: V8 compiles, and keeps caches. */
const HEAP_MARGIN = 8 * 1024 * 1024;

/** How often the server is restarted, in milliseconds. */
const RESTART_MS = 1_500;

interface ClientReport extends Vitals {
  readonly counts: { readonly [kind: string]: number };
  readonly cutOff: number;
  readonly channels: number;
  readonly failures: readonly string[];
}

interface ServerReport extends Vitals {
  readonly running: number;
}

const server = new Remote("soak-server.ts");
const clients = [new Remote("soak-client.ts"), new Remote("soak-client.ts")];
const { plaintext, tls, ca } = await server.call<{ plaintext: number; tls: number; ca: string }>("start");
const targets = [{ port: plaintext }, { port: tls, ca }];

const looks: { readonly server: ServerReport; readonly clients: readonly ClientReport[] }[] = [];
let restarts = 0;

/** Runs for a while, stands still, and looks. */
async function round(ms: number): Promise<void> {
  await Promise.all(clients.map((client, i) => client.call("run", targets[i])));
  const until = performance.now() + ms;
  for (let left = ms; left > 0; left = until - performance.now()) {
    await sleep(Math.min(left, RESTART_MS));
    if (performance.now() >= until) break;
    await server.call("restart");
    restarts++;
  }
  const reports = await Promise.all(clients.map((client) => client.call<ClientReport>("pause")));
  looks.push({ server: await server.call<ServerReport>("vitals"), clients: reports });
}

const started = performance.now();
const mib = (bytes: number): string => (bytes / 1024 ** 2).toFixed(1).padStart(6);
console.log("minutes |     calls | MiB held: server, clients  | descriptors: server, clients");
for (let i = 0; i < LOOKS; i++) {
  await round(runMs / LOOKS);
  const look = looks.at(-1)!;
  const all = [look.server, ...look.clients];
  const calls = look.clients.flatMap(({ counts }) => Object.values(counts)).reduce((a, b) => a + b, 0);
  const minutes = ((performance.now() - started) / 60_000).toFixed(1).padStart(7);
  console.log(
    `${minutes} | ${String(calls).padStart(9)} | ${all.map(({ heap }) => mib(heap)).join("  ")}  | ${all.map(({ descriptors }) => descriptors).join("  ")}`,
  );
}

const [first, last] = [looks[0]!, looks.at(-1)!];
const problems = last.clients.flatMap(({ failures }) => failures.map((failure) => `a call has failed: ${failure}`));
for (const [i, name] of ["server", "client", "client over TLS"].entries()) {
  const of = (look: (typeof looks)[number]): Vitals => (i === 0 ? look.server : look.clients[i - 1]!);
  const [before, after] = [of(first), of(last)];
  if (after.heap > before.heap + HEAP_MARGIN) {
    problems.push(`the ${name} holds ${mib(after.heap)} MiB at the end, and ${mib(before.heap)} MiB at the start`);
  }
  if (after.descriptors > before.descriptors) {
    problems.push(
      `the ${name} has ${after.descriptors} descriptors open at the end, and ${before.descriptors} at the start`,
    );
  }
}
if (last.server.running > 0) problems.push(`${last.server.running} handlers still run when all calls have ended`);
for (const { counts } of last.clients) {
  for (const [kind, count] of Object.entries(counts))
    if (count === 0) problems.push(`no call was made of kind "${kind}"`);
}

console.log(
  `\n${Object.keys(last.clients[0]!.counts)
    .map((kind) => `${kind}: ${last.clients.reduce((sum, { counts }) => sum + counts[kind]!, 0)}`)
    .join(", ")}`,
);
const sum = (of: (report: ClientReport) => number) => last.clients.reduce((total, report) => total + of(report), 0);
console.log(
  `${sum(({ channels }) => channels)} channels, ${sum(({ cutOff }) => cutOff)} calls cut off by their end, ${restarts} restarts`,
);
await Promise.all([server, ...clients].map((remote) => remote.stop()));
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? "all is well" : "FAILED");
process.exit(problems.length === 0 ? 0 : 1);
