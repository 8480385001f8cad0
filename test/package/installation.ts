import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** What a program did. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder outside the repository with examples/shop in it. */
export interface Project {
  readonly folder: string;
  /** Runs a program in {@link folder}, with the binaries of the installed package first on the path. */
  run(program: string, args: readonly string[], input?: string): Promise<Outcome>;
}

/** The tarball, installed into a folder of its own outside the repository, and examples/shop beside it as its user. */
export interface Installation extends Project {
  readonly tarball: string;
  /** The paths of the files in the tarball. */
  readonly files: readonly string[];
  /** A project where nothing is installed, with the code of the example as `edit` changes it. */
  beside(edit: (text: string) => string): Promise<Project>;
}

/** Packs the package as `npm publish` does and installs it. Nothing comes from the registry, since it has no dependency. */
export async function install(): Promise<Installation> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "farcall-package-")));
  const packed = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], root);
  const [{ filename, files }] = JSON.parse(packed.stdout) as [{ filename: string; files: { path: string }[] }];
  const tarball = join(folder, filename);

  await copyShop(folder);
  await cp(join(root, "test/package/consumer"), folder, { recursive: true });
  // As examples/shop/README.md tells whoever takes the example along.
  await writeFile(join(folder, "buf.gen.yaml"), "version: v2\nplugins:\n  - local: protoc-gen-farcall\n    out: gen\n");
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
  await mkdir(join(folder, "node_modules"));
  const installed = await run("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], folder);
  if (installed.code !== 0) {
    throw new Error(installed.stderr);
  }
  return {
    folder,
    tarball,
    files: files.map(({ path }) => path),
    run: (program, args, input) => run(program, args, folder, input),
    async beside(edit) {
      const project = await realpath(await mkdtemp(join(tmpdir(), "farcall-project-")));
      await copyShop(project);
      await writeFile(join(project, "package.json"), JSON.stringify({ name: "alone", private: true, type: "module" }));
      for (const file of (await readdir(project)).filter((name) => name.endsWith(".ts"))) {
        const path = join(project, file);
        await writeFile(path, edit(await readFile(path, "utf8")));
      }
      return { folder: project, run: (program, args, input) => run(program, args, project, input) };
    },
  };
}

async function copyShop(folder: string): Promise<void> {
  await cp(join(root, "examples/shop"), folder, {
    recursive: true,
    filter: (path) => !/\/(gen|README\.md)$/.test(path),
  });
}

function run(program: string, args: readonly string[], cwd: string, input?: string): Promise<Outcome> {
  const path = [join(cwd, "node_modules/.bin"), join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter);
  // Nothing of the npm that runs this script reaches the one that it starts.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|VITEST)/.test(name));
  const env = { ...Object.fromEntries(inherited), PATH: path };
  return new Promise((resolve) => {
    const child = execFile(program, args, { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, stdout, stderr });
    });
    child.stdin?.end(input);
  });
}
