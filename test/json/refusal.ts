import { JsonError } from "farcall";
import { expect } from "vitest";

/** The JsonError that an action must fail with. Any other outcome, an engine's RangeError for one, fails the test. */
export function jsonError(action: () => unknown): JsonError {
  let result: unknown;
  try {
    result = action();
  } catch (error) {
    expect(error).toBeInstanceOf(JsonError);
    return error as JsonError;
  }
  throw new Error(`expected a JsonError, got ${String(result)}`);
}
