import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** A process that answers lines with lines. */
export class LineProcess {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  constructor(binary: string, args: readonly string[]) {
    this.#process = spawn(binary, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** Sends a line and gives the next one that comes. Throws if the process has ended. */
  ask(line: string): Promise<string> {
    this.#process.stdin.write(`${line}\n`);
    return this.read();
  }

  /** The next line. Throws if the process has ended. */
  async read(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("a process that measures a tool has ended: see above");
    return value;
  }

  /** Tells the process that no line follows, upon which it ends. */
  end(): void {
    this.#process.stdin.end();
  }
}
