import { type AnyMap, emptyLike, hasEntry, putEntry } from "../any-map.js";
import { getField, type PlainMessage, setField } from "../field-access.js";
import { type Field, type FieldValue, fieldsOf, type ScalarName, type ScalarValue } from "../field-table.js";
import type { JsonValue } from "../json-value.js";
import type { AnyMessageType, MessageType } from "../message-type.js";
import type { Registry } from "../registry.js";
import { isLong } from "../scalar.js";
import { LIST, LIST_END, NULL_BEGIN, OBJECT, OBJECT_END } from "./codes.js";
import { JsonOutput } from "./json-output.js";
import { type JsonKey, type JsonPlan, planOf } from "./json-plan.js";
import { JsonText, UNREAD } from "./json-text.js";
import { keyText } from "./key-text.js";
import { isNullValue } from "./null-value.js";
import { readEnum, readScalar } from "./read-scalar.js";
import { NULL } from "./word.js";
import { writeTree } from "./write-tree.js";

/** Options of {@link fromJson}. */
export interface FromJsonOptions {
  /** The types of the messages in a `google.protobuf.Any`, and the extensions to read. Default: none. */
  readonly registry?: Registry | undefined;
  /** Step over keys and names of enum values that the schema does not know, instead of refusing them. Default: `false`. */
  readonly ignoreUnknownFields?: boolean | undefined;
}

/**
 * The message that a JSON value, as JSON.parse returns it, stands for. Throws JsonError, which names the place, for one that does
 * not fit. Give JSON as text to {@link fromJsonString} where you can: JSON.parse rounds large integers and drops duplicates, and the
 * text is read faster.
 *
 * Source: "ProtoJSON Format" of the Protocol Buffers documentation.
 */
export function fromJson<T>(type: MessageType<T, never>, json: JsonValue, options: FromJsonOptions = {}): T {
  const output = new JsonOutput();
  writeTree(json, output, UNREAD);
  return new JsonReader(output.done(), options, true).whole(type) as T;
}

/** The message that JSON text stands for. Numbers are exact. Throws JsonError as {@link fromJson} does, and for what is no JSON. */
export function fromJsonString<T>(type: MessageType<T, never>, text: string, options: FromJsonOptions = {}): T {
  return new JsonReader(text, options, false).whole(type) as T;
}

/** Reads messages from JSON text. */
export class JsonReader extends JsonText {
  readonly registry: Registry | undefined;
  /** Whether the text was made of numbers of JavaScript, which may have been rounded. */
  readonly isRounded: boolean;
  readonly #ignoreUnknown: boolean;

  constructor(text: string, options: FromJsonOptions, isRounded: boolean) {
    super(text);
    this.registry = options.registry;
    this.isRounded = isRounded;
    this.#ignoreUnknown = options.ignoreUnknownFields === true;
  }

  /** The message that is all of the text. */
  whole(type: AnyMessageType): unknown {
    this.next();
    const message = this.message(type);
    this.finish();
    return message;
  }

  message(type: AnyMessageType): unknown {
    this.nest(1);
    const form = type.$fields.json;
    const message = form === undefined ? this.plain(type) : form.read(this, type);
    this.nest(-1);
    return message;
  }

  /** The message that an object with its fields stands for; `typeAt` is where a key stands that is none of them, the type of an Any. */
  plain(type: AnyMessageType, typeAt = -1): PlainMessage {
    const start = this.at;
    const message = type.$create() as PlainMessage;
    this.#members(type, message, typeAt);
    if (type.$required !== undefined) this.#checkRequired(type, message, start);
    return message;
  }

