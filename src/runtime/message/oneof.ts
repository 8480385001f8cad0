import { INVALID } from "../wire/errors.js";

/** Whether a oneof that is to be written holds a member. */
export function isChosen(oneof: { readonly case?: string | undefined }): boolean {
  if (typeof oneof !== "object") throw INVALID;
  return oneof.case !== undefined;
}
