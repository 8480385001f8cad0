import { execFile } from "node:child_process";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The strictest that a project's compiler options can be. */
const strictest = {
  target: "ES2022",
  lib: ["ES2022", "DOM"],
  types: [],
  module: "nodenext",
  moduleResolution: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
  skipLibCheck: false,
  rootDir: "src",
  outDir: "out",
};

/** Makes `folder` a project that depends on this package, with the given files in `src` and nothing else. */
export async function writeProject(
  folder: string,
  files: Iterable<readonly [path: string, content: string]>,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "node_modules"), { recursive: true });
  await symlink(resolve("."), join(folder, "node_modules/farcall"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  for (const [path, content] of files) {
    const file = join(folder, "src", path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/**
 * Compiles a project's `src` to `out` under the strictest flags and those given. Returns what the compiler has to say: nothing, if all
 * is well.
 */
export async function compile(folder: string, options: { readonly [option: string]: unknown } = {}): Promise<string> {
  const config = { compilerOptions: { ...strictest, ...options }, include: ["src"] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  try {
    const { stdout } = await run("node_modules/.bin/tsc", ["-p", folder, "--pretty", "false"], { maxBuffer: 2 ** 28 });
    return stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout || String(error);
  }
}
