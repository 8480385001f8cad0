import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Plugin, rolldown } from "rolldown";
import { type Configuration, configurations } from "./configurations.js";
import { hasTarget, outputs } from "./outputs.js";
import { entries, folder, root } from "./package.js";

/** What a program exports. */
export interface Program {
  readonly kinds: GeneratedModule;
  readonly part: GeneratedModule;
  readonly price: GeneratedModule;
  /** The index of the folder that `kinds` and `part` are in, with the option `barrel`. */
  readonly index?: GeneratedModule;
  readonly runtime: typeof import("farcall");
  /** Channels and servers, where both sides of a service are generated. */
  readonly node?: typeof import("farcall/node");
}

/** The exports of a generated file, by their names. */
export interface GeneratedModule {
  readonly [name: string]: unknown;
}

/** The program of a configuration that runs its TypeScript or its JavaScript. */
export interface ProgramFile {
  readonly configuration: Configuration;
  readonly form: "ts" | "js";
}

export const programs: readonly ProgramFile[] = configurations.flatMap((configuration) =>
  (["ts", "js"] as const).filter((form) => hasTarget(configuration, form)).map((form) => ({ configuration, form })),
);

/** Bundles all programs. Throws for an import that leads nowhere. */
export async function bundlePrograms(): Promise<void> {
  const input = programs.map(({ configuration: { name }, form }) => [
    `${name}-${form}`,
    join(outputs, name, form === "ts" ? "program.ts" : "program.mjs"),
  ]);
  const bundle = await rolldown({ input: Object.fromEntries(input), platform: "node", plugins: [resolver] });
  await bundle.write({
    dir: join(folder, "bundles"),
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name]-[hash].mjs",
  });
}

/** Imports a program that was bundled. */
export function importProgram({ configuration, form }: ProgramFile): Promise<Program> {
  return import(/* @vite-ignore */ pathToFileURL(join(folder, `bundles/${configuration.name}-${form}.mjs`)).href);
}

/** Resolves imports of the outputs: a TypeScript file imports TypeScript, a JavaScript file JavaScript. */
const resolver: Plugin = {
  name: "outputs",
  resolveId(source, importer) {
    if (importer === undefined) return;
    const entry = entries.find(([name]) => name === source);
    if (entry !== undefined) return join(root, "src", `${entry[1]}.ts`);
    if (!importer.startsWith(outputs) || source.startsWith("node:")) return;
    const path = source.startsWith(".") ? join(dirname(importer), source) : join(outputs, source);
    const module = `${path.replace(/\.[jt]s$/, "")}.${importer.endsWith(".ts") ? "ts" : "js"}`;
    if (!existsSync(module)) throw new Error(`${importer} imports ${source}, and there is no ${module}`);
    return module;
  },
};
