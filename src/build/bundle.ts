/**
 * The first half of `npm run build`: empties dist, bundles the plugin into one file that starts fast, and writes
 * THIRD-PARTY-NOTICES for what it carries. The second half, tsc, adds the runtime.
 */
import { chmod, rm } from "node:fs/promises";
import { rolldown } from "rolldown";
import { thirdPartyNotices } from "./third-party-notices.js";

const file = "dist/plugin/protoc-gen-farcall.js";

await rm("dist", { recursive: true, force: true });
const bundle = await rolldown({
  input: "src/plugin/main.ts",
  platform: "node",
  // The ES modules of a package that has both: they need no wrapper.
  resolve: { mainFields: ["module", "main"] },
  plugins: [thirdPartyNotices("THIRD-PARTY-NOTICES")],
});
const { output } = await bundle.write({ file, format: "es" });
await chmod(file, 0o755);

const [chunk] = output;
const foreign = chunk.imports.filter((name) => !name.startsWith("node:"));
if (foreign.length > 0) {
  throw new Error(`${file} must stand alone, but imports ${foreign.join(", ")}`);
}
