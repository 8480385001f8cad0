import type { EnumType } from "./enum-type.js";
import type { JsonForm } from "./json/json-form.js";
import type { JsonPlan } from "./json/json-plan.js";
import type { AnyMessageType } from "./message-type.js";

/** The scalar types, each by the letter that stands for it in a field table. */
export const SCALARS = {
  d: "double",
  f: "float",
  l: "int64",
  u: "uint64",
  i: "int32",
  F: "fixed64",
  x: "fixed32",
  b: "bool",
  s: "string",
  y: "bytes",
  v: "uint32",
  X: "sfixed32",
  L: "sfixed64",
  z: "sint32",
  Z: "sint64",
} as const;

export type ScalarLetter = keyof typeof SCALARS;
export type ScalarName = (typeof SCALARS)[ScalarLetter];

/** A scalar, and what one of 64 bits is held as where that is no bigint. */
export interface ScalarValue {
  readonly kind: "scalar";
  readonly scalar: ScalarName;
  readonly as: "string" | "number" | undefined;
}

/** What a field, a list element or a map value holds. */
export type FieldValue =
  | ScalarValue
  | { readonly kind: "enum"; readonly type: EnumType<number> }
  | { readonly kind: "message"; readonly type: AnyMessageType; readonly delimited: boolean };

/** One field as the generic operations see it. */
export interface Field {
  readonly number: number;
  /** The name in the .proto file. */
  readonly name: string;
  /** The name of the property. */
  readonly localName: string;
  /** The name in ProtoJSON. */
  readonly jsonName: string;
  readonly cardinality: "implicit" | "explicit" | "required" | "expanded" | "packed" | "map";
  /** The property of the oneof that the field is a member of. */
  readonly oneof: string | undefined;
  readonly mapKey: ScalarName | undefined;
  /** What the keys of an ES Map are (the option `map=map`). Undefined for a map that is an object: its keys are strings. */
  readonly typedKey: ScalarValue | undefined;
  readonly value: FieldValue;
}

const CARDINALITY = {
  "": "implicit",
  "?": "explicit",
  "!": "required",
  "*": "expanded",
  "#": "packed",
} as const satisfies { [mark: string]: Field["cardinality"] };

/** The field table as generated code carries it. */
export interface PackedFields {
  /** The compact form; see {@link FieldTable}. Undefined for a type that is generated with the option `json=false`. */
  readonly fields?: string | undefined;
  /** The types that it refers to by their index. A function, because a type may refer to itself. */
  readonly references?: (() => readonly unknown[]) | undefined;
  /** The JSON of the messages, where that is no object with the fields. */
  readonly json?: JsonForm | undefined;
  /** The table, once {@link fieldsOf} has unpacked it. */
  unpacked?: FieldTable | undefined;
}

