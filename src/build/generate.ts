/**
 * `npm run generate`: runs `buf generate` with the plugin from dist, in every folder of the repository that has a buf.gen.yaml, or
 * in those given: `npm run generate -- examples/shop`.
 */
import { execFileSync } from "node:child_process";
import { dirname } from "node:path";

const folders = process.argv.length > 2 ? process.argv.slice(2) : foldersWithConfig();

for (const folder of folders) {
  console.log(`buf generate in ${folder}`);
  execFileSync("buf", ["generate"], { cwd: folder, stdio: "inherit" });
}

function foldersWithConfig(): string[] {
  const args = [
    "ls-files",
    "--cached",
    "--others",
    "--exclude-standard",
    "--deduplicate",
    "buf.gen.yaml",
    "**/buf.gen.yaml",
  ];
  return execFileSync("git", args, { encoding: "utf8" }).trim().split("\n").map(dirname);
}
