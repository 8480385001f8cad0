import { INVALID } from "../wire/errors.js";
import { invalidMessage } from "./describe-invalid.js";
import type { AnyMessageType } from "./message-type.js";

/**
 * Runs a walk over a message that throws INVALID where it comes to more than 100 levels. Then the EncodeError is thrown that names the
 * field, as encode gives it.
 */
export function boundedWalk<R>(type: AnyMessageType, message: unknown, walk: () => R): R {
  try {
    return walk();
  } catch (error) {
    throw error === INVALID ? invalidMessage(type, message) : error;
  }
}
