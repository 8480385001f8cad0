import { type Code, door, global, only, TS } from "../code.js";
import type { FieldModel, Member } from "../model/message.js";
import type { ValueModel } from "../model/value.js";
import { isLong } from "./types.js";

/** The zero of a scalar or an enum. */
export function zero(value: ValueModel): Code {
  switch (value.kind) {
    case "enum":
      return String(value.zero);
    case "message":
      return "undefined";
    case "scalar":
      switch (value.scalar) {
        case "string":
          return '""';
        case "bytes":
          return door("EMPTY_BYTES");
        case "bool":
          return "false";
        default:
          if (!isLong(value.scalar)) return "0";
          return { bigint: "0n", string: '"0"', number: "0" }[value.long];
      }
  }
}

const NO_CASE = "{ case: undefined, value: undefined }";

/** The object that a reader starts from: every field, in the order of the .proto file, so that all have one shape. */
export function messageLiteral(members: readonly Member[]): Code {
  if (members.length === 0) return "{}";
  return ["{ ", members.map((member, i) => [i === 0 ? "" : ", ", member.name, ": ", memberLiteral(member)]), " }"];
}

function memberLiteral(member: Member): Code {
  return member.kind === "oneof" ? NO_CASE : fieldLiteral(member);
}

function fieldLiteral(field: FieldModel): Code {
  switch (field.cardinality) {
    case "expanded":
    case "packed":
      return "[]";
    case "map":
      return field.mapForm === "map" ? ["new ", global("Map"), "()"] : "{}";
    case "explicit":
      return "undefined";
    case "required":
      // decode refuses the message if this is still so at the end.
      return ["undefined", only(TS, " as never")];
    case "implicit":
      return zero(field.value);
  }
}
