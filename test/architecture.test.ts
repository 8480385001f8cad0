import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Project } from "ts-morph";
import { expect, test } from "vitest";
import tsconfig from "../tsconfig.json" with { type: "json" };

/** Where a file of the project may import from: folders or files below the same root, and packages as they are imported. */
interface Rule {
  readonly paths?: readonly string[];
  readonly packages?: readonly (string | RegExp)[];
}

const door = "src/runtime/codegen/v1.ts";
const runtime = (...folders: string[]) => folders.map((folder) => `src/runtime/${folder}`);
const belowNode = runtime("wire", "message", "rpc", "http2", "protocol", "channel", "wkt", "services");

/**
 * Who may import whom, the most specific path first: the first entry that a file's path begins with is its rule. Every file may
 * import its own folder, as far as the entry names one.
 */
const rules: readonly (readonly [path: string, rule: Rule])[] = [
  ["src/runtime/wire/", {}],
  ["src/runtime/message/", { paths: runtime("wire") }],
  ["src/runtime/rpc/", { paths: runtime("message") }],
  // Its own text, and the port that it stands under: an engine of bytes knows neither calls nor sockets.
  ["src/runtime/http2/", { paths: runtime("rpc/transport.ts", "wire/short-ascii.ts") }],
  // Framing is where a message becomes bytes; a protocol needs no more of messages.
  ["src/runtime/protocol/", { paths: runtime("rpc", "wire", "message/framing.ts", "message/message-type.ts") }],
  ["src/runtime/channel/", { paths: runtime("rpc") }],
  ["src/runtime/wkt/", { paths: [door, ...runtime("message")] }],
  ["src/runtime/descriptor/", { paths: runtime("message", "wkt") }],
  [
    "src/runtime/protobuf-es/",
    { paths: runtime("message", "descriptor", "wkt"), packages: [/^@bufbuild\/protobuf(\/|$)/] },
  ],
  ["src/runtime/dynamic/", { paths: runtime("wire", "message", "rpc", "wkt") }],
  ["src/runtime/services/", { paths: [door, ...runtime("message", "rpc", "channel", "wkt")] }],
  ["src/runtime/node/", { paths: belowNode, packages: [/^node:/] }],
  ["src/runtime/web/", { paths: belowNode }],
  ["src/runtime/testing/", { paths: belowNode }],
  ["src/runtime/otel/", { paths: runtime("rpc"), packages: ["@opentelemetry/api"] }],
  ["src/runtime/prometheus/", { paths: runtime("rpc"), packages: ["prom-client"] }],
  ["src/runtime/codegen/", { paths: runtime("wire", "message", "rpc") }],
  ["src/runtime/inspect.ts", { paths: runtime("message") }],
  ["src/runtime/standard-schema.ts", { paths: runtime("message") }],
  ["src/runtime/index.ts", { paths: runtime("wire", "message", "descriptor", "dynamic") }],
  ["src/plugin/schema/", { paths: ["src/plugin/plugin-error.ts"] }],
  ["src/plugin/model/", { paths: ["src/plugin/plugin-error.ts", "src/plugin/schema"] }],
  [
    "src/plugin/emit/",
    { paths: ["src/plugin/model", "src/plugin/code.ts", "src/plugin/print.ts", "src/plugin/fragments.gen.ts"] },
  ],
  ["src/plugin/", { paths: ["package.json"], packages: ["@bufbuild/protoplugin", "fastest-levenshtein", /^node:/] }],
  ["src/build/", { paths: ["src/plugin"], packages: [/./] }],
  ["templates/", { paths: [door] }],
];

test("nothing imports what the architecture keeps from it", () => {
  const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
  project.addSourceFilesAtPaths(["src/**/*.ts", "templates/**/*.ts", "!**/*.test.ts"]);
  expect(violations(project, fileURLToPath(new URL("..", import.meta.url)))).toEqual([]);
});

