import { type Code, type CodeNode, door, global } from "../code.js";
import type { Docs, FieldModel, Member, OneofModel } from "../model/message.js";
import type { TimeType } from "../model/time.js";
import type { MessageValue, ScalarName, TypeReference, ValueModel } from "../model/value.js";
import { stringLiteral } from "./literal.js";

/** What a type is for: what decode returns, or what create and encode take. */
export type Side = "message" | "init";

const SCALAR_TYPES: { readonly [scalar in ScalarName]: Code } = {
  double: "number",
  float: "number",
  int32: "number",
  sint32: "number",
  uint32: "number",
  fixed32: "number",
  sfixed32: "number",
  int64: "bigint",
  uint64: "bigint",
  sint64: "bigint",
  fixed64: "bigint",
  sfixed64: "bigint",
  bool: "boolean",
  string: "string",
  bytes: global("Uint8Array"),
};

/** A name of some generated file, as a value or as a type. */
export function reference(type: TypeReference, name: string, typeOnly: boolean): CodeNode {
  return { kind: "import", name, path: type.file, typeOnly };
}

/** What Timestamps and Durations are that are no messages: the type, and the codec of the door. */
const TIME_TYPES: { readonly [time in TimeType]: { readonly type: Code; readonly codec: Code } } = {
  date: { type: global("Date"), codec: door("TimestampAsDate") },
  instant: { type: [global("Temporal"), ".Instant"], codec: door("TimestampAsInstant") },
  duration: { type: [global("Temporal"), ".Duration"], codec: door("DurationAsTemporal") },
};

/** The type of a message. Where its init asks for what a message may lack, either is taken, so that what was decoded can be sent on. */
export function messageType({ type, init, time, demanding }: MessageValue, side: Side): Code {
  if (time !== undefined) return TIME_TYPES[time].type;
  const message = reference(type, type.name, true);
  if (side === "message") return message;
  return demanding ? [message, " | ", reference(type, init, true)] : reference(type, init, true);
}

/** The codec of a message, under the name that it is imported by. */
export function codecOf({ type, time }: MessageValue): Code {
  return time === undefined ? reference(type, type.name, false) : TIME_TYPES[time].codec;
}

export function isLong(scalar: ScalarName): boolean {
  return scalar.endsWith("64");
}

export function valueType(value: ValueModel, side: Side): Code {
  switch (value.kind) {
    case "scalar":
      return isLong(value.scalar) ? value.long : SCALAR_TYPES[value.scalar];
    case "enum":
      return reference(value.type, value.type.name, true);
    case "message":
      return messageType(value, side);
  }
}

function isUnion(value: ValueModel, side: Side): boolean {
  return side === "init" && value.kind === "message" && value.demanding;
}

/** The type of a field's property, without `undefined`. */
export function fieldType(field: FieldModel, side: Side): Code {
  const value = valueType(field.value, side);
  switch (field.cardinality) {
    case "expanded":
    case "packed":
      return isUnion(field.value, side) ? ["(", value, ")[]"] : [value, "[]"];
    case "map":
      if (field.mapForm === "map") {
        const name = global(side === "message" ? "Map" : "ReadonlyMap");
        return [name, "<", valueType(field.key!, side), ", ", value, ">"];
      }
      return [`{ [key: ${isNumberKey(field) ? "number" : "string"}]: `, value, " }"];
    default:
      return value;
  }
}

/** Whether the keys of a map that is an object are numbers in TypeScript: those of 32 bits are, 64-bit ones and bools are strings. */
export function isNumberKey({ key }: FieldModel): boolean {
  return key?.scalar.endsWith("32") === true;
}

/** Pieces with an empty line between them. */
export function spaced(pieces: readonly Code[]): Code[] {
  return pieces.flatMap((piece, i) => (i === 0 ? [piece] : ["", piece]));
}

/** The properties of an interface, with comments that `docsOf` makes. */
export function properties(members: readonly Member[], side: Side, docsOf: (docs: Docs) => Code): Code[] {
  return members.map((member) => property(member, side, docsOf));
}

function property(member: Member, side: Side, docsOf: (docs: Docs) => Code): Code {
  const header = docsOf(member.docs);
  if (member.kind === "oneof") {
    const colon = side === "init" && !member.demanded ? "?:" : ":";
    return [header, member.name, colon, oneofType(member, side, docsOf), ";"];
  }
  const mayLack = mayBeUndefined(member, side);
  // decode and create fill in every property. One that an init has to have, a message of one's own has to name as well.
  const optional = mayLack && !member.demanded;
  return [header, member.name, optional ? "?: " : ": ", fieldType(member, side), mayLack ? " | undefined;" : ";"];
}

function mayBeUndefined(field: FieldModel, side: Side): boolean {
  if (field.cardinality === "required") return false;
  return side === "init" ? !field.demanded : field.cardinality === "explicit";
}

/** The type of a oneof's property: an object that tells which member it holds. */
function oneofType(oneof: OneofModel, side: Side, docsOf: (docs: Docs) => Code): Code {
  return {
    kind: "lines",
    indent: "  ",
    first: false,
    items: [
      ...oneof.fields.map(
        (field): Code => [
          docsOf(field.docs),
          `| { case: ${stringLiteral(field.name)}; value: `,
          valueType(field.value, side),
          " }",
        ],
      ),
      ...(side === "message"
        ? ["| { case: undefined; value?: undefined }"]
        : oneof.demanded
          ? []
          : ["| { case?: undefined; value?: undefined }\n| undefined"]),
    ],
  };
}

/** A scalar's name as a part of the name of its reader or writer. */
export function capitalized(scalar: string): string {
  return scalar.charAt(0).toUpperCase() + scalar.slice(1);
}
