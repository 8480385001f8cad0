import { INVALID } from "../wire/errors.js";
import { describeInvalid, invalidMessage } from "./describe-invalid.js";
import { countElements, pathOf } from "./input-walk.js";
import type { Inspector } from "./inspector.js";

export const fullInspector: Inspector = {
  describeInvalid: (type, message, error) =>
    error === INVALID ? invalidMessage(type, message) : (describeInvalid(type, message) ?? error),
  pathOf,
  countElements,
};
