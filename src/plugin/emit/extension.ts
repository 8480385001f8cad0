import { type Code, door, doorType } from "../code.js";
import { extensionTemplate } from "../fragments.gen.js";
import type { ExtensionModel } from "../model/message.js";
import { emitCreate } from "./create.js";
import { emitDecode } from "./decode.js";
import { docs } from "./docs.js";
import { emitEncode } from "./encode.js";
import { emitFields } from "./fields.js";
import { stringLiteral } from "./literal.js";
import { privateNames } from "./private-names.js";
import type { Scope } from "./scope.js";
import { fieldType, reference } from "./types.js";

/** An extension: the codec of a message that has it as its only field. */
export function emitExtension(model: ExtensionModel, scope: Scope): Code[] {
  const { holder, field, extendee } = model;
  const { create, read, write } = privateNames(holder);
  const type = fieldType(field, "message");
  const init = fieldType(field, "init");
  const isList = field.cardinality === "expanded" || field.cardinality === "packed";
  const unknown = doorType("UnknownFields");
  const message: Code = [unknown, isList ? [" & { value: ", type, " }"] : [" & { value?: ", type, " | undefined }"]];
  const messageInit: Code = [unknown, " & { value?: ", init, " | undefined }"];
  return [
    [
      docs(model.docs),
      extensionTemplate.extension({
        extension: model.name,
        make: door(model.inMessageSet ? "messageSetExtension" : "extension"),
        Extendee: reference(extendee, extendee.name, true),
        Type: type,
        Init: init,
        extendee: stringLiteral(extendee.typeName),
        number: String(model.number),
        typeName: stringLiteral(model.typeName),
        create,
        read,
        write,
        entries: emitFields(holder),
      }),
    ],
    ...emitCreate(holder, message, messageInit, scope),
    ...emitDecode(holder, message, scope),
    ...emitEncode(holder, messageInit, scope),
  ];
}
