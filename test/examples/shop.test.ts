import { readFile } from "node:fs/promises";
import { expect, test, vi } from "vitest";

test("the shop prints what its README says", async () => {
  const readme = await readFile("examples/shop/README.md", "utf8");
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await import("../../examples/shop/main.js");
  const printed = log.mock.calls.map(([line]) => `${line}\n`).join("");
  log.mockRestore();
  expect(printed).toBe(/```text\n(.*?)```/s.exec(readme)?.[1]);
});
