import { DecodeError, EncodeError } from "farcall";
import { expect } from "vitest";

/** The error that an action must fail with. Any other outcome, an engine's RangeError for one, fails the test. */
function refusal<E extends Error>(kind: abstract new (...args: never[]) => E, action: () => unknown): E {
  let result: unknown;
  try {
    result = action();
  } catch (error) {
    expect(error).toBeInstanceOf(kind);
    return error as E;
  }
  throw new Error(`expected a ${kind.name}, got ${String(result)}`);
}

/** The DecodeError that decoding must fail with. */
export function decodeError(action: () => unknown): DecodeError {
  return refusal(DecodeError, action);
}

/** The EncodeError that encoding must fail with. */
export function encodeError(action: () => unknown): EncodeError {
  return refusal(EncodeError, action);
}
