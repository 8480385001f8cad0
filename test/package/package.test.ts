import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { type Installation, install, root } from "./installation.js";

const plugin = "protoc-gen-farcall";
const entries = Object.keys(manifest.exports)
  .filter((path) => !path.endsWith(".json"))
  .map((path) => path.replace(".", "farcall"));

let installation: Installation;

beforeAll(async () => {
  installation = await install();
  const generated = await installation.run("buf", ["generate"]);
  expect(generated).toEqual({ code: 0, stdout: "", stderr: "" });
});

afterAll(() => rm(installation.folder, { recursive: true, force: true }));

describe("the tarball", () => {
  test("holds what runs, its declarations, source maps and sources, and the legal files", () => {
    const runtime = installation.files.filter((path) => path.startsWith("dist/runtime/"));
    expect(runtime.filter((path) => !/\.(js|js\.map|d\.ts)$/.test(path))).toEqual([]);
    expect(runtime.filter((path) => /\.test\./.test(path))).toEqual([]);
    const sources = installation.files.filter((path) => path.startsWith("src/runtime/"));
    expect(sources.map((path) => path.replace(/^src(.*)ts$/, "dist$1js")).sort()).toEqual(
      runtime.filter((path) => path.endsWith(".js")).sort(),
    );
    const rest = installation.files.filter((path) => !runtime.includes(path) && !sources.includes(path));
    expect(rest.sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "THIRD-PARTY-NOTICES",
      "dist/plugin/protoc-gen-farcall.js",
      "package.json",
      "proto/farcall/options.proto",
    ]);
  });

  test("brings no other package along", async () => {
    const installed = await readdir(join(installation.folder, "node_modules"));
    expect(installed.filter((name) => !name.startsWith("."))).toEqual(["farcall"]);
  });

  test("has nothing that publint would change", async () => {
    const { code, stdout, stderr } = await installation.run("publint", ["run", installation.tarball, "--strict"]);
    expect(code, stdout + stderr).toBe(0);
  });

  test("has types that fit its modules, for Node and for bundlers", async () => {
    const args = [installation.tarball, "--profile", "esm-only", "--exclude-entrypoints", "./package.json"];
    const { code, stdout, stderr } = await installation.run("attw", args);
    expect(code, stdout + stderr).toBe(0);
  });
});

