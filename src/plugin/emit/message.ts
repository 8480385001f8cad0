import { type Code, door, doorType } from "../code.js";
import { shapeTemplate, wellKnownTemplate } from "../fragments.gen.js";
import type { MessageModel } from "../model/message.js";
import { emitCreate } from "./create.js";
import { emitDecode } from "./decode.js";
import { briefDocs, docs, inheritedDocs, note } from "./docs.js";
import { emitEncode } from "./encode.js";
import { emitFields } from "./fields.js";
import { stringLiteral } from "./literal.js";
import { privateNames } from "./private-names.js";
import type { Scope } from "./scope.js";
import { properties, spaced } from "./types.js";
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
    ...emitInterfaces(message),
    helpers === undefined
      ? shapeTemplate.message(codec)
      : wellKnownTemplate.helped({ ...codec, helped: name, Helpers: helpers.type, addHelpers: helpers.add }),
    ...emitCreate(message, name, init, scope),
    ...emitDecode(message, name, scope),
    ...emitEncode(message, init, scope),
  ];
}

/**
 * The interfaces of a message and of its init. A message is an init, so it takes the comments of its fields from there, in editors too. Where
 * the init asks for what a message may lack, each has its own.
 */
function emitInterfaces({ name, initName, members, demanding, docs: source }: MessageModel): Code[] {
  const own = (docsOf: typeof docs): Code[] => properties(members, "message", docsOf);
  const init = (docsOf: typeof docs): Code[] => properties(members, "init", docsOf);
  return [
    [
      docs(source),
      demanding
        ? shapeTemplate.Message({ Message: name, Base: doorType("UnknownFields"), properties: spaced(own(docs)) })
        : shapeTemplate.Message({ Message: name, Base: initName, properties: own(inheritedDocs) }),
    ],
    [
      note(`What create and encode of ${name} take.`),
      shapeTemplate.MessageInit({
        MessageInit: initName,
        properties: demanding ? init(briefDocs) : spaced(init(docs)),
      }),
    ],
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