/** An entry: number, map key, that of an ES Map, kind, representation or reference, cardinality, name, property, JSON name, oneof. */
const ENTRY = /^(\d+)(?:<(\w)(?:([0"]?)>)?)?(\w)(\d+|")?([?!*#]?) (\w+)(?:>([^@|]*))?(?:@([^|]*))?(?:\|(.*))?$/;

/** What a reserved name has in front of it. */
const RESERVED = "-";

/**
 * The fields of a message type, unpacked from the compact form that generated code carries: entries split by
 * `;`, in the order of the .proto file. See `ENTRY` for what stands in one, {@link SCALARS} for the kinds; `m` is a
 * message, `g` a delimited one, `e` an enum, each followed by its index among the references. An `l"` is a string. The key of a
 * map stands behind `<`, that of an ES Map in `<>`. A reserved name stands behind the fields, as `-name`.
 */
export class FieldTable {
  readonly packed: string;
  readonly #references: PackedFields["references"];
  #fields: readonly Field[] | undefined;
  /** What the functions below, and planOf, have found out. */
  declare byNumber?: ReadonlyMap<number, Field>;
  declare reserved?: ReadonlySet<string>;
  declare towardsRequired?: readonly Field[];
  declare json?: JsonPlan;

  constructor(packed: string, references: PackedFields["references"]) {
    this.packed = packed;
    this.#references = references;
  }

  /** The fields in the order of the .proto file. */
  get all(): readonly Field[] {
    return (this.#fields ??= this.#unpack());
  }

  #unpack(): Field[] {
    const references = this.#references?.() ?? [];
    const entries = this.packed.split(";").filter((entry) => entry !== "" && !entry.startsWith(RESERVED));
    return entries.map((entry) => unpackField(entry, references));
  }
}

/** The field with a number. */
export function fieldByNumber(table: FieldTable, number: number): Field | undefined {
  table.byNumber ??= new Map(table.all.map((field) => [field.number, field]));
  return table.byNumber.get(number);
}

/** Whether the .proto file reserves the name, so that no field has it and text that does is not at fault. */
export function isReserved(table: FieldTable, name: string): boolean {
  if (table.reserved === undefined) {
    const entries = table.packed.split(";").filter((entry) => entry.startsWith(RESERVED));
    table.reserved = new Set(entries.map((entry) => entry.slice(RESERVED.length)));
  }
  return table.reserved.has(name);
}

/** The required fields, and those of messages that have some, or lead to some. */
export function towardsRequired(table: FieldTable): readonly Field[] {
  table.towardsRequired ??= table.all.filter(
    ({ cardinality, value }) =>
      cardinality === "required" || (value.kind === "message" && value.type.$required !== undefined),
  );
  return table.towardsRequired;
}

/**
 * The fields of a message type. Throws TypeError for one that is generated without them. A program that never asks, as a page that only
 * encodes, has nothing of this file.
 */
export function fieldsOf(type: AnyMessageType): FieldTable {
  const { $fields, typeName } = type;
  if ($fields.fields === undefined) {
    throw new TypeError(`${typeName} is generated with json=false, and this operation needs json=true`);
  }
  return ($fields.unpacked ??= new FieldTable($fields.fields, $fields.references));
}

/** Whether a message type has its fields; without them it knows its binary form only. */
export function hasFields({ $fields }: AnyMessageType): boolean {
  return $fields.fields !== undefined;
}

function unpackField(entry: string, references: readonly unknown[]): Field {
  const parts = ENTRY.exec(entry);
  if (parts === null) throw new Error(`damaged field table entry "${entry}"`);
  const [, number, mapKey, keyDetail, kind, detail, mark, name, localName, jsonName, oneof] = parts as (
    | string
    | undefined
  )[];
  return {
    number: Number(number),
    name: name!,
    localName: localName ?? camelCase(name!),
    jsonName: jsonName === undefined ? camelCase(name!) : decodeURIComponent(jsonName),
    cardinality: mapKey === undefined ? CARDINALITY[mark as keyof typeof CARDINALITY] : "map",
    oneof,
    mapKey: mapKey === undefined ? undefined : SCALARS[mapKey as ScalarLetter],
    typedKey: keyDetail === undefined ? undefined : unpackScalar(mapKey!, keyDetail),
    value: unpackValue(kind!, detail, references),
  };
}

function unpackValue(kind: string, detail: string | undefined, references: readonly unknown[]): FieldValue {
  switch (kind) {
    case "e":
      return { kind: "enum", type: references[Number(detail)] as EnumType<number> };
    case "m":
    case "g":
      return { kind: "message", type: references[Number(detail)] as AnyMessageType, delimited: kind === "g" };
    default:
      return unpackScalar(kind, detail);
  }
}

function unpackScalar(letter: string, detail: string | undefined): ScalarValue {
  const as = detail === '"' ? "string" : detail === "0" ? "number" : undefined;
  return { kind: "scalar", scalar: SCALARS[letter as ScalarLetter], as };
}

/** The name of a field in ProtoJSON, and of its property: `foo_bar` becomes `fooBar`. */
function camelCase(name: string): string {
  return name.replace(/_+([^_])?/g, (_, next: string | undefined) => next?.toUpperCase() ?? "");
}
