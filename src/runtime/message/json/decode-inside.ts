import { DecodeError } from "../../wire/errors.js";
import type { JsonWriter } from "./to-json.js";

/** What `decode` returns for bytes that the message holds which is being written. */
export function decodeInside<T>(writer: JsonWriter, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw writer.error(`expected the bytes of a well-formed message: ${error.message}`, { cause: error });
  }
}
