import { deepStrictEqual } from "node:assert";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cases } from "../golden/image.js";
import { generate, requestFor } from "../golden/run-plugin.js";
import { filesIn } from "./files-in.js";

// Runs the plugin under protoc on all of proto/testdata, and fails unless it writes what it writes for the image that buf built:
//
//     tsx test/generator/with-protoc.ts python3 -m grpc_tools.protoc      (PyPI's grpcio-tools 1.76 or later)
//     tsx test/generator/with-protoc.ts protoc                            (32.0 or later, which knows edition 2024)

const [command = "protoc", ...args] = process.argv.slice(2);
const root = fileURLToPath(new URL("../..", import.meta.url));
const paths = cases.flatMap(({ files }) => files);
const folder = mkdtempSync(join(tmpdir(), "farcall-"));

try {
  const out = join(folder, "out");
  mkdirSync(out);
  execFileSync(
    command,
    [
      ...args,
      `--plugin=protoc-gen-farcall=${program()}`,
      `--farcall_out=target=ts:${out}`,
      "-I",
      ".",
      "-I",
      "..",
      "-I",
      "../third_party",
      ...paths,
    ],
    { cwd: join(root, "proto/testdata"), stdio: ["ignore", "inherit", "pipe"] },
  );
  const expected = generate(requestFor(paths, "target=ts"));
  const written = filesIn(out);
  deepStrictEqual([...written.keys()], [...expected.keys()].sort());
  const different = [...written].filter(([path, content]) => content !== expected.get(path)).map(([path]) => path);
  deepStrictEqual(different, [], "files that protoc and buf give differently");
  console.log(`protoc and buf give the same ${expected.size} files`);
} finally {
  rmSync(folder, { recursive: true });
}

/** The plugin as an executable file, since protoc starts no other. */
function program(): string {
  const path = join(folder, "protoc-gen-farcall");
  writeFileSync(path, `#!/bin/sh\nexec "${root}/node_modules/.bin/tsx" "${root}/src/plugin/main.ts"\n`);
  chmodSync(path, 0o755);
  return path;
}
