import { type Note, type NoteClient, noteOf } from "./contestant.js";
import type { Effort } from "./effort.js";
import type { CallScenario } from "./scenarios.js";

/** What a client measures in one sample. */
export interface ClientSample {
  /** How many calls or messages. */
  readonly count: number;
  /** CPU time of the client's process, in microseconds, user and system. */
  readonly cpu: number;
  /** How long a unary call takes for its caller, in microseconds: the middle, and 99 of 100. */
  readonly p50?: number | undefined;
  readonly p99?: number | undefined;
}

/** A function that takes one sample. The first one warms up, and finds how much fills a sample. */
export function samplerOf(client: NoteClient, scenario: CallScenario, effort: Effort): () => Promise<ClientSample> {
  const note = noteOf(scenario.text);
  const run =
    scenario.call === "echo"
      ? (count: number) => runUnary(client, note, count, scenario.inFlight)
      : (count: number) => runStream(client, scenario.call as StreamCall, note, count);
  let count = 0;
  return async () => {
    if (count === 0) count = await warmUp(run, effort);
    return run(count);
  };
}

type StreamCall = Exclude<keyof NoteClient, "echo">;

async function warmUp(run: (count: number) => Promise<ClientSample>, effort: Effort): Promise<number> {
  const sampleUs = effort.sampleMs * 1000;
  let spent = 0;
  let calls = 0;
  let count = 100;
  for (;;) {
    const { cpu } = await run(count);
    spent += cpu;
    calls += count;
    if (cpu < sampleUs / 2) count *= 2;
    else if (spent >= effort.warmUpMs * 1000 && calls >= effort.warmUpCalls) return Math.ceil((count * sampleUs) / cpu);
  }
}

async function runUnary(client: NoteClient, note: Note, count: number, inFlight: number): Promise<ClientSample> {
  const times = new Float64Array(count);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const i = next++;
      const started = performance.now();
      const answer = await client.echo(note);
      times[i] = performance.now() - started;
      if (answer.text.length !== note.text.length) throw new Error("the answer is not the request");
    }
  };
  const cpu = await cpuOf(() => Promise.all(Array.from({ length: inFlight }, worker)));
  times.sort();
  return { count, cpu, p50: times[count >> 1]! * 1000, p99: times[Math.floor(count * 0.99)]! * 1000 };
}

async function runStream(client: NoteClient, call: StreamCall, note: Note, count: number): Promise<ClientSample> {
  let received = 0;
  const cpu = await cpuOf(async () => {
    received = await client[call](note, count);
  });
  if (received !== count) throw new Error(`${received} messages have come, ${count} were sent`);
  return { count, cpu };
}

/** CPU time of this process, in microseconds. */
async function cpuOf(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
