import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The strictest that a project's compiler options can be. */
export const strictest: { readonly [option: string]: unknown } = {
  target: "ES2022",
  lib: ["ES2022", "DOM"],
  types: [],
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
};

/** Puts generated files into an empty `folder`. */
export async function writeFiles(
  folder: string,
  files: Iterable<readonly [path: string, content: string]>,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/**
 * Compiles the .ts files in `folder`, with `options` beside {@link strictest}. Returns what the compiler has to say: nothing, if all is
 * well.
 */
export async function compile(folder: string, options: { readonly [option: string]: unknown }): Promise<string> {
  const project = `${folder}.tsconfig.json`;
  const compilerOptions = { ...strictest, module: "nodenext", moduleResolution: "nodenext", ...options };
  await writeFile(project, JSON.stringify({ compilerOptions, include: [folder] }));
  try {
    const { stdout } = await run("node_modules/.bin/tsc", ["-p", project, "--pretty", "false"], { maxBuffer: 2 ** 28 });
    return stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout || String(error);
  }
}
