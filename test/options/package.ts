import { execFile } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import tsconfig from "../../tsconfig.json" with { type: "json" };

export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** A folder for the package as it is published, as far as the plugin and programs read it, and for what is made with it. */
export const folder: string = join(root, ".cache/options");

/** The entries of the runtime, `farcall/rpc` and its like, with their paths below `src`, without an extension. */
export const entries: readonly (readonly [name: string, path: string])[] = Object.entries(
  tsconfig.compilerOptions.paths,
).map(([name, [path]]) => [name, path!.replace("./src/", "").replace(/\.ts$/, "")]);

/**
 * Builds the package into a folder that holds nothing else, and returns what the given modules of the plugin export. In its own folder,
 * since the runtime that the plugin embeds is the one that lies beside it, and tests need no build.
 */
export async function buildPlugin(...names: readonly string[]): Promise<object> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(root, "src"), join(folder, "src"));
  const plugin = join(folder, "dist/plugin");
  const input = names.map((name) => join(root, `src/plugin/${name}.ts`));
  const bundle = await rolldown({ input, platform: "node", external: /^[^./]/ });
  const maps = ["--sourceMap", "false", "--inlineSources", "false"];
  const [problems] = await Promise.all([
    tsc(["-p", "tsconfig.build.json", "--outDir", join(folder, "dist"), ...maps]),
    bundle.write({ dir: plugin }),
  ]);
  if (problems !== "") throw new Error(problems);
  const modules = names.map((name) => import(/* @vite-ignore */ pathToFileURL(join(plugin, `${name}.js`)).href));
  return Object.assign({}, ...(await Promise.all(modules)));
}

/** Runs the compiler, and returns what it says: nothing, if all is well. */
export function tsc(args: readonly string[]): Promise<string> {
  const bin = join(root, "node_modules/typescript/bin/tsc");
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { cwd: root, maxBuffer: 1 << 27 }, (_error, stdout, stderr) => {
      resolve((stdout + stderr).split(`${folder}/`).join("").split("\n").slice(0, 50).join("\n").trim());
    });
  });
}
