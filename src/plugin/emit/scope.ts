import type { Code } from "../code.js";
import type { EnumValue, MessageValue } from "../model/value.js";
import { privateNames } from "./private-names.js";
import { codecOf, reference } from "./types.js";

/** The file that is emitted: what it declares itself is called directly, what others declare through their exports. */
export interface Scope {
  /** The name of the .proto file. */
  readonly file: string;
}

type Operation = "create" | "read" | "write";

/** The function that does an operation for the messages of a field. */
export function operationOf(value: MessageValue, operation: Operation, { file }: Scope): Code {
  const { type } = value;
  if (type.file === file && !value.mapped) return privateNames(type)[operation];
  return [codecOf(value), `.$${operation}`];
}

/** A call of the reader of a nested message that stands from `p` to `end`. */
export function readCall(value: MessageValue, p: string, end: string, into: Code, scope: Scope): Code {
  const depth = value.deep ? ", d - 1" : "";
  const more = into === "undefined" && depth === "" ? "" : [", ", into, depth];
  return [operationOf(value, "read", scope), `(b, ${p}, ${end}`, more, ")"];
}

/** A call of the writer of a nested message at `p`. */
export function writeCall(value: MessageValue, p: string, source: string, scope: Scope): Code {
  return [operationOf(value, "write", scope), `(b, ${p}, ${source}`, value.deep ? ", d - 1" : "", ")"];
}

/** The companion of an enum: `StatusEnum`. */
export function companionOf(value: EnumValue): Code {
  return reference(value.type, value.companion, false);
}
