import { defineConfig } from "vitest/config";

export default defineConfig({
  // `farcall/rpc` and its like mean src/ here, as `paths` of tsconfig.json says: tests need no build.
  resolve: { tsconfigPaths: true },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // Programs with scripts of their own: `npm run conformance`, `npm run interop`, `npm run test:package`.
    exclude: ["**/node_modules/**", "**/gen/**", "test/golden/cases/**", "test/conformance/**", "test/package/**"],
  },
});
