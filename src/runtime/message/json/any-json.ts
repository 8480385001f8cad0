import { EMPTY_BYTES } from "../../wire/reader.js";
import { getField, type PlainMessage, setField } from "../field-access.js";
import { fieldsOf } from "../field-table.js";
import type { JsonObject } from "../json-value.js";
import { setEntry } from "../map.js";
import type { AnyMessageType } from "../message-type.js";
import { isPlain } from "../plain.js";
import type { Registry } from "../registry.js";
import { show } from "../scalar.js";
import type { JsonReader } from "./from-json.js";
import type { JsonForm } from "./json-form.js";
import type { JsonPlace } from "./json-place.js";
import type { JsonTree, JsonTreeObject } from "./json-tree.js";

const TYPE = "@type";
const VALUE = "value";
/** Go writes it with `"value": {}`, C++ and Java without; either is read. */
const EMPTY = "google.protobuf.Empty";

/**
 * A message of any type: its own JSON with the member `@type`, or `@type` and `value` for a type whose JSON is no plain object.
 * Types are looked up in the registry and nowhere else. Source: "Any" of the ProtoJSON format.
 */
export const anyJson: JsonForm = {
  write(any, writer, anyType) {
    const [typeUrl, bytes] = fieldsOf(anyType).all.map((field) => getField(any as PlainMessage, field)) as [
      string?,
      Uint8Array?,
    ];
    if (!typeUrl && !bytes?.length) return {};
    const type = lookUp(typeUrl ?? "", writer.registry, writer.place);
    const json = writer.message(
      type,
      writer.decode(() => type.decode(bytes ?? EMPTY_BYTES)),
    );
    const result: JsonObject = { [TYPE]: typeUrl! };
    if (hasForm(type)) result[VALUE] = json;
    else for (const [key, member] of Object.entries(json as JsonObject)) setEntry(result, key, member);
    return result;
  },
  read(json, reader, anyType) {
    const any = anyType.$create() as PlainMessage;
    if (!isPlain(json)) throw reader.place.unexpected("an object", json);
    if (Object.keys(json).length === 0) return any;
    const typeUrl = typeUrlOf(json, reader.place);
    const type = lookUp(typeUrl, reader.registry, reader.place);
    const inValue = hasForm(type) || (type.typeName === EMPTY && Object.hasOwn(json, VALUE));
    const message = inValue ? readValue(type, json, reader) : reader.message(type, without(json, TYPE));
    const [typeUrlField, valueField] = fieldsOf(anyType).all;
    setField(any, typeUrlField!, typeUrl);
    setField(any, valueField!, type.encode(message));
    return any;
  },
};

/** Whether the JSON of the type is another than an object with its fields. */
function hasForm({ $fields }: AnyMessageType): boolean {
  return $fields.json !== undefined;
}

function typeUrlOf(json: JsonTreeObject, place: JsonPlace): string {
  const typeUrl = Object.hasOwn(json, TYPE) ? json[TYPE]! : "";
  if (typeof typeUrl === "string") return typeUrl;
  throw place.unexpected('the URL of a type as "@type"', typeUrl);
}

/** The type that a URL names behind its last slash. */
function lookUp(typeUrl: string, registry: Registry | undefined, place: JsonPlace): AnyMessageType {
  const typeName = typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
  if (typeName === "") throw place.unexpected('"@type" to end in "/" and the name of a type', typeUrl);
  const type = registry?.getMessage(typeName);
  if (type !== undefined) return type;
  throw place.error(`the registry has no message type ${show(typeName)}; pass one that has it as the option registry`);
}

function readValue(type: AnyMessageType, json: JsonTreeObject, reader: JsonReader): unknown {
  const { [TYPE]: _, [VALUE]: value, ...others } = json;
  for (const key of Object.keys(others)) reader.unknownKey(key, type.typeName);
  if (value === undefined)
    throw reader.place.error(`expected "value" beside "@type", as ${type.typeName} has a form of its own`);
  reader.place.enter(VALUE);
  const message = reader.message(type, value);
  reader.place.leave();
  return message;
}

/** The object less one member. */
function without(json: JsonTreeObject, key: string): JsonTree {
  const { [key]: _, ...others } = json;
  return others;
}
