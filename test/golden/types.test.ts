import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import tsconfig from "../../tsconfig.json" with { type: "json" };

const root = fileURLToPath(new URL("../..", import.meta.url));
mkdirSync(join(root, ".cache"), { recursive: true });
const scratch = mkdtempSync(join(root, ".cache/golden-types-"));
const declarations = join(scratch, "runtime");

const strict = {
  target: "ES2022",
  lib: ["ES2023", "DOM", "DOM.Iterable", "ESNext.Disposable"],
  types: [],
  noEmit: true,
  declaration: true,
  skipLibCheck: false,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  // As a user's project finds farcall: by its declarations.
  paths: Object.fromEntries(
    Object.entries(tsconfig.compilerOptions.paths).map(([name, [path]]) => [
      name,
      [path!.replace("./src/runtime", declarations).replace(/\.ts$/, ".d.ts")],
    ]),
  ),
};

/** Where the types of Temporal come from: TypeScript 5 has none. */
const polyfill = [join(root, "test/golden/temporal.d.ts")];

const compilers = [
  { compiler: "typescript-5.4", flags: {}, temporal: polyfill },
  { compiler: "typescript-5.9", flags: { isolatedDeclarations: true, erasableSyntaxOnly: true }, temporal: polyfill },
  {
    compiler: "typescript",
    flags: { isolatedDeclarations: true, erasableSyntaxOnly: true, lib: [...strict.lib, "ESNext.Temporal"] },
    temporal: [],
  },
];

const resolutions = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "esnext", moduleResolution: "bundler" },
];

beforeAll(async () => {
  // Errors in the runtime itself are reported by `npm run check`.
  await tsc("typescript", [
    ...["-p", "tsconfig.build.json", "--outDir", scratch],
    ...["--emitDeclarationOnly", "--declarationMap", "false", "--sourceMap", "false", "--inlineSources", "false"],
  ]);
  if (!existsSync(join(declarations, "codegen/v1.d.ts"))) {
    throw new Error("tsc wrote no declarations of src/runtime");
  }
}, 60_000);

afterAll(() => rmSync(scratch, { recursive: true }));

describe.concurrent.each(compilers)("$compiler", ({ compiler, flags, temporal }) => {
  test.each(resolutions)(
    "accepts all golden output and its use under the strictest flags, with moduleResolution $moduleResolution",
    async ({ module, moduleResolution }) => {
      const project = join(scratch, `${compiler}-${moduleResolution}.json`);
      const golden = join(root, "test/golden");
      const config = {
        compilerOptions: { ...strict, ...flags, module, moduleResolution },
        include: [join(golden, "cases"), join(golden, "usage"), ...temporal],
        // What has the runtime beside it is compiled with it, by test/package.
        exclude: [join(golden, "cases/*/ts-embed")],
      };
      writeFileSync(project, JSON.stringify(config));
      expect(await tsc(compiler, ["-p", project, "--pretty", "false"])).toBe("");
    },
    180_000,
  );
});

test("the compiler skips no golden output but that of ts_nocheck", () => {
  const cases = join(root, "test/golden/cases");
  const skipped = readdirSync(cases, { recursive: true, encoding: "utf8" }).filter(
    (path) => /\.(ts|js)$/.test(path) && readFileSync(join(cases, path), "utf8").includes("\n// @ts-nocheck"),
  );
  expect(skipped).toEqual(["scalars-proto3/ts-nocheck/scalars-proto3_pb.ts"]);
});

/** What the compiler prints: nothing, if all is well. */
function tsc(compiler: string, args: readonly string[]): Promise<string> {
  const bin = join(root, "node_modules", compiler, "bin/tsc");
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { cwd: root, maxBuffer: 1 << 27 }, (_error, stdout, stderr) => {
      resolve((stdout + stderr).split(`${root}/`).join("").split("\n").slice(0, 100).join("\n").trim());
    });
  });
}
