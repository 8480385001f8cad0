import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The schemas of proto/testdata as a serialized FileDescriptorSet with source info, as the pinned buf builds them. The tests read
 * the committed result, so that they need no compiler.
 *
 *     tsx test/golden/build-image.ts            writes test/golden/image.binpb
 *     tsx test/golden/build-image.ts --check    fails if the committed file is not what the schemas give
 */
export function buildImage(): Uint8Array {
  // An empty configuration makes proto/testdata a module of its own, whatever buf.yaml stands above it.
  return execFileSync(
    pathOf("../../node_modules/.bin/buf"),
    ["build", ".", "--config", '{"version":"v2"}', "--as-file-descriptor-set", "--output", "-#format=binpb"],
    { cwd: pathOf("../../proto/testdata"), maxBuffer: 1 << 26 },
  );
}

function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = pathOf("image.binpb");
  const built = buildImage();
  if (!process.argv.includes("--check")) {
    writeFileSync(path, built);
  } else if (!readFileSync(path).equals(built)) {
    console.error("test/golden/image.binpb is not what proto/testdata gives; run: npx tsx test/golden/build-image.ts");
    process.exitCode = 1;
  }
}
