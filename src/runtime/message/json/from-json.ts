import { type AnyMap, emptyLike, putEntry } from "../any-map.js";
import { setExtension } from "../extension.js";
import { getField, type PlainMessage, setField } from "../field-access.js";
import { type Field, type FieldValue, fieldsOf } from "../field-table.js";
import type { JsonValue } from "../json-value.js";
import type { AnyMessageType, MessageType } from "../message-type.js";
import { isPlain } from "../plain.js";
import type { Registry } from "../registry.js";
import { show } from "../scalar.js";
import { NULL_NUMBERS, readEnum } from "./enum-json.js";
import { fieldsByKey } from "./field-names.js";
import { JsonPlace } from "./json-place.js";
import { type JsonTree, showTree } from "./json-tree.js";
import { parseText } from "./parse-text.js";
import { mapKeyText, readScalar, type ScalarValue } from "./scalar-json.js";

/** Options of {@link fromJson}. */
export interface FromJsonOptions {
  /** The types of the messages in a `google.protobuf.Any`, and the extensions to read. Default: none. */
  readonly registry?: Registry | undefined;
  /** Step over keys and names of enum values that the schema does not know, instead of refusing them. Default: `false`. */
  readonly ignoreUnknownFields?: boolean | undefined;
}

/**
 * The message that a JSON value, as JSON.parse returns it, stands for. Throws JsonError, which names the place, for one that does
 * not fit. Give JSON as text to {@link fromJsonString} where you can: JSON.parse rounds large integers and drops duplicates.
 *
 * Source: "ProtoJSON Format" of the Protocol Buffers documentation.
 */
export function fromJson<T>(type: MessageType<T, never>, json: JsonValue, options: FromJsonOptions = {}): T {
  return new JsonReader(options).message(type, json) as T;
}

/** The message that JSON text stands for. Numbers are exact. Throws JsonError as {@link fromJson} does, and for what is no JSON. */
export function fromJsonString<T>(type: MessageType<T, never>, text: string, options: FromJsonOptions = {}): T {
  return new JsonReader(options).message(type, parseText(text)) as T;
}

/** In place of a value: there is none, because it is null or an enum value that may be ignored. */
const ABSENT: unique symbol = Symbol("absent");

export class JsonReader {
  readonly place: JsonPlace = new JsonPlace();
  readonly registry: Registry | undefined;
  readonly #ignoreUnknown: boolean;

  constructor(options: FromJsonOptions) {
    this.registry = options.registry;
    this.#ignoreUnknown = options.ignoreUnknownFields === true;
  }

  message(type: AnyMessageType, json: JsonTree): unknown {
    this.place.open();
    const form = type.$fields.json;
    const message = form === undefined ? this.plain(type, json) : form.read(json, this, type);
    this.place.close();
    return message;
  }

  /** Refuses a key that the schema does not know, unless such keys are to be ignored. */
  unknownKey(key: string, typeName: string): void {
    if (this.#ignoreUnknown) return;
    this.place.enter(key);
    throw this.place.error(`${typeName} has no such field; remove it, or set the option ignoreUnknownFields`);
  }

  /** The message that an object with its fields stands for. */
  plain(type: AnyMessageType, json: JsonTree): PlainMessage {
    if (!isPlain(json)) throw this.place.unexpected(`an object for ${type.typeName}`, json);
    const message = type.$create() as PlainMessage;
    const fields = fieldsByKey(fieldsOf(type));
    const seen = new Set<Field | string>();
    for (const key of Object.keys(json)) {
      const field = fields.get(key);
      if (field === undefined) {
        this.#extension(type, message, key, json[key]!);
        continue;
      }
      this.place.enter(key);
      this.#member(message, field, json[key]!, seen);
      this.place.leave();
    }
    if (type.$required !== undefined) this.#checkRequired(type, message);
    return message;
  }

  #member(message: PlainMessage, field: Field, json: JsonTree, seen: Set<Field | string>): void {
    if (seen.has(field)) throw this.place.error(`the field is given twice, as ${field.jsonName} and ${field.name}`);
    seen.add(field);
    const value = this.#field(field, json, message);
    if (value === ABSENT) return;
    if (field.oneof !== undefined) {
      if (seen.has(field.oneof))
        throw this.place.error(`the oneof ${field.oneof} has a value already; give one of its members`);
      seen.add(field.oneof);
    }
    setField(message, field, value);
  }

