/**
 * Attacks servers and clients on our own HTTP/2, one after the other, while a good client calls the same process: `npm run abuse`. Each
 * attacker has to get what `attacks.ts` says and to be sent away in time; the good client's calls have to succeed and may become slower
 * only so much; and nothing may be left behind. Prints a table. Needs Linux.
 */
import { setPriority } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { attackClient, attackServer, type Outcome } from "./attackers.js";
import { CLIENT_ATTACKS, type ClientAttack, SERVER_ATTACKS } from "./attacks.js";
import { Remote } from "./remote.js";
import type { Vitals } from "./vitals.js";

/** How long an attack goes on, again and again if it ends before, in milliseconds. */
const ATTACK_MS = 250;

/** How long an attacker that comes again takes to connect, in milliseconds. */
const PAUSE_MS = 50;

/** What the process that is attacked may hold more than before, in bytes. */
const HEAP_MARGIN = 64 * 1024 * 1024;

/** How long an attacker's connection may last, in milliseconds. */
const CLOSED_WITHIN_MS = 2_000;

/** What 99 of 100 calls of the good client may take, as a multiple of what they take at rest, and in milliseconds where that is more. */
const SLOWER = 5;
const SLOWER_MS = 50;

/** How much longer an attack may take that is four times as large, if time grows as the attack does; and what is too short to compare, in milliseconds. */
const SCALE = 8;
const SCALE_MS = 100;

interface Look extends Vitals {
  readonly running: number;
  readonly most: number;
}

interface Latency {
  readonly calls: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

type Ports = { readonly [target in NonNullable<ClientAttack["target"]>]: number };

const subject = new Remote("abuse-subject.ts");
const good = new Remote("abuse-client.ts");
// The attackers' work, which is done here, is not that of the machine that is attacked.
setPriority(10);
const ports = await subject.call<Ports>("start");
await good.call("connect", ports.plaintext);

/** Measures the good client while `work` is done, and for as long as an attack goes on at least. */
async function measure(work: () => Promise<void>): Promise<Latency> {
  await good.call("start");
  const until = performance.now() + ATTACK_MS;
  do {
    await work();
    await sleep(PAUSE_MS);
  } while (performance.now() < until);
  return good.call<Latency>("stop");
}

const rest = () => sleep(ATTACK_MS);
for (let i = 0; i < 2; i++) await measure(rest);
let calm = await measure(() => sleep(1_000));
const base = await subject.call<Look>("look");

const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0).padStart(7);
const mib = (bytes: number): string => ((bytes - base.heap) / 1024 ** 2).toFixed(1).padStart(7);
const print = (name: string, { p50, p99, max }: Latency, rounds: number, tookMs: number, held: Look): void =>
  console.log(
    [
      name.slice(0, 66).padEnd(66),
      String(rounds).padStart(6),
      ms(tookMs),
      [p50, p99, max].map(ms).join(" "),
      mib(held.heap),
      String(held.most).padStart(8),
    ].join(" | "),
  );
console.log(`${"".padEnd(66)} | rounds | over in |  good calls: p50, p99, max |    held | handlers`);
console.log(`${"".padEnd(66)} |        |      ms |                         ms |     MiB | at a time`);
print("(at rest)", calm, 0, 0, base);

/** An attack of either kind, and what it may cost. */
interface Trial {
  readonly name: string;
  readonly attack: () => Promise<Outcome>;
  readonly closes: boolean;
  readonly handlers: number;
  readonly scalesFrom: string | undefined;
}

/** How long attacks have taken, in milliseconds. */
const took = new Map<string, number>();

/** Carries an attack out and returns what is wrong with what has come of it. */
async function carryOut({ name, attack, closes, handlers, scalesFrom }: Trial, remark = ""): Promise<string[]> {
  const problems = new Set<string>();
  const times: number[] = [];
  let outcome: Outcome | undefined;
  const latency = await measure(async () => {
    outcome?.vanish();
    outcome = await attack();
    times.push(outcome.tookMs);
    for (const problem of outcome.problems) problems.add(problem);
  });
  // What is held while the attacker is still there counts, and what is left of it.
  const held = await subject.call<Look>("look");
  outcome?.vanish();
  let left = await subject.call<Look>("look");
  for (let i = 0; i < 20 && (left.running > 0 || left.descriptors > base.descriptors); i++) {
    await sleep(50);
    left = await subject.call<Look>("look");
  }
  const longest = Math.max(...times);
  took.set(name, Math.min(...times));
  print(`${name}${remark}`, latency, times.length, longest, held);

  const limitMs = Math.max(SLOWER * calm.p99, SLOWER_MS);
  if (latency.p99 > limitMs)
    problems.add(`99 of 100 good calls took ${ms(latency.p99)} ms, and may take ${ms(limitMs)}`);
  if (closes && longest > CLOSED_WITHIN_MS) problems.add(`closed after ${ms(longest)} ms`);
  if (scalesFrom !== undefined) {
    const most = SCALE * Math.max(took.get(scalesFrom)!, SCALE_MS);
    if (took.get(name)! > most) problems.add(`took ${ms(took.get(name)!)} ms, and may take ${ms(most)}`);
  }
  for (const { heap } of [held, left]) if (heap > base.heap + HEAP_MARGIN) problems.add(`${mib(heap)} MiB are held`);
  if (held.most > handlers) problems.add(`${held.most} handlers ran at a time`);
  if (left.running > 0) problems.add(`${left.running} handlers still run`);
  if (left.descriptors > base.descriptors) problems.add(`${left.descriptors - base.descriptors} connections are left`);
  return [...problems];
}

const trials: readonly Trial[] = [
  ...CLIENT_ATTACKS.map((attack) => ({
    name: attack.name,
    attack: () => attackServer(attack, ports[attack.target ?? "plaintext"]),
    closes: attack.closedBy !== "attacker",
    handlers: (attack.connections ?? 1) * (attack.handlers ?? 100),
    scalesFrom: attack.scalesFrom,
  })),
  ...SERVER_ATTACKS.map((attack) => ({
    name: `a server that sends ${attack.name}`,
    attack: () => attackClient(attack, (port) => subject.call<string>("call", port)),
    closes: true,
    handlers: 0,
    scalesFrom: undefined,
  })),
];

const failures: string[] = [];
for (const trial of trials) {
  let problems = await carryOut(trial);
  if (problems.length > 0) {
    // The machine may have had something else to do: what is wrong is wrong twice, and slow is slower than now.
    calm = await measure(() => sleep(1_000));
    print("(at rest, again)", calm, 0, 0, await subject.call<Look>("look"));
    problems = await carryOut(trial, " (again)");
  }
  failures.push(...problems.map((problem) => `${trial.name}: ${problem}`));
}

await Promise.all([subject.stop(), good.stop()]);
for (const failure of failures) console.error(failure);
const seconds = (performance.now() / 1_000).toFixed(0);
console.log(failures.length === 0 ? `${trials.length} attacks, all withstood, in ${seconds} s` : "FAILED");
process.exit(failures.length === 0 ? 0 : 1);
