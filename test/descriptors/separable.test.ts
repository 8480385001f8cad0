import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { afterAll, expect, test } from "vitest";
import tsconfig from "../../tsconfig.json" with { type: "json" };

const root = fileURLToPath(new URL("../..", import.meta.url));
mkdirSync(join(root, ".cache"), { recursive: true });
const folder = mkdtempSync(join(root, ".cache/separable-"));
afterAll(() => rmSync(folder, { recursive: true }));

const golden = join(root, "test/golden/cases/wkt-fields/ts/wkt-fields_pb.js");

test("a bundle that imports no descriptor carries none, and nothing that unpacks them", async () => {
  const code = await bundle("Singular");
  expect(code).toContain("testdata.wkt_fields.Singular");
  expect(code).not.toContain("wkt-fields.proto");
  expect(code).not.toContain("damaged: the descriptor");
});

test("a bundle that imports a descriptor carries it, and those that it depends on", async () => {
  const code = await bundle("file_wkt_fields");
  expect(code).toContain("wkt-fields.proto");
  expect(code).toContain("google/protobuf/timestamp.proto");
  expect(code).not.toContain("google/protobuf/compiler/plugin.proto");
});

/** What a bundler makes of a program that uses one export of a generated file. */
async function bundle(name: string): Promise<string> {
  const input = join(folder, `${name}.ts`);
  writeFileSync(input, `import { ${name} } from ${JSON.stringify(golden)};\nconsole.log(${name});\n`);
  const alias = Object.entries(tsconfig.compilerOptions.paths).map(([name, [path]]) => [name, join(root, path!)]);
  const built = await rolldown({
    input,
    platform: "neutral",
    resolve: { alias: Object.fromEntries(alias), extensionAlias: { ".js": [".ts", ".js"] } },
    treeshake: { moduleSideEffects: false },
  });
  const { output } = await built.generate({ format: "es" });
  return output[0].code;
}
