import { defineConfig, type ViteUserConfig } from "vitest/config";

/** `npm run test:package`: the package as a user gets it. Nothing here resolves to src. */
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/package/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

export default config;
