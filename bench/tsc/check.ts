import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What a type-check took. */
export interface Cost {
  /** Of all threads, in user and system mode. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** The largest resident set. */
  readonly peakMiB: number;
  /** The part that the compiler calls "Check time". */
  readonly checkSeconds: number;
}

/** tsc, by its release. */
const commands = {
  "5.9": ["node", "--max-old-space-size=12288", "node_modules/typescript-5.9/lib/tsc.js"],
  "7": ["node", "node_modules/typescript/bin/tsc"],
} as const;

/** A release of TypeScript. */
export type Compiler = keyof typeof commands;

/** Compiler options of a strict ESM project. */
const options = {
  target: "ES2022",
  lib: ["ES2022", "DOM"],
  types: [],
  module: "nodenext",
  strict: true,
  noEmit: true,
};

/**
 * Type-checks all of a project with a compiler, a program of its own. Throws if the compiler finds anything wrong. Needs GNU time,
 * since a process tells of the resources of its children to nobody else.
 */
export async function check(folder: string, compiler: Compiler, skipLibCheck: boolean): Promise<Cost> {
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...options, skipLibCheck }, include: ["src"] }),
  );
  const usage = join(folder, "usage");
  const tsc = [...commands[compiler], "-p", folder, "--extendedDiagnostics", "--pretty", "false"];
  const { stdout } = await run("/usr/bin/time", ["--format", "%U %S %e %M", "--output", usage, ...tsc]).catch(
    (error) => {
      throw new Error(`TypeScript ${compiler} on ${folder}: ${String(error.stdout).slice(0, 2000) || error}`);
    },
  );
  const [user, system, wall, peakKiB] = (await readFile(usage, "utf8")).split(" ").map(Number) as [
    number,
    number,
    number,
    number,
  ];
  // The line is not there if every file is skipped.
  const checkSeconds = Number(/^Check time:\s*([\d.]+)s/m.exec(stdout)?.[1] ?? 0);
  return { cpuSeconds: user + system, wallSeconds: wall, peakMiB: peakKiB / 1024, checkSeconds };
}
