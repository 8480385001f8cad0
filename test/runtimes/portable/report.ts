/** What became of the suites on one platform. */
export interface Report {
  /** Whether the runtime found the methods of Node's Buffer. */
  readonly nativeText: boolean;
  /** How many tests passed, by the path of the suite. */
  readonly passed: { readonly [suite: string]: number };
  /** The tests that did not pass, with the reason. */
  readonly failed: readonly string[];
}
