import type { Field, FieldTable } from "../field-table.js";
import { zeroOf } from "../scalar.js";
import { type Word, wordOf } from "./word.js";

/** A key that stands for a field in JSON text. */
export interface JsonKey {
  readonly field: Field;
  /** The place of the field among those of the message. */
  readonly index: number;
  /** The key and the colon behind it: `"name":`. */
  readonly word: Word;
  /** What the field holds where it is not written; undefined for one that tells whether it is set. */
  readonly zero: unknown;
  /** The key that was read behind this one the last time. Most texts of one type have their keys in one order. */
  next: JsonKey | undefined;
}

/** The keys of a message type. */
export interface JsonPlan {
  /** The key that was read first the last time. */
  next: JsonKey | undefined;
  /** The keys by their names: of two fields with one JSON name the one that is named so, and JSON names before names of the .proto file. */
  readonly byName: ReadonlyMap<string, JsonKey>;
  /** The keys that are written, in the order of the .proto file. A field whose JSON name means another field has that one's. */
  readonly written: readonly JsonKey[];
  /** The names that a oneof may have as its case. */
  readonly oneofs: readonly (readonly [oneof: string, names: ReadonlySet<string>])[];
}

/** The keys of the fields of a message. */
export function planOf(table: FieldTable): JsonPlan {
  table.json ??= makePlan(table.all);
  return table.json;
}

function makePlan(fields: readonly Field[]): JsonPlan {
  const byName = new Map<string, JsonKey>();
  const oneofs = new Map<string, Set<string>>();
  const add = (field: Field, index: number, name: string): void => {
    const zero = field.cardinality === "implicit" ? zeroOf(field.value) : undefined;
    byName.set(name, { field, index, word: wordOf(`${JSON.stringify(name)}:`), zero, next: undefined });
  };
  for (const [index, field] of fields.entries()) add(field, index, field.name);
  for (const [index, field] of fields.entries()) {
    const { oneof, localName, jsonName } = field;
    if (byName.get(jsonName)?.field.jsonName !== jsonName) add(field, index, jsonName);
    if (oneof !== undefined) oneofs.set(oneof, (oneofs.get(oneof) ?? new Set()).add(localName));
  }
  const written = fields.map(({ jsonName }) => byName.get(jsonName)!);
  return { next: undefined, byName, written, oneofs: [...oneofs] };
}
