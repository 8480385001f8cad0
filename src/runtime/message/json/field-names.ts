import type { Field, FieldTable } from "../field-table.js";

const cache = /*@__PURE__*/ new WeakMap<FieldTable, Map<string, Field>>();

/**
 * The fields of a message by the keys that they may have in JSON: the JSON name, and the name in the .proto file. A key that is the
 * JSON name of one field and the name of another one means the first; of two fields with one JSON name, the one that is named so.
 */
export function fieldsByKey(fields: FieldTable): ReadonlyMap<string, Field> {
  let byKey = cache.get(fields);
  if (byKey === undefined) {
    byKey = new Map(fields.all.map((field) => [field.name, field]));
    for (const field of fields.all) {
      if (byKey.get(field.jsonName)?.jsonName !== field.jsonName) byKey.set(field.jsonName, field);
    }
    cache.set(fields, byKey);
  }
  return byKey;
}