describe.each(["typescript-5.4", "typescript-5.9", "typescript"])("%s", (compiler) => {
  const tsc = join(root, "node_modules", compiler, "bin/tsc");
  const strict = {
    target: "ES2022",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    noImplicitOverride: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    skipLibCheck: false,
    ...(compiler === "typescript-5.4" ? {} : { isolatedDeclarations: true, erasableSyntaxOnly: true }),
    declaration: true,
  };
  const node = { lib: ["ES2023"], types: ["node"], typeRoots: [join(root, "node_modules/@types")] };
  const neutral = { lib: ["ES2022", "DOM", "DOM.Iterable"], types: [] };

  test.each([
    ["a Node project with nodenext", "main.ts", { ...node, module: "nodenext", moduleResolution: "nodenext" }],
    ["a Node project with bundler", "main.ts", { ...node, module: "esnext", moduleResolution: "bundler" }],
    [
      "a project of any platform with nodenext",
      "entries.ts",
      { ...neutral, module: "nodenext", moduleResolution: "nodenext" },
    ],
    [
      "a project of any platform with bundler",
      "entries.ts",
      { ...neutral, module: "esnext", moduleResolution: "bundler" },
    ],
  ])("type-checks %s under the strict flags", async (name, file, flags) => {
    const outDir = `out/${compiler}/${name.replaceAll(" ", "-")}`;
    const project = `${outDir.replaceAll("/", "-")}.json`;
    const config = { compilerOptions: { ...strict, ...flags, outDir, rootDir: "." }, files: [file] };
    await writeFile(join(installation.folder, project), JSON.stringify(config));
    expect(await installation.run("node", [tsc, "-p", project])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("compiles a program that makes all four kinds of call", async () => {
    const compiled = `out/${compiler}/a-Node-project-with-nodenext/main.js`;
    const { code, stdout, stderr } = await installation.run("node", [compiled]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^The shop is open\.\n.*\nThe shop has closed\.\n$/s);
    expect(code).toBe(0);
  });
});

test("generated .ts files run as they are where Node strips types", async () => {
  const config = { version: "v2", plugins: [{ local: plugin, out: "gen-ts", opt: ["import_extension=ts"] }] };
  const generated = await installation.run("buf", ["generate", "--template", JSON.stringify(config)]);
  expect(generated).toEqual({ code: 0, stdout: "", stderr: "" });
  const newer = `node-${process.platform}-${process.arch}@24.9.0`;
  const { code, stdout, stderr } = await installation.run("npx", ["-y", "-p", newer, "-c", "node stripped.ts"]);
  expect(stdout, stderr).toBe("v24.9.0 o-1 c-1\n");
  expect(code).toBe(0);
});

describe("the shop with runtime=embed, where no package is installed", () => {
  const newer = `node-${process.platform}-${process.arch}@24.9.0`;
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const typeRoots = join(root, "node_modules/@types");
  const flags = `--module nodenext --target es2022 --lib es2023 --strict --types node --typeRoots ${typeRoots}`;
  const compiled = ["node", tsc, ..."--outDir out --rootDir .".split(" "), ...flags.split(" "), "main.ts"];

  test.each<[what: string, options: string[], compile: string[], run: string[]]>([
    ["TypeScript that is compiled", [], compiled, ["node", "out/main.js"]],
    ["JavaScript with declarations", ["target=js+dts"], [...compiled, "--outDir", "."], ["node", "main.js"]],
    [
      "TypeScript that Node strips of its types",
      ["import_extension=ts"],
      ["node", tsc, "--noEmit", "--allowImportingTsExtensions", ...flags.split(" "), "main.ts"],
      ["npx", "-y", "-p", newer, "-c", "node --no-warnings main.ts"],
    ],
  ])("runs as %s", async (_, options, compile, run) => {
    const extension = options.includes("import_extension=ts") ? "ts" : "js";
    const alone = await installation.beside((text) =>
      text
        .replace(/"farcall\/(node|rpc)"/g, `"./gen/farcall/$1/index.js"`)
        .replace(/(?<=from "\..*)\.js(?=")/g, `.${extension}`),
    );
    onTestFinished(() => rm(alone.folder, { recursive: true, force: true }));
    const program = join(installation.folder, "node_modules/.bin", plugin);
    const config = { version: "v2", plugins: [{ local: program, out: "gen", opt: ["runtime=embed", ...options] }] };
    const done = { code: 0, stdout: "", stderr: "" };
    expect(await alone.run("buf", ["generate", "--template", JSON.stringify(config)])).toEqual(done);
    expect(await alone.run(compile[0]!, compile.slice(1))).toEqual(done);
    const { code, stdout, stderr } = await alone.run(run[0]!, run.slice(1));
    expect(stdout, stderr).toMatch(/^The shop is open\.\n.*\nThe shop has closed\.\n$/s);
    expect(code).toBe(0);
  });
});

test("every entry can be required, and is the same module as the imported one", async () => {
  // What farcall/protobuf-es wants beside it.
  await mkdir(join(installation.folder, "node_modules/@bufbuild"));
  const peer = "node_modules/@bufbuild/protobuf";
  await symlink(join(root, peer), join(installation.folder, peer));
  const { code, stdout, stderr } = await installation.run("node", ["require.cjs"]);
  expect(stderr).toBe("");
  expect(stdout.trim().split("\n")).toEqual(entries);
  expect(code).toBe(0);
});

describe("the plugin", () => {
  test("tells its version", async () => {
    const expected = { code: 0, stdout: `${plugin} v${manifest.version}\n`, stderr: "" };
    expect(await installation.run(plugin, ["--version"])).toEqual(expected);
  });

  test("explains itself and its options with --help", async () => {
    const { code, stdout } = await installation.run(plugin, ["--help"]);
    expect(stdout).toContain("buf.gen.yaml");
    expect(stdout).toContain("services=both|client|server|none");
    expect(code).toBe(0);
  });

  test("refuses an argument in one line", async () => {
    const stderr = `${plugin}: argument "--out" is unknown; options go into buf.gen.yaml or --farcall_opt, see --help\n`;
    expect(await installation.run(plugin, ["--out"])).toEqual({ code: 1, stdout: "", stderr });
  });

  test("refuses what is no request in one line", async () => {
    const { code, stdout, stderr } = await installation.run(plugin, [], "hello");
    expect(stderr).toMatch(/^protoc-gen-farcall: stdin does not hold a CodeGeneratorRequest \(.+\).*\n$/);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });

  test("tells buf's user of a wrong option in one line", async () => {
    const config = { version: "v2", plugins: [{ local: plugin, out: "unused", opt: ["servces=client"] }] };
    const { code, stderr } = await installation.run("buf", ["generate", "--template", JSON.stringify(config)]);
    expect(stderr).toMatch(/^.*option "servces" is unknown; did you mean "services"\?\n$/);
    expect(code).not.toBe(0);
  });

  test("loads no TypeScript compiler", async () => {
    const bundle = await readFile(
      join(installation.folder, "node_modules/farcall/dist/plugin/protoc-gen-farcall.js"),
      "utf8",
    );
    expect(bundle).not.toMatch(/from "typescript"|node_modules\/(typescript|ts-morph)\//);
  });
});
