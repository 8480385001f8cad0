/**
 * The last step of `npm run check`: makes everything anew that is generated and committed, and requires that git sees no
 * difference.
 */
import { execFileSync } from "node:child_process";

const steps = ["templates", "build", "generate", "image", "options"];
const generated = ["*.gen.ts", ":(glob)**/gen/**", "THIRD-PARTY-NOTICES", "test/golden/image.binpb", "README.md"];

for (const step of steps) {
  execFileSync("npm", ["run", "--silent", step], { stdio: "inherit" });
}
const changes = execFileSync("git", ["status", "--porcelain", "--untracked-files=all", "--", ...generated], {
  encoding: "utf8",
});
if (changes !== "") {
  const repair = steps.map((step) => `npm run ${step}`).join(" && ");
  console.error(`Generated files are out of date:\n\n${changes}\nRun \`${repair}\` and commit the result.`);
  process.exitCode = 1;
}
