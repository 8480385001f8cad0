import { DecodeError } from "../../wire/errors.js";
import { type AnyMap, entriesOf } from "../any-map.js";
import { getExtension, hasExtension } from "../extension.js";
import { getField, type PlainMessage, type PlainOneof } from "../field-access.js";
import { type Field, type FieldValue, fieldsOf, type ScalarName } from "../field-table.js";
import type { JsonObject, JsonValue } from "../json-value.js";
import { setEntry } from "../map.js";
import type { AnyMessageType, MessageType } from "../message-type.js";
import type { AnyExtension, Registry } from "../registry.js";
import { isZero, show, zeroOf } from "../scalar.js";
import { writeEnum } from "./enum-json.js";
import { JsonPlace } from "./json-place.js";
import { printText } from "./print-text.js";
import { mapKeyText, writeScalar } from "./scalar-json.js";

/** Options of {@link toJson}. */
export interface ToJsonOptions {
  /** The types of the messages in a `google.protobuf.Any`, and the extensions to write. Default: none. */
  readonly registry?: Registry | undefined;
  /** Write fields without presence also where they hold their zero, empty lists and maps included. Default: `false`. */
  readonly alwaysEmitImplicit?: boolean | undefined;
  /** Write enum values as their numbers. Default: `false`, their names. */
  readonly enumAsInteger?: boolean | undefined;
  /** Name fields as the .proto file does. Default: `false`, in lowerCamelCase or as `json_name` says. */
  readonly useProtoFieldName?: boolean | undefined;
}

/** Options of {@link toJsonString}. */
export interface ToJsonStringOptions extends ToJsonOptions {
  /** How many spaces to indent a level by. Default: 0, all on one line. */
  readonly prettySpaces?: number | undefined;
}

/**
 * The ProtoJSON of a message, as a value for JSON.stringify. Throws JsonError, which names the place, for what JSON cannot express
 * and for a value its field cannot hold.
 *
 * Source: "ProtoJSON Format" of the Protocol Buffers documentation.
 */
export function toJson<Init>(type: MessageType<unknown, Init>, message: Init, options: ToJsonOptions = {}): JsonValue {
  return new JsonWriter(options).message(type, message);
}

/** The ProtoJSON of a message as text. Throws as {@link toJson} does. */
export function toJsonString<Init>(
  type: MessageType<unknown, Init>,
  message: Init,
  options: ToJsonStringOptions = {},
): string {
  return printText(toJson(type, message, options), options.prettySpaces);
}

export class JsonWriter {
  readonly place: JsonPlace = new JsonPlace();
  readonly registry: Registry | undefined;
  readonly #options: ToJsonOptions;

  constructor(options: ToJsonOptions) {
    this.#options = options;
    this.registry = options.registry;
  }

  message(type: AnyMessageType, message: unknown): JsonValue {
    this.place.open();
    const form = type.$fields.json;
    const json = form === undefined ? this.plain(type, message) : form.write(message, this, type);
    this.place.close();
    return json;
  }

  /** What `decode` returns for bytes that the message holds. */
  decode<T>(decode: () => T): T {
    try {
      return decode();
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      throw this.place.error(`expected the bytes of a well-formed message: ${error.message}`, error);
    }
  }

  /** The object with the fields of a message. */
  plain(type: AnyMessageType, value: unknown): JsonObject {
    if (typeof value !== "object" || value === null) throw this.place.unexpected(`a ${type.typeName}`, value);
    const message = value as PlainMessage;
    this.#checkCases(fieldsOf(type).all, message);
    const json: JsonObject = {};
    for (const field of fieldsOf(type).all) {
      const present = this.#present(field, getField(message, field));
      if (present === undefined) continue;
      this.#member(json, this.#options.useProtoFieldName ? field.name : field.jsonName, field, present);
    }
    if (this.registry !== undefined && message.$unknown !== undefined) {
      for (const extension of this.registry.getExtensionsOf(type)) this.#extension(json, message, extension);
    }
    return json;
  }

  /** Refuses a oneof with a case that is none of its members. */
  #checkCases(fields: readonly Field[], message: PlainMessage): void {
    for (const { oneof } of fields) {
      if (oneof === undefined) continue;
      const chosen = (message[oneof] as PlainOneof | undefined)?.case;
      if (chosen === undefined || fields.some((field) => field.oneof === oneof && field.localName === chosen)) continue;
      throw this.place.error(`the oneof ${oneof} has no member ${show(chosen)}`);
    }
  }

  #member(json: JsonObject, key: string, field: Field, value: unknown): void {
    this.place.enter(key);
    if (Object.hasOwn(json, key)) {
      throw this.place.error("two fields of the message have this name in JSON; set the option useProtoFieldName");
    }
    setEntry(json, key, this.#field(field, value));
    this.place.leave();
  }

  #extension(json: JsonObject, message: PlainMessage, extension: AnyExtension): void {
    const has = this.decode(() => hasExtension(message, extension));
    if (!has) return;
    const value: unknown = this.decode(() => getExtension(message, extension));
    this.#member(json, `[${extension.typeName}]`, fieldsOf(extension.$holder).all[0]!, value);
  }

  /** What is to be written of a field, if it is to be written at all. */
  #present(field: Field, value: unknown): unknown {
    const always = this.#options.alwaysEmitImplicit === true;
    switch (field.cardinality) {
      case "expanded":
      case "packed":
        return value === undefined || (value as unknown[]).length === 0 ? (always ? [] : undefined) : value;
      case "map":
        return value === undefined || entriesOf(value as AnyMap).length === 0 ? (always ? {} : undefined) : value;
      case "implicit":
        if (value !== undefined && !isZero(field.value, value)) return value;
        return always ? zeroOf(field.value) : undefined;
      case "required":
        if (value === undefined) throw this.place.error(`the required field ${field.name} is not set`);
        return value;
      default:
        return value;
    }
  }

  #field(field: Field, value: unknown): JsonValue {
    switch (field.cardinality) {
      case "expanded":
      case "packed":
        return this.#list(field.value, value);
      case "map":
        return this.#map(field, value as AnyMap);
      default:
        return this.#value(field.value, value);
    }
  }

  #list(expected: FieldValue, list: unknown): JsonValue[] {
    if (!Array.isArray(list)) throw this.place.unexpected("an array", list);
    const json: JsonValue[] = [];
    for (const element of list) {
      this.place.enter(json.length);
      json.push(this.#value(expected, element));
      this.place.leave();
    }
    return json;
  }

  #map(field: Field, map: AnyMap): JsonObject {
    const json: JsonObject = {};
    for (const [key, element] of entriesOf(map)) {
      this.place.enter(String(key));
      setEntry(json, mapKeyText(field.mapKey!, String(key), this.place), this.#value(field.value, element));
      this.place.leave();
    }
    return json;
  }

  scalar(scalar: ScalarName, value: unknown): JsonValue {
    return writeScalar(scalar, value, this.place);
  }

  #value(expected: FieldValue, value: unknown): JsonValue {
    switch (expected.kind) {
      case "message":
        return this.message(expected.type, value);
      case "enum":
        return writeEnum(expected.type, value, this.#options.enumAsInteger === true, this.place);
      default:
        return this.scalar(expected.scalar, value);
    }
  }
}
