import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import tsconfig from "./tsconfig.json" with { type: "json" };

export default defineConfig({
  resolve: {
    // `farcall/rpc` and its like mean src/ here, as `paths` of tsconfig.json says: tests need no build. An alias says so of
    // generated files as well, which tsconfig.json does not include.
    alias: Object.entries(tsconfig.compilerOptions.paths).map(([name, [path]]) => ({
      find: new RegExp(`^${name}$`),
      replacement: fileURLToPath(new URL(path!, import.meta.url)),
    })),
  },
  test: {
    // Tests that compile or generate a lot take seconds on a busy machine; a hang is still found.
    testTimeout: 30_000,
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // Programs with scripts of their own: `npm run conformance`, `npm run interop`, `npm run test:package`.
    exclude: [
      ...["**/node_modules/**", "**/gen/**", "test/golden/cases/**", "test/conformance/**", "test/package/**"],
      // It says what it needs.
      ...(process.env["HPACK_STORIES"] === undefined ? ["test/http2/stories.test.ts"] : []),
    ],
  },
});
