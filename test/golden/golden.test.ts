import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { variantsOf } from "./generate-variants.js";
import { cases } from "./image.js";

const root = fileURLToPath(new URL("cases/", import.meta.url));

describe.each(cases)("$name", (golden) => {
  test.each(variantsOf(golden))("generates what stands in cases/$folder", async ({ folder, output }) => {
    for (const [path, content] of output) {
      await expect(content).toMatchFileSnapshot(`${root}${folder}/${path}`);
    }
  });
});

test("every file in test/golden/cases is still generated", () => {
  const generated = new Set(
    cases.flatMap(variantsOf).flatMap(({ folder, output }) => [...output.keys()].map((path) => `${folder}/${path}`)),
  );
  const present = existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }) : [];
  const stray = present
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length).replace(/^\//, ""))
    .filter((path) => !generated.has(path));
  expect(stray, "no case generates these files any more; delete them").toEqual([]);
});
