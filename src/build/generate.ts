/**
 * `npm run generate`: runs `buf generate` in every folder of the repository that has a buf.gen.yaml, with the plugin from dist.
 */
import { execFileSync } from "node:child_process";
import { dirname } from "node:path";

const listing = [
  "ls-files",
  "--cached",
  "--others",
  "--exclude-standard",
  "--deduplicate",
  "buf.gen.yaml",
  "**/buf.gen.yaml",
];
const configs = execFileSync("git", listing, { encoding: "utf8" }).trim().split("\n");

for (const config of configs) {
  console.log(`buf generate: ${config}`);
  execFileSync("buf", ["generate"], { cwd: dirname(config), stdio: "inherit" });
}
