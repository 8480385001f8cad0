import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "./peers.js";

/** How a program that ran to its end did. */
export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs a program to its end; it is killed and has failed once `limitMs` have passed. */
export async function runToEnd(command: Command, limitMs: number): Promise<Outcome> {
  const child = start(command);
  const output = collectOutput(child);
  const watchdog = setTimeout(() => {
    output.push(`\nkilled: it still ran after ${limitMs} ms\n`);
    child.kill("SIGKILL");
  }, limitMs);
  const ended = await end(child);
  clearTimeout(watchdog);
  if (ended !== 0) output.push(`\nended with ${ended}\n`);
  return { ok: ended === 0, output: output.join("") };
}

/** A program that runs until it is stopped. */
export interface RunningProgram {
  /** What it has printed. */
  output(): string;
  /** Calls `look` until it finds something. Throws if the program ends before, or nothing is found for {@link START_MS}. */
  until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T>;
  /** Ends it with SIGTERM. */
  stop(): Promise<void>;
}

/** How long a program may take until it does what it was started for. */
const START_MS = 20_000;

/** Starts a program, which is not there yet: see `until`. */
export function startProgram(command: Command): RunningProgram {
  const child = start(command);
  const output = collectOutput(child);
  let verdict: string | undefined;
  const ended = end(child).then(
    (code) => {
      verdict = `has ended with ${code}`;
    },
    (error: Error) => {
      verdict = `could not be started: ${error.message}`;
    },
  );
  return {
    output: () => output.join(""),
    until: async (look) => {
      for (const limit = performance.now() + START_MS; performance.now() < limit; await sleep(10)) {
        if (verdict !== undefined) throw new Error(`${command.program} ${verdict}\n${output.join("")}`);
        const found = await look();
        if (found !== undefined) return found;
      }
      throw new Error(`${command.program} is not there after ${START_MS} ms:\n${output.join("")}`);
    },
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** A server that listens. */
export interface RunningServer extends RunningProgram {
  readonly port: number;
}

/** Starts a server and waits until it prints its port, the first group of `listening`. Throws if it ends before. */
export async function startServer(command: Command, listening: RegExp): Promise<RunningServer> {
  const program = startProgram(command);
  const port = await program.until(() => listening.exec(program.output())?.[1]);
  return { ...program, port: Number(port) };
}

function start(command: Command): ChildProcess {
  const env = { ...process.env, ...command.env };
  return spawn(command.program, command.args, { env, stdio: ["ignore", "pipe", "pipe"] });
}

function collectOutput(child: ChildProcess): string[] {
  const parts: string[] = [];
  child.stdout?.setEncoding("utf8").on("data", (part: string) => parts.push(part));
  child.stderr?.setEncoding("utf8").on("data", (part: string) => parts.push(part));
  return parts;
}

/** The exit code, or the name of the signal that ended the process. */
function end(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal ?? "no exit code"));
  });
}
