import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { TIMEOUT_MS, volatileHeaders } from "./contestant.js";

const run = promisify(execFile);

/** Whether there is h2load, a client of nghttp2 that is written in C and makes calls at next to no cost. */
export function hasH2load(): boolean {
  try {
    execFileSync("h2load", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Makes `count` unary calls on one connection, whose body is in the file `request`. Throws unless all succeed. */
export async function h2load(port: number, request: string, count: number, inFlight: number): Promise<void> {
  const headers = {
    "content-type": "application/grpc",
    te: "trailers",
    "grpc-timeout": `${TIMEOUT_MS}m`,
    ...volatileHeaders(),
  };
  const { stdout } = await run("h2load", [
    ...["--requests", String(count), "--clients", "1", "--max-concurrent-streams", String(inFlight)],
    ...["--window-bits", "20", "--connection-window-bits", "24", "--data", request],
    ...Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
    `http://127.0.0.1:${port}/bench.rpc.NoteService/Echo`,
  ]);
  if (!stdout.includes(` ${count} succeeded, 0 failed`)) throw new Error(`h2load: not all calls succeeded\n${stdout}`);
}
