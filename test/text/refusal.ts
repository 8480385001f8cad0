import { TextError } from "farcall";
import { expect } from "vitest";

/** The TextError that an action must fail with. Any other outcome, an engine's RangeError for one, fails the test. */
export function textError(action: () => unknown): TextError {
  let result: unknown;
  try {
    result = action();
  } catch (error) {
    expect(error).toBeInstanceOf(TextError);
    return error as TextError;
  }
  throw new Error(`expected a TextError, got ${String(result)}`);
}
