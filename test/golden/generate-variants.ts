import type { GoldenCase } from "./image.js";
import { generate, requestFor } from "./run-plugin.js";
import { parametersOf } from "./variants.js";

/** What one set of options makes of a golden case. */
export interface Variant {
  /** The folder below test/golden/cases that holds the output. */
  readonly folder: string;
  /** The content of the files by their path in the folder. */
  readonly output: ReadonlyMap<string, string>;
}

/** The golden output of a case under every set of options that is due for it. */
export function variantsOf(golden: GoldenCase): Variant[] {
  const { name, files } = golden;
  return Object.entries(parametersOf(golden)).map(([folder, parameter]) => {
    // Without this the compilers of types.test.ts would skip it.
    const checked = parameter.includes("ts_nocheck=") ? parameter : `${parameter},ts_nocheck=false`;
    const output = listRuntime(generate(requestFor(files, `${checked},elide_plugin_version=true`)));
    // The folder of a case that has several files says its name already.
    return {
      folder: `${name}/${folder}`,
      output: new Map(
        [...output].map(([path, content]) => [
          path.startsWith(`${name}/`) ? path.slice(name.length + 1) : path,
          content,
        ]),
      ),
    };
  });
}

/** The output with a list of the modules of the runtime in the place of their content, which is that of src/runtime. */
function listRuntime(output: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const [runtime, own] = [true, false].map((ofRuntime) =>
    [...output].filter(([path]) => path.startsWith("farcall/") === ofRuntime),
  ) as [[string, string][], [string, string][]];
  if (runtime.length === 0) return output;
  return new Map([...own, ["runtime.txt", runtime.map(([path]) => `${path}\n`).join("")]]);
}
