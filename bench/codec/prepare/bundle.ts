import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type InputOptions, rolldown } from "rolldown";
import { globSync } from "tinyglobby";

const tsconfig = fileURLToPath(new URL("../../../tsconfig.json", import.meta.url));

/**
 * Makes plain JavaScript of `program`, and of what each tool has generated one module, in `cache`/bundle. What comes from npm is not part of
 * them, nor is farcall's runtime: both are imported from where they are installed, as users do.
 */
export async function bundle(cache: string, tools: readonly string[], program: string): Promise<void> {
  const modules = Object.fromEntries(tools.map((tool) => [tool, entryOf(cache, tool)]));
  await write(cache, { input: { ...modules, program }, external: /^[^./]/ });
}

/** The same of `program` and of farcall, as the module `alone`, which imports nothing: one can have several instances of it. */
export async function bundleAlone(cache: string, program: string): Promise<void> {
  const input = { alone: entryOf(cache, "farcall"), count: program };
  await write(cache, { input, external: /^node:/, tsconfig });
}

/** A module that exports what all modules of a folder export. Names that two of them have are none of a message. */
function entryOf(cache: string, tool: string): string {
  const file = `${cache}${tool}.entry.js`;
  const modules = globSync("**/*.{ts,js}", { cwd: `${cache}${tool}` }).toSorted();
  const specifiers = modules.map((path) => JSON.stringify(`./${tool}/${path.replace(/\.ts$/, ".js")}`));
  writeFileSync(file, specifiers.map((specifier) => `export * from ${specifier};\n`).join(""));
  return file;
}

async function write(cache: string, options: InputOptions): Promise<void> {
  // Of several exports of the same name none remains, which rolldown warns of.
  const common: InputOptions = {
    platform: "node",
    logLevel: "silent",
    resolve: { extensionAlias: { ".js": [".js", ".ts"] } },
  };
  const result = await rolldown({ ...common, ...options });
  await result.write({ dir: `${cache}bundle`, format: "es", chunkFileNames: "[name].js" });
}
