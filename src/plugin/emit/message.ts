import { type Code, door } from "../code.js";
import { shapeTemplate, wellKnownTemplate } from "../fragments.gen.js";
import type { MessageModel } from "../model/message.js";
import { emitCreate } from "./create.js";
import { emitDecode } from "./decode.js";
import { docs, note } from "./docs.js";
import { emitEncode } from "./encode.js";
import { emitFields } from "./fields.js";
import { stringLiteral } from "./literal.js";
import { privateNames } from "./private-names.js";
import type { Scope } from "./scope.js";
import { properties } from "./types.js";
import { HELPERS, mappingOf } from "./well-known.js";

/** All of a message: its interfaces, its codec, and the functions of the codec. */
export function emitMessage(message: MessageModel, scope: Scope): Code[] {
  if (message.mapped) return emitMapped(message);
  const { name, initName } = message;
  const init = message.demanding ? `${name} | ${initName}` : initName;
  const { create, read, write } = privateNames(message);
  const codec = {
    Message: name,
    MessageInit: init,
    typeName: stringLiteral(message.typeName),
    create,
    read,
    write,
    entries: emitFields(message),
  };
  const helpers = HELPERS[message.typeName];
  return [
    [docs(message.docs), shapeTemplate.Message({ Message: name, properties: properties(message.members, "message") })],
    [
      note(`What create and encode of ${name} take.`),
      shapeTemplate.MessageInit({ MessageInit: initName, properties: properties(message.members, "init") }),
    ],
    helpers === undefined
      ? shapeTemplate.message(codec)
      : wellKnownTemplate.helped({ ...codec, helped: name, Helpers: helpers.type, addHelpers: helpers.add }),
    ...emitCreate(message, name, init, scope),
    ...emitDecode(message, name, scope),
    ...emitEncode(message, init, scope),
  ];
}

function emitMapped({ name, typeName, docs: source }: MessageModel): Code[] {
  const { value, codec, scalar } = mappingOf(typeName);
  const argument = scalar === undefined ? "" : `, ${stringLiteral(scalar)}`;
  return [
    [docs(source), wellKnownTemplate.Mapped({ Mapped: name, Value: value })],
    wellKnownTemplate.mappedType({
      mappedType: name,
      Mapped: name,
      mapped: door(codec),
      typeName: [stringLiteral(typeName), argument],
    }),
  ];
}
