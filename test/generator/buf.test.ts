import { execFile } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { cases } from "../golden/image.js";
import { generate, requestFor } from "../golden/run-plugin.js";
import { filesIn } from "./files-in.js";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

// Buf starts the plugin as a program, once for each folder or once for all, with images of its own making.
describe.concurrent.each(["directory", "all"])("buf with strategy %s", (strategy) => {
  test("writes what the plugin generates", async () => {
    const out = join(root, ".cache/buf-output", strategy);
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    const template = {
      version: "v2",
      plugins: [
        {
          local: [join(root, "node_modules/.bin/tsx"), join(root, "src/plugin/main.ts")],
          out,
          opt: ["target=ts"],
          strategy,
        },
      ],
    };
    const args = ["generate", ".", "--config", '{"version":"v2"}', "--template", JSON.stringify(template)];
    await run(join(root, "node_modules/.bin/buf"), args, { cwd: join(root, "proto/testdata") });
    const expected = generate(
      requestFor(
        cases.flatMap(({ files }) => files),
        "target=ts",
      ),
    );
    expect(filesIn(out)).toEqual(new Map([...expected].sort()));
  }, 120_000);
});
