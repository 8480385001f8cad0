import { type Code, DTS, JS, only, TS } from "../code.js";
import { enumTemplate } from "../fragments.gen.js";
import type { EnumModel } from "../model/enum.js";
import { docs, note } from "./docs.js";
import { stringLiteral } from "./literal.js";

/** An enum: its values, their type, and its run-time side. */
export function emitEnum(model: EnumModel): Code[] {
  const { name, companion, values } = model;
  const list = (piece: (value: EnumModel["values"][number]) => string): Code[] =>
    values.map((value): Code => [docs(value.docs), piece(value)]);
  return [
    only(TS | JS, [
      docs(model.docs),
      enumTemplate.values({ values: name, entries: list((value) => `${value.name}: ${value.number},`) }),
    ]),
    only(DTS, [
      docs(model.docs),
      enumTemplate.declaredValues({
        declaredValues: name,
        properties: list((value) => `readonly ${value.name}: ${value.number};`),
      }),
    ]),
    [note(`Any value of ${name}.`), enumTemplate.Enum({ Enum: name, values: name })],
    [
      note(`The names of ${name} at run time.`),
      enumTemplate.companion({
        companion,
        Enum: name,
        values: name,
        typeName: stringLiteral(model.typeName),
        prefix: stringLiteral(model.prefix),
        closed: String(model.closed),
      }),
    ],
  ];
}
