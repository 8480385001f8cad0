import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, test } from "vitest";
import { bufConfig } from "../golden/buf-modules.js";
import { cases } from "../golden/image.js";
import { generate, requestFor } from "../golden/run-plugin.js";
import { filesIn } from "./files-in.js";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

// Buf starts the plugin as a program, once for each folder or once for all, with images of its own making.
describe.concurrent.each(["directory", "all"])("buf with strategy %s", (strategy) => {
  test("writes what the plugin generates", async ({ expect, onTestFinished }) => {
    const out = mkdtempSync(join(tmpdir(), "farcall-"));
    onTestFinished(() => rmSync(out, { recursive: true }));
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
    const args = ["generate", "proto/testdata", "--config", bufConfig, "--template", JSON.stringify(template)];
    await run(join(root, "node_modules/.bin/buf"), args, { cwd: root });
    const expected = generate(
      requestFor(
        cases.flatMap(({ files }) => files),
        "target=ts",
      ),
    );
    const written = filesIn(out);
    // buf strips what makes a MessageSet; see build-image.ts.
    expect(written.delete("message-set_pb.ts") && expected.delete("message-set_pb.ts")).toBe(true);
    expect(written).toEqual(new Map([...expected].sort()));
  }, 120_000);
});