  #members(type: AnyMessageType, message: PlainMessage, typeAt: number): void {
    const plan = planOf(fieldsOf(type));
    if (!this.begin(OBJECT, `an object for ${type.typeName}`)) return;
    let last: JsonKey | JsonPlan = plan;
    /** What was given: the first fields as bits, and the indexes of others, and keys that are none. */
    let given = 0;
    let others: Set<string | number> | undefined;
    do {
      let key: JsonKey | undefined = this.at === typeAt ? undefined : last.next;
      if (key === undefined || !this.take(key.word)) {
        const isType = this.at === typeAt;
        const name = this.key();
        key = isType ? undefined : plan.byName.get(name);
        if (key === undefined) {
          others ??= new Set();
          if (others.size === others.add(name).size) throw this.twice("the key");
          if (isType) this.skip();
          else this.#extension(type, message, name);
          continue;
        }
        last.next = key;
      }
      last = key;
      const { field } = key;
      const { index } = key;
      const before = index < 32 ? given : (others ??= new Set()).size;
      if (index < 32) given |= 1 << index;
      if (before === (index < 32 ? given : others!.add(index).size))
        throw this.twice(`the field ${field.jsonName} (${field.name})`);
      this.#member(message, field);
    } while (this.more(OBJECT_END));
  }

  #member(message: PlainMessage, field: Field): void {
    const start = this.at;
    const value = this.field(field, message);
    if (value === undefined) return;
    const { oneof } = field;
    if (oneof === undefined) message[field.localName] = value;
    else if ((message[oneof] as { case?: string } | undefined)?.case === undefined) setField(message, field, value);
    else {
      this.at = start;
      throw this.error(`the oneof ${oneof} has a value already; give one of its members`);
    }
  }

  #extension(type: AnyMessageType, message: PlainMessage, key: string): void {
    const extension = this.registry?.getExtension(key.slice(1, -1));
    if (extension?.extendee !== type.typeName || key !== `[${extension.typeName}]`) {
      this.unknown(type);
      return;
    }
    extension.$access.json.read(extension, message, this);
  }

  /** Refuses a key that the schema does not know, unless such keys are to be ignored. */
  unknown(type: AnyMessageType): void {
    if (!this.#ignoreUnknown)
      throw this.error(`${type.typeName} has no such field; remove it, or set the option ignoreUnknownFields`);
    this.skip();
  }

  #checkRequired(type: AnyMessageType, message: PlainMessage, start: number): void {
    for (const field of fieldsOf(type).all) {
      if (field.cardinality !== "required" || getField(message, field) !== undefined) continue;
      this.at = start;
      throw this.error(`the required field ${field.jsonName} is missing`);
    }
  }

  /** What a field holds by the value that begins here; undefined for null, and for an enum value that may be ignored. */
  field(field: Field, message: PlainMessage): unknown {
    const { cardinality, value } = field;
    const isRepeated = cardinality === "expanded" || cardinality === "packed" || cardinality === "map";
    if (this.next() === NULL_BEGIN && (isRepeated || !isNullable(value)) && this.take(NULL)) return undefined;
    if (!isRepeated) return this.#value(value);
    return cardinality === "map" ? this.#map(field, emptyLike(getField(message, field) as AnyMap)) : this.#list(value);
  }

  #list(expected: FieldValue): unknown[] {
    const list: unknown[] = [];
    if (!this.begin(LIST, "an array")) return list;
    do {
      if (expected.kind === "scalar" && this.numbers(list, expected.scalar)) return list;
      const value = this.#element(expected);
      if (value !== undefined) list.push(value);
    } while (this.more(LIST_END));
    return list;
  }

  #map(field: Field, map: AnyMap): AnyMap {
    if (!this.begin(OBJECT, "an object")) return map;
    do {
      const text = keyText(field.mapKey!, this.key(), this);
      const key = field.typedKey === undefined ? text : this.#typedKey(field.typedKey, text);
      if (hasEntry(map, key)) throw this.twice("the key");
      const value = this.#element(field.value);
      if (value !== undefined) putEntry(map, key, value);
    } while (this.more(OBJECT_END));
    return map;
  }

  /** The key of an ES Map, which has a type of its own. */
  #typedKey({ scalar, as }: ScalarValue, text: string): unknown {
    if (scalar === "string") return text;
    if (scalar === "bool") return text === "true";
    return isLong(scalar) ? this.long(as, BigInt(text)) : Number(text);
  }

  #element(expected: FieldValue): unknown {
    if (this.next() === NULL_BEGIN && !isNullable(expected)) throw this.unexpected("a value");
    return this.#value(expected);
  }

  scalar(scalar: ScalarName): unknown {
    return readScalar(scalar, undefined, this);
  }

  /** An integer of 64 bits as a field has it: a bigint, a string, or a number if that holds it. */
  long(as: ScalarValue["as"], value: number | bigint): unknown {
    if (as === undefined) return BigInt(value);
    if (as === "string") return String(value);
    if (Number.isSafeInteger(Number(value))) return Number(value);
    throw this.error(`expected an integer of at most 53 bits, got ${value}; the field is a number in JavaScript`);
  }

  #value(expected: FieldValue): unknown {
    switch (expected.kind) {
      case "message":
        return this.message(expected.type);
      case "enum":
        return readEnum(expected.type, this, this.#ignoreUnknown);
      default:
        return readScalar(expected.scalar, expected.as, this);
    }
  }
}

/** Whether null is a value of the type. */
function isNullable(value: FieldValue): boolean {
  if (value.kind === "scalar") return false;
  return value.kind === "enum" ? isNullValue(value.type) : value.type.$fields.json?.nullable === true;
}
