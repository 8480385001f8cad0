import type { Field, FieldTable } from "../field-table.js";

const cache = /*@__PURE__*/ new WeakMap<FieldTable, ReadonlyMap<string, Field>>();

/** The fields of a message by the keys that they may have in JSON: the JSON name, and the name in the .proto file. */
export function fieldsByKey(fields: FieldTable): ReadonlyMap<string, Field> {
  let byKey = cache.get(fields);
  if (byKey === undefined) {
    byKey = new Map([
      ...fields.all.map((field) => [field.name, field] as const),
      ...fields.all.map((field) => [field.jsonName, field] as const),
    ]);
    cache.set(fields, byKey);
  }
  return byKey;
}