test("a forbidden import is found, whatever its form", () => {
  const project = new Project({ useInMemoryFileSystem: true });
  const files = {
    "src/runtime/rpc/index.ts": 'import "../message/message.js"; import "../wire/reader.js";',
    "src/runtime/message/message.ts": 'export * from "../wire/reader.js"; export * from "farcall/rpc";',
    "src/runtime/wire/reader.ts": 'export const zlib = await import("node:zlib"); import "./writer.js";',
    "src/runtime/wire/writer.ts": 'export type Long = import("long").Long;',
    "src/runtime/node/socket.ts": 'import "node:net"; import "ws";',
    "src/runtime/odd.ts": "",
    "src/plugin/model/file.ts":
      'import "@bufbuild/protobuf/wkt"; import "@bufbuild/protoplugin"; import "../print.js";',
    "src/plugin/print.ts": 'import "../build/compile-templates.js"; import "ts-morph";',
    "src/build/compile-templates.ts": 'import "ts-morph";',
    "templates/message/shape.ts": 'import { Reader } from "../../src/runtime/wire/reader.js"; import "../holes.js";',
    "templates/holes.ts": "",
  };
  for (const [path, text] of Object.entries(files)) project.createSourceFile(`/${path}`, text);
  expect(violations(project, "/")).toEqual([
    "src/plugin/model/file.ts must not import @bufbuild/protobuf/wkt",
    "src/plugin/model/file.ts must not import @bufbuild/protoplugin",
    "src/plugin/model/file.ts must not import src/plugin/print.ts",
    "src/plugin/print.ts must not import src/build/compile-templates.ts",
    "src/plugin/print.ts must not import ts-morph",
    "src/runtime/message/message.ts must not import src/runtime/rpc/index.ts",
    "src/runtime/node/socket.ts must not import ws",
    "src/runtime/odd.ts lies in no folder that the rules know; give it a place in test/architecture.test.ts",
    "src/runtime/rpc/index.ts must not import src/runtime/wire/reader.ts",
    "src/runtime/wire/reader.ts must not import node:zlib",
    "src/runtime/wire/writer.ts must not import long",
    "templates/message/shape.ts must not import src/runtime/wire/reader.ts",
  ]);
});

test("generated code imports the door, the well-known types and its own kind alone", () => {
  const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
  const files = project.addSourceFilesAtPaths([
    "test/golden/cases/*/{ts,ts-*}/**/*.ts",
    "test/golden/cases/*/js/**/*.d.ts",
  ]);
  const imports = files.flatMap((file) => file.getImportStringLiterals().map((literal) => literal.getLiteralValue()));
  expect(imports).toContain("farcall/codegen/v1");
  // The runtime comes from the package, or from beside the output.
  const allowed = /^(farcall\/codegen\/v1|farcall\/wkt|\.{1,2}\/(.*_pb|(.*\/)?farcall\/(codegen\/v1|wkt\/index))\.js)$/;
  expect(imports.filter((name) => !allowed.test(name))).toEqual([]);
});

/** One line for each import that the rules do not allow. */
function violations(project: Project, root: string): string[] {
  const found: string[] = [];
  for (const file of project.getSourceFiles()) {
    const from = relative(root, file.getFilePath());
    const entry = rules.find(([path]) => from.startsWith(path));
    if (entry === undefined) {
      found.push(`${from} lies in no folder that the rules know; give it a place in test/architecture.test.ts`);
      continue;
    }
    const [home, { paths = [], packages = [] }] = entry;
    for (const literal of file.getImportStringLiterals()) {
      const name = literal.getLiteralValue();
      const target = resolve(from, name);
      const allowed =
        target === undefined
          ? packages.some((pattern) => (typeof pattern === "string" ? pattern === name : pattern.test(name)))
          : [home, ...paths].some((path) => isWithin(target, path));
      if (!allowed) found.push(`${from} must not import ${target ?? name}`);
    }
  }
  return found.sort();
}

/** The path of the file that an import means, or `undefined` if it means a package from elsewhere. */
function resolve(from: string, name: string): string | undefined {
  const own: { readonly [name: string]: string[] | undefined } = tsconfig.compilerOptions.paths;
  const target = name.startsWith(".") ? join(dirname(from), name) : own[name]?.[0];
  return target === undefined ? undefined : normalize(target).replace(/\.js$/, ".ts");
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
