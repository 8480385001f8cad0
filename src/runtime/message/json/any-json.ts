import { EMPTY_BYTES } from "../../wire/reader.js";
import { getField, type PlainMessage, setField } from "../field-access.js";
import { fieldsOf } from "../field-table.js";
import type { AnyMessageType } from "../message-type.js";
import { show } from "../scalar.js";
import { OBJECT, OBJECT_END } from "./codes.js";
import { decodeInside } from "./decode-inside.js";
import type { JsonReader } from "./from-json.js";
import type { JsonForm } from "./json-form.js";
import type { JsonWriter } from "./to-json.js";

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
    const [typeUrl = "", bytes = EMPTY_BYTES] = fieldsOf(anyType).all.map((field) =>
      getField(any as PlainMessage, field),
    ) as [string?, Uint8Array?];
    writer.code(OBJECT);
    if (typeUrl !== "" || bytes.length > 0) {
      const type = lookUp(typeUrl, writer);
      const message = decodeInside(writer, () => type.decode(bytes));
      writer.ascii(`"${TYPE}":`);
      writer.string(typeUrl);
      if (hasForm(type)) {
        writer.ascii(`,"${VALUE}":`);
        writer.message(type, message);
      } else {
        writer.nest(1);
        writer.members(type, message);
        writer.nest(-1);
      }
    }
    writer.code(OBJECT_END);
  },
  read(reader, anyType) {
    const any = anyType.$create() as PlainMessage;
    const start = reader.at;
    if (!reader.begin(OBJECT, "an object")) return any;
    const { typeUrl, typeAt } = findType(reader);
    reader.at = start;
    const type = lookUp(typeUrl, reader);
    const message =
      hasForm(type) || type.typeName === EMPTY ? readValue(type, reader, typeAt) : readPlain(type, reader, typeAt);
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

/** The URL of the type, and where its key stands, of an object that the reader stands in. */
function findType(reader: JsonReader): { typeUrl: string; typeAt: number } {
  do {
    reader.next();
    const typeAt = reader.at;
    if (reader.key() === TYPE) {
      return { typeAt, typeUrl: reader.parse('the URL of a type as "@type"', (text) => text) };
    }
    reader.skip();
  } while (reader.more(OBJECT_END));
  return { typeUrl: "", typeAt: -1 };
}

/** The type that a URL names behind its last slash. */
function lookUp(typeUrl: string, at: JsonReader | JsonWriter): AnyMessageType {
  const typeName = typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
  if (typeName === "") throw at.error(`expected "@type" to end in "/" and the name of a type, got ${show(typeUrl)}`);
  const type = at.registry?.getMessage(typeName);
  if (type !== undefined) return type;
  throw at.error(`the registry has no message type ${show(typeName)}; pass one that has it as the option registry`);
}

function readPlain(type: AnyMessageType, reader: JsonReader, typeAt: number): unknown {
  reader.nest(1);
  const message = reader.plain(type, typeAt);
  reader.nest(-1);
  return message;
}

function readValue(type: AnyMessageType, reader: JsonReader, typeAt: number): unknown {
  const start = reader.at;
  const seen = new Set<string>();
  let message: unknown;
  reader.begin(OBJECT, "an object");
  do {
    reader.next();
    const isType = reader.at === typeAt;
    const key = reader.key();
    if (seen.size === seen.add(key).size) throw reader.twice("the key");
    if (isType) reader.skip();
    else if (key === VALUE) message = reader.message(type);
    else reader.unknown(type);
  } while (reader.more(OBJECT_END));
  if (seen.has(VALUE)) return message;
  if (type.typeName === EMPTY) return type.$create();
  reader.at = start;
  throw reader.error(`expected "value" beside "@type", as ${type.typeName} has a form of its own`);
}
