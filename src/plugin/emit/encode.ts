import { type Code, door, join } from "../code.js";
import { encodeTemplate } from "../fragments.gen.js";
import type { FieldModel, Member, MessageModel, OneofModel } from "../model/message.js";
import type { ValueModel } from "../model/value.js";
import { stringLiteral } from "./literal.js";
import { zero } from "./literals.js";
import { privateNames } from "./private-names.js";
import { type Scope, writeCall } from "./scope.js";
import { EGROUP, LEN, tagBytes, wireType } from "./tag.js";
import { capitalized, isNumberKey } from "./types.js";

/** Values between two checks of the room: so many fit into what a check leaves free (`SLACK` in the runtime's writer). */
const UNCHECKED = 32;
/** Members a function. Encoders of large messages gain 1.4 to 1.7 times from it. */
const PART = 32;
const UNSPLIT = 64;

/** The functions that write a message. `init` is the TypeScript type of what they take. */
export function emitEncode(message: MessageModel, init: Code, scope: Scope): Code[] {
  const names = privateNames(message);
  // Fields are written in the order of their numbers, as in the other implementations.
  const members = [...message.members].sort((a, b) => firstNumber(a) - firstNumber(b));
  const parts: Code[] = [];
  const body: Code[] = [];
  if (members.length <= UNSPLIT) {
    body.push(...writeMembers(members, scope));
  } else {
    for (let i = 0; i < members.length; i += PART) {
      const name = `${names.write}${parts.length + 1}`;
      const fields = writeMembers(members.slice(i, i + PART), scope);
      parts.push(encodeTemplate.writePart({ writePart: name, MessageInit: init, fields }));
      body.push(encodeTemplate.callPart({ part: name, depth: message.deep ? "d" : "0" }));
    }
    body.push(encodeTemplate.check());
  }
  // A property whose name begins with a $ would be a hole of the template.
  const holes = { MessageInit: init, fields: body, unknown: "$unknown" };
  const write = message.deep
    ? encodeTemplate.writeDeep({ writeDeep: names.write, ...holes })
    : encodeTemplate.write({ write: names.write, ...holes });
  return [...parts, write];
}

function firstNumber(member: Member): number {
  return member.kind === "field" ? member.number : Math.min(...member.fields.map((field) => field.number));
}

function writeMembers(members: readonly Member[], scope: Scope): Code[] {
  const code: Code[] = members.length > 0 ? [encodeTemplate.variable()] : [];
  let unchecked = 0;
  for (const member of members) {
    if (unchecked >= UNCHECKED) {
      code.push(encodeTemplate.check());
      unchecked = 0;
    }
    code.push(member.kind === "oneof" ? writeOneof(member, scope) : writeField(member, scope));
    unchecked++;
  }
  return code;
}

function writeOneof(oneof: OneofModel, scope: Scope): Code {
  const members = oneof.fields.map((field) =>
    encodeTemplate.oneofMember({
      case: stringLiteral(field.name),
      value: [writeValue(field.value, field.number, "x.value", scope)],
    }),
  );
  return encodeTemplate.oneof({
    name: oneof.name,
    members: [[join(members, " else "), " else throw ", door("INVALID"), ";"]],
  });
}

function writeField(field: FieldModel, scope: Scope): Code {
  const { name, value, number } = field;
  switch (field.cardinality) {
    case "required":
      return encodeTemplate.required({ name, value: [writeValue(value, number, "x", scope)] });
    case "explicit":
      return encodeTemplate.field({ name, isSet: "x !== undefined", value: [writeValue(value, number, "x", scope)] });
    case "implicit":
      return encodeTemplate.field({ name, isSet: isNotZero(value), value: [writeValue(value, number, "x", scope)] });
    case "expanded":
      return encodeTemplate.field({
        name,
        isSet: "x !== undefined",
        value: [encodeTemplate.list({ value: [writeValue(value, number, "v", scope)] })],
      });
    case "packed":
      return encodeTemplate.field({ name, isSet: "x !== undefined && x.length !== 0", value: [writePacked(field)] });
    case "map":
      return encodeTemplate.field({ name, isSet: "x !== undefined", value: [writeMap(field, scope)] });
  }
}

/** Whether a field with implicit presence is written. -0 is not zero. */
function isNotZero(value: ValueModel): Code {
  if (value.kind === "scalar") {
    switch (value.scalar) {
      case "double":
      case "float":
        return "x !== undefined && (x !== 0 || 1 / x < 0)";
      case "bytes":
        return "x !== undefined && x.length !== 0";
    }
  }
  return ["x !== undefined && x !== ", zero(value)];
}

/** The statements that write one value from `source` behind its tag. */
function writeValue(value: ValueModel, number: number, source: string, scope: Scope): Code {
  const bytes = tagBytes(number, wireType(value));
  if (value.kind !== "message") return encodeTemplate.scalar({ tagBytes: bytes, writer: scalarWriter(value), source });
  if (!value.delimited)
    return encodeTemplate.message({ tagBytes: bytes, written: writeCall(value, "p + 1", source, scope) });
  return encodeTemplate.delimited({
    tagBytes: bytes,
    written: writeCall(value, "p", source, scope),
    endTagBytes: tagBytes(number, EGROUP),
  });
}

function scalarWriter(value: Exclude<ValueModel, { kind: "message" }>): Code {
  if (value.kind === "enum") return door("writeInt32");
  return door(`write${capitalized(value.scalar)}`);
}

function writePacked({ value, number, docs }: FieldModel): Code {
  if (value.kind === "message") throw new Error(`${docs.source}: a list of messages cannot be packed`);
  const kind = value.kind === "enum" ? "int32" : value.scalar;
  return encodeTemplate.scalar({
    tagBytes: tagBytes(number, LEN),
    writer: door(`writePacked${capitalized(kind)}`),
    source: "x",
  });
}

function writeMap(field: FieldModel, scope: Scope): Code {
  const key = field.key!;
  const entry = (source: Code): { tagBytes: Code[]; key: Code[]; value: Code[] } => ({
    tagBytes: tagBytes(field.number, LEN),
    key: [encodeTemplate.scalar({ tagBytes: tagBytes(1, wireType(key)), writer: scalarWriter(key), source })],
    value: [writeValue(field.value, 2, "v", scope)],
  });
  if (field.mapForm === "map") return encodeTemplate.esMap(entry("k"));
  const isNumber = isNumberKey(field);
  const source = isNumber ? [door("numberKey"), "(k)"] : key.scalar === "bool" ? [door("boolKey"), "(k)"] : "k";
  return encodeTemplate.map({
    index: isNumber ? [door("numberKey"), "(k)"] : "k",
    ...entry(source),
  });
}
