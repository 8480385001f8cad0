/** Processes of a test: functions that another process calls by name. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** Functions by name, with at most one argument; arguments and results are JSON. */
// biome-ignore lint/suspicious/noExplicitAny: each process has functions of its own types.
export type Commands = { readonly [name: string]: (argument?: any) => unknown };

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** Lets the process that has started this one call `commands`, and ends with it. */
export function obey(commands: Commands): void {
  process.on("message", async ({ id, name, argument }: { id: number; name: string; argument?: unknown }) => {
    try {
      process.send!({ id, result: await commands[name]!(argument) } satisfies Answer);
    } catch (error) {
      process.send!({ id, error: String(error instanceof Error ? error.stack : error) } satisfies Answer);
    }
  });
  process.on("disconnect", () => process.exit());
}

/** A process that obeys. Its end before {@link stop} fails every call of it. */
export class Remote {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  #lastId = 0;

  /** Starts the TypeScript module `file` of this folder. `nodeOptions` go to Node. */
  constructor(file: string, nodeOptions: readonly string[] = []) {
    const path = new URL(file, import.meta.url).pathname;
    this.#child = fork(path, { execArgv: ["--import", "tsx", "--expose-gc", ...nodeOptions] });
    this.#child.on("message", ({ id, result, error }: Answer) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(`${file}: ${error}`));
    });
    this.#child.on("exit", (code, signal) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${file} has ended: ${signal ?? code}`));
      this.#waiting.clear();
    });
  }

  call<Result>(name: string, argument?: unknown): Promise<Result> {
    const id = ++this.#lastId;
    return new Promise<Result>((resolve, reject) => {
      if (!this.#child.connected) reject(new Error(`${name}: the process has ended`));
      this.#waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
      this.#child.send({ id, name, argument });
    });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.disconnect();
    await ended;
  }
}
