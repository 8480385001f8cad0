import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Configuration } from "./configurations.js";
import { entries, folder, root, tsc } from "./package.js";

/** The folder that each configuration has a folder in. */
export const outputs: string = join(folder, "outputs");

/** Writes the output of a configuration, and a program for each form of it. What `ts_nocheck` would hide is compiled all the same. */
export function writeOutput(configuration: Configuration, output: ReadonlyMap<string, string>): void {
  const { name, choice } = configuration;
  const files = new Map(output);
  const type = choice["js_import_style"] === "legacy_commonjs" ? "commonjs" : "module";
  files.set("package.json", JSON.stringify({ type }));
  files.set("program.ts", programFor(choice));
  if (hasTarget(configuration, "js")) files.set("program.mjs", programFor(choice));
  for (const [path, content] of files) {
    const file = join(outputs, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, path.startsWith("farcall/") ? content : content.replace("// @ts-nocheck\n", ""));
  }
}

/** All that is generated, and the runtime that it uses. See `Program`. */
function programFor({ barrel, runtime, services }: Configuration["choice"]): string {
  const entry = (name: string): string =>
    runtime === "embed" ? `./farcall/${name}index.js` : `farcall/${name}`.replace(/\/$/, "");
  const modules = [
    ["kinds", "./every-kind/kinds_pb.js"],
    ["part", "./every-kind/part_pb.js"],
    ["price", "./every-kind/prices/price_pb.js"],
    ["runtime", entry("")],
    ...(barrel === "true" ? [["index", "./every-kind/index.js"]] : []),
    ...(services === "both" ? [["node", entry("node/")]] : []),
  ];
  return modules.map(([name, module]) => `export * as ${name} from "${module}";\n`).join("");
}

/** Whether a configuration writes `.ts`, `.js` or `.d.ts` files. */
export function hasTarget({ choice }: Configuration, target: string): boolean {
  return choice["target"]!.split("+").includes(target);
}

/** Compiles all that was written, and returns what the compiler says: nothing, if all is well. */
export async function compileOutputs(): Promise<string> {
  const compilerOptions = {
    target: "ES2022",
    lib: ["ES2023", "DOM", "ESNext.Disposable", "ESNext.Temporal"],
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
    module: "esnext",
    moduleResolution: "bundler",
    allowImportingTsExtensions: true,
    noEmit: true,
    declaration: true,
    skipLibCheck: false,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    isolatedDeclarations: true,
    erasableSyntaxOnly: true,
    paths: {
      ...Object.fromEntries(entries.map(([name, path]) => [name, [join(folder, "dist", `${path}.d.ts`)]])),
      // Where map_imports and rewrite_imports lead.
      "output-*": [join(outputs, "output-*")],
    },
  };
  const project = join(folder, "tsconfig.json");
  writeFileSync(project, JSON.stringify({ compilerOptions, include: ["outputs"] }));
  return tsc(["-p", project, "--pretty", "false"]);
}
