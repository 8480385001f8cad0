import { gzipSync } from "node:zlib";
import commonjsPlugin from "@rollup/plugin-commonjs";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { build } from "esbuild";
import { rollup } from "rollup";
import { minify } from "terser";

// The package's types tell of its CommonJS form alone, and Node imports the other one.
const commonjs = commonjsPlugin as unknown as typeof commonjsPlugin.default;

/** What makes a page of a module, as projects do it: for browsers, minified. */
export const bundlers: { readonly [name: string]: (entry: string) => Promise<string> } = {
  async esbuild(entry) {
    const result = await build({
      entryPoints: [entry],
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
      write: false,
      // Not this repository's, whose paths lead to the sources.
      tsconfigRaw: {},
    });
    return result.outputFiles[0]!.text;
  },
  async Rollup(entry) {
    const bundle = await rollup({
      input: entry,
      plugins: [nodeResolve({ browser: true }), commonjs()],
      logLevel: "silent",
    });
    const { output } = await bundle.generate({ format: "es" });
    return (await minify(output[0].code, { module: true, compress: { passes: 3 } })).code!;
  },
};

/** The size of a text as servers send it, in bytes. */
export function gzipped(text: string): number {
  return gzipSync(text, { level: 9 }).length;
}
