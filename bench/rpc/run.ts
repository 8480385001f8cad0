import { existsSync } from "node:fs";
import { LineProcess } from "../line-process.js";
import type { Effort } from "./effort.js";
import { h2load } from "./h2load.js";
import type { Task } from "./program.js";
import type { ClientSample } from "./sampler.js";
import type { CallScenario, Scenario } from "./scenarios.js";
import { tools } from "./tools.js";

/** What was measured of one tool, a number for each round. Times are in microseconds: CPU time a call or message, of both sides. */
export interface Samples {
  readonly tool: string;
  readonly cpu: number[];
  /** Of unary calls, how long they take for the caller. */
  readonly p50: number[];
  readonly p99: number[];
}

/** Where programs run: Node's binary, and the folder that `prepareRpc` has filled. */
export interface Place {
  readonly binary: string;
  readonly cache: string;
}

/** Measures all tools at a scenario. */
export function measure(place: Place, scenario: Scenario, effort: Effort): Promise<Samples[]> {
  return scenario.call === "h2load"
    ? measureServers(place, scenario.inFlight, effort)
    : measureCalls(place, scenario, effort);
}

/**
 * Client and server of each are processes of their own, which take turns: in each round every tool has one,
 * and a round begins one place later than the one before, so that a machine that is slow for a while is slow for all.
 */
async function measureCalls(place: Place, scenario: CallScenario, effort: Effort): Promise<Samples[]> {
  const pairs: Pair[] = [];
  for (const tool of tools) pairs.push(await Pair.start(place, tool, scenario, effort));
  const samples = await inTurns(effort.rounds, (tool) => pairs[tool]!.sample());
  for (const pair of pairs) pair.end();
  return samples;
}

async function measureServers(place: Place, inFlight: number, effort: Effort): Promise<Samples[]> {
  const servers: ServerProcess[] = [];
  for (const tool of tools) servers.push(await ServerProcess.start(place, tool, false));
  const counts: number[] = [];
  for (const server of servers) counts.push(await warmUp(place, server, inFlight, effort));
  const samples = await inTurns(effort.rounds, async (tool) => ({
    cpu: await loaded(place, servers[tool]!, counts[tool]!, inFlight),
  }));
  for (const server of servers) server.end();
  return samples;
}

type Sample = Pick<ClientSample, "cpu" | "p50" | "p99">;

async function inTurns(rounds: number, sample: (tool: number) => Promise<Sample>): Promise<Samples[]> {
  const samples = tools.map((tool): Samples => ({ tool, cpu: [], p50: [], p99: [] }));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < tools.length; turn++) {
      const tool = (turn + round) % tools.length;
      const { cpu, p50, p99 } = await sample(tool);
      const into = samples[tool]!;
      into.cpu.push(cpu);
      if (p50 !== undefined) into.p50.push(p50);
      if (p99 !== undefined) into.p99.push(p99);
    }
  }
  return samples;
}

/** How many calls fill a sample of a server that is warm. */
async function warmUp(
  place: Place,
  server: ServerProcess,
  inFlight: number,
  { warmUpMs, warmUpCalls, sampleMs }: Effort,
): Promise<number> {
  let count = 500;
  for (;;) {
    const cpu = await loaded(place, server, count, inFlight);
    if (cpu * count >= warmUpMs * 1000 && count >= warmUpCalls)
      return Math.max(500, Math.ceil((sampleMs * 1000) / cpu));
    count *= 2;
  }
}

/** The CPU time that a server takes for one of `count` calls of h2load, in microseconds. */
async function loaded({ cache }: Place, server: ServerProcess, count: number, inFlight: number): Promise<number> {
  const before = await server.cpu();
  await h2load(server.port, `${cache}request.bin`, count, inFlight);
  return ((await server.cpu()) - before) / count;
}

/** A server, and the CPU time that it has taken. */
class ServerProcess {
  readonly port: number;
  readonly #process: LineProcess;

  static async start(place: Place, tool: string, tls: boolean): Promise<ServerProcess> {
    const process = start(place, { role: "server", tool, tls });
    return new ServerProcess(process, Number(await process.read()));
  }

  private constructor(process: LineProcess, port: number) {
    this.#process = process;
    this.port = port;
  }

  async cpu(): Promise<number> {
    return Number(await this.#process.ask("cpu"));
  }

  end(): void {
    this.#process.end();
  }
}

/** A server and its client. */
class Pair {
  readonly #server: ServerProcess;
  readonly #client: LineProcess;

  static async start(place: Place, tool: string, scenario: CallScenario, effort: Effort): Promise<Pair> {
    const server = await ServerProcess.start(place, tool, scenario.tls);
    const pair = new Pair(server, start(place, { role: "client", tool, scenario, port: server.port, effort }));
    await pair.sample();
    return pair;
  }

  private constructor(server: ServerProcess, client: LineProcess) {
    this.#server = server;
    this.#client = client;
  }

  async sample(): Promise<Sample> {
    const before = await this.#server.cpu();
    const { count, cpu, p50, p99 } = JSON.parse(await this.#client.ask("sample")) as ClientSample;
    return { cpu: (cpu + (await this.#server.cpu()) - before) / count, p50, p99 };
  }

  end(): void {
    this.#client.end();
    this.#server.end();
  }
}

/** All processes share one core: a call that runs on two pays for waking the other, which machines do at very different prices. */
const pinned: readonly string[] = existsSync("/usr/bin/taskset") ? ["/usr/bin/taskset", "--cpu-list", "0"] : [];

function start({ binary, cache }: Place, task: Task): LineProcess {
  const [program, ...args] = [...pinned, binary, `${cache}bundle/program.js`, JSON.stringify(task)];
  return new LineProcess(program!, args);
}
