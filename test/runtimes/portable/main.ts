/** The program that is bundled: runs all suites on the platform that imports it. */

import { suites } from "virtual:suites";
import { type File, type Suite, startTests, type Test, type VitestRunner } from "@vitest/runner";
import { hasNativeText } from "../../../src/runtime/wire/native-text.js";
import { nativeTextSuite } from "../native-text-suite.js";
import type { Report } from "./report.js";

const runner: VitestRunner = {
  config: {
    root: "/",
    setupFiles: [],
    name: undefined,
    passWithNoTests: false,
    testNamePattern: undefined,
    allowOnly: false,
    sequence: { seed: 0, hooks: "stack", setupFiles: "list" },
    chaiConfig: undefined,
    maxConcurrency: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    retry: 0,
    includeTaskLocation: undefined,
    tags: [],
    tagsFilter: undefined,
    strictTags: true,
  },
  importFile: (path) => suites[path.slice(1)]!(),
};

/** Runs the suites. Those of the native path run only where the runtime takes it. */
export async function run(): Promise<Report> {
  const paths = Object.keys(suites).filter((path) => hasNativeText || path !== nativeTextSuite);
  const files = await startTests(
    paths.map((path) => `/${path}`),
    runner,
  );
  const failed: string[] = [];
  const passed = Object.fromEntries(files.map((file) => [file.name, countPassed(file, failed)]));
  return { nativeText: hasNativeText, passed, failed };
}

function countPassed(task: File | Suite | Test, failed: string[]): number {
  if (task.type === "test" ? task.result?.state !== "pass" : task.result?.state === "fail") {
    const errors = task.result?.errors ?? [];
    if (task.type === "test" || errors.length > 0) failed.push(`${task.fullName}\n${errors.map(describe).join("\n")}`);
  }
  if (task.type === "test") return task.result?.state === "pass" ? 1 : 0;
  return task.tasks.reduce((sum, child) => sum + countPassed(child, failed), 0);
}

function describe(error: { readonly message?: string; readonly stack?: string }): string {
  return `${error.message}\n${error.stack?.slice(0, 2000)}`;
}
