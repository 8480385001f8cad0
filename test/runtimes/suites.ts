import { readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { nativeTextSuite } from "./native-text-suite.js";

/** Where the tests of messages are: what they hold as values, and read and write. */
const folders = [
  "src/runtime/message",
  "src/runtime/wire",
  "test/codec",
  "test/descriptors",
  "test/json",
  "test/message",
  "test/standard-schema",
  "test/text",
  "test/time",
];
const single = "test/golden/round-trip.test.ts";

/** The suites among them that cannot leave Node, and why. */
const nodeOnly: { readonly [path: string]: string } = {
  "test/codec/memory.test.ts": "asks V8 how much memory is in use",
  "test/codec/random-schema.test.ts": "runs the plugin, and imports the files that it wrote",
  "test/descriptors/protovalidate.test.ts": "runs the plugin, and imports the files that it wrote",
  "test/json/agreement-in-browsers.test.ts": "puts other modules in the place of some",
  "test/message/browser.test.ts": "puts other modules in the place of some",
  "test/descriptors/real-annotations.test.ts": "runs the plugin, and imports the files that it wrote",
  "test/descriptors/separable.test.ts": "bundles the runtime",
};

/** The paths of the suites that run on every platform. A new suite is one of them, unless it is listed above. */
export function portableSuites(root: string): string[] {
  const found = [...folders.flatMap((folder) => suitesIn(root, folder)), single].toSorted();
  for (const path of [...Object.keys(nodeOnly), nativeTextSuite]) {
    if (!found.includes(path)) throw new Error(`test/runtimes/suites.ts: there is no ${path}; change its name there`);
  }
  return found.filter((path) => nodeOnly[path] === undefined);
}

function suitesIn(root: string, folder: string): string[] {
  const paths = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return paths.filter((path) => path.endsWith(".test.ts")).map((path) => posix.join(folder, path));
}