  #extension(type: AnyMessageType, message: PlainMessage, key: string, json: JsonTree): void {
    const extension = /^\[.*\]$/s.test(key) ? this.registry?.getExtension(key.slice(1, -1)) : undefined;
    if (extension?.extendee !== type.typeName) {
      this.unknownKey(key, type.typeName);
      return;
    }
    this.place.enter(key);
    const value = this.#field(fieldsOf(extension.$holder).all[0]!, json, {});
    if (value !== ABSENT) setExtension(message, extension, value);
    this.place.leave();
  }

  #checkRequired(type: AnyMessageType, message: PlainMessage): void {
    for (const field of fieldsOf(type).all) {
      if (field.cardinality !== "required" || getField(message, field) !== undefined) continue;
      throw this.place.error(`the required field ${field.jsonName} is missing`);
    }
  }

  #field(field: Field, json: JsonTree, message: PlainMessage): unknown {
    if (json === null && (isRepeated(field) || !isNullable(field.value))) return ABSENT;
    switch (field.cardinality) {
      case "expanded":
      case "packed":
        return this.#list(field.value, json);
      case "map":
        return this.#map(field, json, emptyLike(getField(message, field) as AnyMap));
      default:
        return this.#value(field.value, json);
    }
  }

  #list(expected: FieldValue, json: JsonTree): unknown[] {
    if (!Array.isArray(json)) throw this.place.unexpected("an array", json);
    const list: unknown[] = [];
    for (const [i, element] of json.entries()) {
      this.place.enter(i);
      const value = this.#element(expected, element);
      if (value !== ABSENT) list.push(value);
      this.place.leave();
    }
    return list;
  }

  #map(field: Field, json: JsonTree, map: AnyMap): AnyMap {
    if (!isPlain(json)) throw this.place.unexpected("an object", json);
    const seen = new Set<string>();
    for (const given of Object.keys(json)) {
      this.place.enter(given);
      const key = mapKeyText(field.mapKey!, given, this.place);
      if (seen.has(key)) throw this.place.error(`the key ${show(key)} is given twice; give it once`);
      seen.add(key);
      const value = this.#element(field.value, json[given]!);
      if (value !== ABSENT) putEntry(map, this.#mapKey(field, key), value);
      this.place.leave();
    }
    return map;
  }

  /** A key as the map holds it. */
  #mapKey({ typedKey }: Field, key: string): unknown {
    if (typedKey === undefined) return key;
    return readScalar(typedKey, typedKey.scalar === "bool" ? key === "true" : key, this.place);
  }

  #element(expected: FieldValue, json: JsonTree): unknown {
    if (json === null && !isNullable(expected)) throw this.place.error("expected a value, got null; leave it out");
    return this.#value(expected, json);
  }

  scalar(expected: ScalarValue, json: JsonTree): unknown {
    return readScalar(expected, json, this.place);
  }

  #value(expected: FieldValue, json: JsonTree): unknown {
    switch (expected.kind) {
      case "message":
        return this.message(expected.type, json);
      case "enum": {
        const number = readEnum(expected.type, json, this.place);
        if (number !== undefined) return number;
        if (this.#ignoreUnknown) return ABSENT;
        throw this.place.error(`the enum ${expected.type.typeName} has no value ${showTree(json)}`);
      }
      default:
        return this.scalar(expected, json);
    }
  }
}

/** Whether null is a value of the type. */
function isNullable(value: FieldValue): boolean {
  if (value.kind === "message") return value.type.$fields.json?.nullable === true;
  return value.kind === "enum" && NULL_NUMBERS.has(value.type.typeName);
}

function isRepeated({ cardinality }: Field): boolean {
  return cardinality === "expanded" || cardinality === "packed" || cardinality === "map";
}
