import { readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Plugin, rolldown } from "rolldown";
import { globSync } from "tinyglobby";
import { portableSuites } from "./suites.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const portable = `${root}test/runtimes/portable`;
const golden = `${root}test/golden`;

/**
 * Bundles the suites into ES modules that run on any platform. What tests take from vitest, from node: and from the disk comes from
 * test/runtimes/portable and from the bundle itself; farcall is bundled as it is.
 *
 * @throws Error if a suite imports something else of node:, which a browser has not.
 */
export async function bundleSuites(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const bundle = await rolldown({
    input: `${portable}/main.ts`,
    platform: "browser",
    // package.json says that modules have no side effects; those of tests do: they define tests.
    treeshake: false,
    tsconfig: `${root}tsconfig.json`,
    resolve: {
      alias: {
        vitest: `${portable}/vitest.ts`,
        "node:util": `${portable}/node-util.ts`,
        "node:vm": `${portable}/node-vm.ts`,
      },
    },
    transform: { inject: { Buffer: [`${portable}/buffer.ts`, "Buffer"] } },
    plugins: [
      module("suites", "virtual:suites", () =>
        modulesByKey(
          "suites",
          portableSuites(root).map((path) => [path, root + path]),
        ),
      ),
      module("image", `${golden}/image-bytes.ts`, imageBytes),
      module("goldens", `${golden}/import-golden.ts`, importGolden),
    ],
    onLog(level, log, handler) {
      handler(log.code === "UNRESOLVED_IMPORT" ? "error" : level, log);
    },
  });
  const { output } = await bundle.write({ dir: folder, format: "es", entryFileNames: "main.js" });
  const foreign = output.flatMap((chunk) =>
    chunk.type === "chunk" ? [...chunk.imports, ...chunk.dynamicImports] : [],
  );
  const missing = foreign.filter((name) => !output.some(({ fileName }) => fileName === name));
  if (missing.length > 0) {
    throw new Error(
      `a suite of test/runtimes/suites.ts imports ${missing.join(", ")}: take it from elsewhere, or list it there`,
    );
  }
}

/** A plugin that puts `content` in the place of the module `id`. */
function module(name: string, id: string, content: () => string | Promise<string>): Plugin {
  return {
    name,
    resolveId: (source) => (source === id ? id : null),
    load: (loaded) => (loaded === id ? Promise.resolve(content()) : null),
  };
}

function modulesByKey(name: string, paths: readonly (readonly [key: string, path: string])[]): string {
  const entries = paths.map(([key, path]) => `${JSON.stringify(key)}: () => import(${JSON.stringify(path)}),`);
  return `export const ${name} = {\n${entries.join("\n")}\n};\n`;
}

async function imageBytes(): Promise<string> {
  const base64 = (await readFile(`${golden}/image.binpb`)).toString("base64");
  return `export const imageBytes = Uint8Array.from(atob("${base64}"), (char) => char.charCodeAt(0));\n`;
}

function importGolden(): string {
  const paths = globSync("cases/*/{ts,ts-map,ts-no-json,js}/**/*_pb.{ts,js}", { cwd: golden });
  const modules = modulesByKey(
    "modules",
    paths.map((path) => [path, `${golden}/${path}`]),
  );
  return `${modules}
export function importGolden(name, file, form) {
  const path = file.startsWith(name + "/") ? file.slice(name.length + 1) : file;
  return modules["cases/" + name + "/" + form + "/" + path.replace(/\\.proto$/, "_pb." + form.slice(0, 2))]();
}
`;
}
