import { fieldsOf } from "../field-table.js";
import type { AnyMessageType } from "../message-type.js";
import { acceptInit } from "./accept-init.js";
import { explain } from "./explain.js";
import type { StandardSchema } from "./types.js";

/** A message type as a validator. */
export function standardSchema(type: AnyMessageType): StandardSchema<unknown, unknown> {
  // So that it fails at once for a type that has none, and not for the first value that is wrong.
  fieldsOf(type);
  return { version: 1, vendor: "farcall", validate: (value) => acceptInit(type, value) ?? explain(type, value) };
}
