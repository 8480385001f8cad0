import { type Code, door, global, only, TS } from "../code.js";
import { createTemplate } from "../fragments.gen.js";
import type { FieldModel, Member, MessageModel, OneofModel } from "../model/message.js";
import { stringLiteral } from "./literal.js";
import { zero } from "./literals.js";
import { privateNames } from "./private-names.js";
import { operationOf, type Scope } from "./scope.js";

/** The functions that complete a message. */
export function emitCreate(message: MessageModel, type: Code, init: Code, scope: Scope): Code[] {
  const names = privateNames(message);
  const withMessages = message.members.filter((member) => member.kind === "oneof").filter(holdsMessage);
  const oneofs = withMessages.map((oneof) =>
    createTemplate.createOneof({
      createOneof: names.oneofCreator(oneof.name),
      Oneof: [type, `["${oneof.name}"]`],
      OneofInit: [message.demanding ? ["(", init, ")"] : init, `["${oneof.name}"]`],
      members: oneof.fields.map((field) =>
        createTemplate.oneofMember({ case: stringLiteral(field.name), result: completed(field, "o.value", scope) }),
      ),
    }),
  );
  const required = message.members.some(
    (member) => member.demanded || (member.kind === "field" && member.cardinality === "required"),
  );
  const create = createTemplate.create({
    create: names.create,
    Message: type,
    MessageInit: init,
    emptyInit: ["{}", required ? only(TS, [" as ", init]) : ""],
    entries: message.members.map((member) => entry(member, names.oneofCreator, scope)),
  });
  return [...oneofs, create];
}

function holdsMessage(oneof: OneofModel): boolean {
  return oneof.fields.some((field) => field.value.kind === "message");
}

function entry(member: Member, creator: (property: string) => string, scope: Scope): Code {
  const source = `i.${member.name}`;
  if (member.kind === "field") return [member.name, ": ", fieldEntry(member, source, scope), ","];
  const created = holdsMessage(member)
    ? `${creator(member.name)}(${source})`
    : `${source}?.case === undefined ? { case: undefined, value: undefined } : { ...${source} }`;
  return `${member.name}: ${created},`;
}

function fieldEntry(field: FieldModel, source: string, scope: Scope): Code {
  const { value } = field;
  const convert = value.kind === "message" ? operationOf(value, "create", scope) : undefined;
  switch (field.cardinality) {
    case "implicit":
      return [source, " ?? ", zero(value)];
    case "explicit":
      return convert === undefined ? source : [`${source} === undefined ? undefined : `, convert, `(${source})`];
    case "required":
      if (convert === undefined) return source;
      return [`${source} === undefined ? undefined`, only(TS, " as never"), " : ", convert, `(${source})`];
    case "expanded":
    case "packed":
      return convert === undefined ? `${source}?.slice() ?? []` : [`${source}?.map((v) => `, convert, "(v)) ?? []"];
    case "map":
      if (field.mapForm === "map") {
        return convert === undefined
          ? ["new ", global("Map"), `(${source})`]
          : [door("convertMap"), `(${source}, `, convert, ")"];
      }
      return convert === undefined ? `{ ...${source} }` : [door("mapValues"), `(${source}, `, convert, ")"];
  }
}

/** One value as create returns it: messages are completed too. */
function completed(field: FieldModel, source: string, scope: Scope): Code {
  return field.value.kind === "message" ? [operationOf(field.value, "create", scope), `(${source})`] : source;
}
