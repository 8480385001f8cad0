import { type AnyMap, entriesOf, isEmpty } from "../any-map.js";
import { getField, type PlainMessage, type PlainOneof } from "../field-access.js";
import { type Field, type FieldValue, fieldsOf, type ScalarName } from "../field-table.js";
import type { JsonValue } from "../json-value.js";
import type { AnyMessageType, MessageType } from "../message-type.js";
import type { Registry } from "../registry.js";
import { isZero, show } from "../scalar.js";
import { COLON, COMMA, LIST, LIST_END, OBJECT, OBJECT_END } from "./codes.js";
import { indent } from "./indent.js";
import { JsonOutput } from "./json-output.js";
import { type JsonKey, planOf } from "./json-plan.js";
import { keyText } from "./key-text.js";
import { wordOf } from "./word.js";
import { writeEnum, writeScalar } from "./write-scalar.js";

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
 * and for a value its field cannot hold. Where text is wanted in the end, {@link toJsonString} is faster.
 *
 * Source: "ProtoJSON Format" of the Protocol Buffers documentation.
 */
export function toJson<Init>(type: MessageType<unknown, Init>, message: Init, options: ToJsonOptions = {}): JsonValue {
  return JSON.parse(toJsonString(type, message, options)) as JsonValue;
}

/** The ProtoJSON of a message as text. Throws as {@link toJson} does. */
export function toJsonString<Init>(
  type: MessageType<unknown, Init>,
  message: Init,
  options: ToJsonStringOptions = {},
): string {
  const writer = new JsonWriter(options);
  writer.message(type, message);
  const text = writer.done();
  // As many as JSON.stringify takes.
  const spaces = Math.min(options.prettySpaces ?? 0, 10);
  return spaces >= 1 ? indent(text, spaces) : text;
}

/** Writes messages as JSON text. */
export class JsonWriter extends JsonOutput {
  readonly registry: Registry | undefined;
  readonly #options: ToJsonOptions;

  constructor(options: ToJsonOptions) {
    super();
    this.#options = options;
    this.registry = options.registry;
  }

  message(type: AnyMessageType, message: unknown): void {
    this.nest(1);
    const form = type.$fields.json;
    if (form !== undefined) form.write(message, this, type);
    else {
      this.code(OBJECT);
      this.members(type, message);
      this.code(OBJECT_END);
    }
    this.nest(-1);
  }

  /** Writes the fields of a message as members of an object. */
  members(type: AnyMessageType, value: unknown): void {
    if (typeof value !== "object" || value === null) throw this.unexpected(`a ${type.typeName}`, value);
    const message = value as PlainMessage;
    const { all } = fieldsOf(type);
    const { written, oneofs } = planOf(fieldsOf(type));
    for (const [oneof, names] of oneofs) {
      const chosen = (message[oneof] as PlainOneof | undefined)?.case;
      if (chosen !== undefined && !names.has(chosen)) {
        throw this.error(`the oneof ${oneof} has no member ${show(chosen)}`);
      }
    }
    for (let i = 0; i < all.length; i++) {
      const value = this.#present(written[i]!, all[i]!, getField(message, all[i]!));
      if (value === undefined) continue;
      this.#key(written[i]!, all[i]!);
      this.field(all[i]!, value);
    }
    if (this.registry === undefined) return;
    for (const extension of this.registry.getExtensionsOf(type)) extension.$access.json.write(extension, message, this);
  }

  scalar(scalar: ScalarName, value: unknown): void {
    writeScalar(scalar, value, this);
  }

  #key(key: JsonKey, field: Field): void {
    if (this.#options.useProtoFieldName) this.member(wordOf(`${JSON.stringify(field.name)}:`));
    else if (key.field === field) this.member(key.word);
    else throw this.error(`two fields have the JSON name ${field.jsonName}; set the option useProtoFieldName`);
  }

  /** What is to be written of a field, if it is to be written at all. */
  #present({ zero }: JsonKey, { cardinality, value: expected, name }: Field, value: unknown): unknown {
    const always = this.#options.alwaysEmitImplicit === true;
    switch (cardinality) {
      case "implicit":
        if (value === undefined) return always ? zero : undefined;
        if (typeof value === "object" || Object.is(value, -0) ? !isZero(expected, value) : value !== zero) return value;
        return always ? zero : undefined;
      case "expanded":
      case "packed":
        return value === undefined || (value as unknown[]).length === 0 ? (always ? [] : undefined) : value;
      case "map":
        return value === undefined || isEmpty(value as AnyMap) ? (always ? {} : undefined) : value;
      case "required":
        if (value === undefined) throw this.error(`the required field ${name} is not set`);
    }
    return value;
  }

  /** Writes what a field holds. */
  field({ cardinality, value: expected, mapKey }: Field, value: unknown): void {
    if (cardinality === "map") {
      this.code(OBJECT);
      for (const [key, element] of entriesOf(value as AnyMap)) {
        this.item();
        this.string(`${key}`);
        this.code(COLON);
        if (mapKey !== "string") keyText(mapKey!, `${key}`, this);
        this.#value(expected, element);
      }
      this.code(OBJECT_END);
    } else if (cardinality === "expanded" || cardinality === "packed") {
      if (!Array.isArray(value)) throw this.unexpected("an array", value);
      this.code(LIST);
      for (let i = expected.kind === "scalar" ? this.elements(value, expected.scalar) : 0; i < value.length; i++) {
        if (i > 0) this.code(COMMA);
        this.#value(expected, value[i]);
      }
      this.code(LIST_END);
    } else this.#value(expected, value);
  }

  #value(expected: FieldValue, value: unknown): void {
    switch (expected.kind) {
      case "message":
        this.message(expected.type, value);
        break;
      case "enum":
        writeEnum(expected.type, value, this.#options.enumAsInteger === true, this);
        break;
      default:
        writeScalar(expected.scalar, value, this);
    }
  }
}
