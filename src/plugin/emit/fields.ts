import { type Code, door } from "../code.js";
import type { FieldModel, MessageModel } from "../model/message.js";
import { camelCase } from "../model/names.js";
import type { ScalarName, ScalarValue, ValueModel } from "../model/value.js";
import { bytesLiteral, numberLiteral, stringLiteral } from "./literal.js";
import { zero } from "./literals.js";
import { companionOf } from "./scope.js";
import { codecOf } from "./types.js";
import { JSON_FORMS } from "./well-known.js";

/** The letters of the field table, as the runtime's field-table.ts explains them. */
const LETTERS: { readonly [scalar in ScalarName]: string } = {
  double: "d",
  float: "f",
  int64: "l",
  uint64: "u",
  int32: "i",
  fixed64: "F",
  fixed32: "x",
  bool: "b",
  string: "s",
  bytes: "y",
  uint32: "v",
  sfixed32: "X",
  sfixed64: "L",
  sint32: "z",
  sint64: "Z",
};

const MARKS = { implicit: "", explicit: "?", required: "!", expanded: "*", packed: "#", map: "" } as const;

/** The entries of a message's codec that tell of its fields. */
export function emitFields(message: MessageModel): Code[] {
  const entries = message.hasTable ? emitTable(message) : [];
  const defaults = message.fields.filter(hasExplicitDefault);
  if (defaults.length > 0) {
    entries.push(["defaults: { ", defaults.map((field, i) => [i === 0 ? "" : ", ", defaultEntry(field)]), " },"]);
  }
  const form = JSON_FORMS[message.typeName];
  if (form !== undefined) entries.push(["json: ", door(form), ","]);
  if (message.required) entries.push(["required: ", door("checkRequired"), ","]);
  return entries;
}

/** The field table, and the types that it refers to. */
function emitTable({ fields, reservedNames }: MessageModel): Code[] {
  const references = new References();
  const table = [...fields.map((field) => tableEntry(field, references)), ...reservedNames.map((name) => `-${name}`)];
  const entries: Code[] = [`fields: ${stringLiteral(table.join(";"))},`];
  if (references.code.length > 0) {
    entries.push(["references: () => [", references.code.map((code, i) => [i === 0 ? "" : ", ", code]), "],"]);
  }
  return entries;
}

/** Whether a new message does not tell the field's default: it is absent there, because it has explicit presence. */
function hasExplicitDefault({ cardinality, oneof, value }: FieldModel): boolean {
  return (cardinality === "explicit" || cardinality === "required") && oneof === undefined && value.kind !== "message";
}

/** The types that a table refers to by their index. */
class References {
  readonly code: Code[] = [];
  readonly #indexes = new Map<string, number>();

  /** The index of a type whose name, in this table, is `key`. */
  indexOf(key: string, type: Code): number {
    let index = this.#indexes.get(key);
    if (index === undefined) {
      index = this.code.push(type) - 1;
      this.#indexes.set(key, index);
    }
    return index;
  }
}

function tableEntry(field: FieldModel, references: References): string {
  const key =
    field.key === undefined
      ? ""
      : `<${field.mapForm === "map" ? `${scalarKind(field.key)}>` : LETTERS[field.key.scalar]}`;
  const usual = camelCase(field.protoName);
  const local = field.name === usual ? "" : `>${field.name}`;
  const json = field.jsonName === usual ? "" : `@${escaped(field.jsonName)}`;
  const oneof = field.oneof === undefined ? "" : `|${field.oneof}`;
  const kind = kindOf(field.value, references);
  return `${field.number}${key}${kind}${MARKS[field.cardinality]} ${field.protoName}${local}${json}${oneof}`;
}

function kindOf(value: ValueModel, references: References): string {
  switch (value.kind) {
    case "enum":
      return `e${references.indexOf(value.type.typeName, companionOf(value))}`;
    case "message":
      return `${value.delimited ? "g" : "m"}${references.indexOf(`${value.type.typeName} ${value.time}`, codecOf(value))}`;
    case "scalar":
      return scalarKind(value);
  }
}

function scalarKind({ scalar, long }: ScalarValue): string {
  return LETTERS[scalar] + { bigint: "", string: '"', number: "0" }[scalar.endsWith("64") ? long : "bigint"];
}

/** A JSON name may hold anything, also what the table is split at. */
function escaped(jsonName: string): string {
  return encodeURIComponent(jsonName).replace(/['()*!~]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
}

function defaultEntry(field: FieldModel): Code {
  const { declaredDefault: value } = field;
  if (value === undefined) return [field.name, ": ", zero(field.value)];
  return [field.name, ": ", value instanceof Uint8Array ? bytesLiteral(value) : plainLiteral(field, value)];
}

function plainLiteral({ value }: FieldModel, declared: string | number | bigint | boolean): string {
  const asString = value.kind === "scalar" && value.scalar.endsWith("64") && value.long === "string";
  switch (typeof declared) {
    case "string":
      return stringLiteral(declared);
    case "bigint":
      if (asString) return stringLiteral(String(declared));
      return value.kind === "scalar" && value.long === "number" ? String(declared) : `${declared}n`;
    case "number":
      return numberLiteral(declared);
    case "boolean":
      return String(declared);
  }
}
