/**
 * The tests of messages on other platforms: npm run test:runtimes [-- <platform>...]. They are bundled once, and the same bundle runs
 * on each, two at a time. A platform that is missing, a test that fails and a suite that ran no test all fail it.
 */
import { fileURLToPath } from "node:url";
import { bundleSuites } from "./bundle.js";
import { nativeTextSuite } from "./native-text-suite.js";
import { type Platform, platforms } from "./platforms.js";
import { portableSuites } from "./suites.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = `${root}.cache/runtimes`;
const folder = `${cache}/suites`;

const names = process.argv.slice(2);
const known = platforms.map(({ name }) => name);
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) throw new Error(`unknown platform ${unknown.join(", ")}; there are ${known.join(", ")}`);

await bundleSuites(folder);
const suites = portableSuites(root);
const queue = platforms.filter(({ name }) => names.length === 0 || names.includes(name));
let passed = 0;
let failed = 0;
await Promise.all([work(), work()]);
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;

async function work(): Promise<void> {
  for (let platform = queue.shift(); platform !== undefined; platform = queue.shift()) {
    await runOn(platform).catch((error: unknown) => {
      failed++;
      console.error(`${platform.name}: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
}

async function runOn(platform: Platform): Promise<void> {
  const started = performance.now();
  const report = await platform.run(folder, cache);
  const wrong = [...report.failed];
  if (report.nativeText !== platform.nativeText) {
    wrong.push(`the runtime ${report.nativeText ? "found" : "did not find"} the methods of Node's Buffer`);
  }
  const due = suites.filter((path) => platform.nativeText || path !== nativeTextSuite);
  wrong.push(...due.filter((path) => !report.passed[path]).map((path) => `${path}: no test ran to its end`));
  const count = Object.values(report.passed).reduce((sum, tests) => sum + tests, 0);
  const seconds = Math.round((performance.now() - started) / 1000);
  const path = report.nativeText ? "by Buffer's methods" : "by the portable path";
  console.log(`${platform.name}: ${count} tests of ${due.length} suites passed, text ${path}, ${seconds} s`);
  for (const failure of wrong) console.error(`${platform.name}: ${failure}`);
  passed += count;
  failed += wrong.length;
}
