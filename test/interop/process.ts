import { type ChildProcess, spawn } from "node:child_process";
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

/** A server that runs, and what it has printed. */
export interface RunningServer {
  readonly port: number;
  output(): string;
  /** Ends it with SIGTERM. */
  stop(): Promise<void>;
}

/** Starts a server and waits until it prints its port, the first group of `listening`. Throws if it ends before. */
export async function startServer(command: Command, listening: RegExp): Promise<RunningServer> {
  const child = start(command);
  const output = collectOutput(child);
  const ended = end(child);
  const port = await new Promise<number>((resolve, reject) => {
    const look = (): void => {
      const found = listening.exec(output.join(""))?.[1];
      if (found !== undefined) resolve(Number(found));
    };
    child.stdout?.on("data", look);
    child.stderr?.on("data", look);
    ended.then((code) => reject(new Error(`${command.program} ended with ${code}:\n${output.join("")}`)), reject);
  });
  return {
    port,
    output: () => output.join(""),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
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
