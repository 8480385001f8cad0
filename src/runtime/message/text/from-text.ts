import { type AnyMap, putEntry } from "../any-map.js";
import { setExtension } from "../extension.js";
import { getField, type PlainMessage, setField } from "../field-access.js";
import { type Field, fieldsOf, isReserved, type ScalarName, type ScalarValue } from "../field-table.js";
import type { AnyMessageType, MessageType } from "../message-type.js";
import { RECURSION_LIMIT } from "../recursion-limit.js";
import type { AnyExtension, Registry } from "../registry.js";
import { zeroOf } from "../scalar.js";
import { ANY, ANY_URL } from "./any-url.js";
import { parseScalar } from "./parse-scalar.js";
import { skipValue } from "./skip-value.js";
import { findExtension, textName } from "./text-name.js";
import { shapeOf } from "./text-shape.js";
import { Tokenizer } from "./tokenizer.js";

/** Options of {@link fromText}. */
export interface FromTextOptions {
  /** Where to find the types of messages in an Any, and extensions. Without it, text that has either is refused. */
  readonly registry?: Registry | undefined;
}

/**
 * Reads a message in the text format. Throws TextError, which tells line and column, for text that is not well-formed or does not
 * fit the type: unknown and duplicate fields, two members of a oneof, values out of range, a required field that is missing, and
 * messages that nest deeper than 100 levels.
 *
 * Source: Text Format Language Specification.
 */
export function fromText<T>(type: MessageType<T, never>, text: string, options: FromTextOptions = {}): T {
  const tokens = new Tokenizer(text);
  const message = new Parser(tokens, options.registry).fields(type, "", RECURSION_LIMIT);
  return message as T;
}

/** A message that is being read: which fields and oneofs it has already. */
interface Target {
  readonly type: AnyMessageType;
  readonly message: PlainMessage;
  readonly fields: readonly Field[];
  readonly seen: Set<Field | string>;
  /** The extensions, each as the only field of a message. */
  readonly extensions: Map<AnyExtension, Target>;
}

class Parser {
  readonly #tokens: Tokenizer;
  readonly #registry: Registry | undefined;

  constructor(tokens: Tokenizer, registry: Registry | undefined) {
    this.#tokens = tokens;
    this.#registry = registry;
  }

  /** Takes the fields of a message up to the symbol that closes it; the empty one is the end of the text. */
  fields(type: AnyMessageType, close: string, depth: number): unknown {
    const tokens = this.#tokens;
    if (depth < 0) throw tokens.error(`messages nest deeper than ${RECURSION_LIMIT} levels; flatten them`);
    const shape = shapeOf(type);
    const target: Target = {
      type,
      message: shape.create(),
      fields: shape.fields,
      seen: new Set(),
      extensions: new Map(),
    };
    while (close === "" ? tokens.token.kind !== "end" : !tokens.is(close)) {
      this.#field(target, depth);
      if (!tokens.takeIf(",")) tokens.takeIf(";");
    }
    const missing = shape.fields.find((field) => field.cardinality === "required" && !target.seen.has(field));
    if (missing !== undefined) throw tokens.error(`${type.typeName} lacks the required field ${missing.name}; add it`);
    if (close !== "") tokens.take();
    for (const [extension, holder] of target.extensions) {
      setExtension(target.message, extension, holder.message["value"] as never);
    }
    const problem = shape.problem?.(target.message);
    if (problem !== undefined) throw tokens.error(problem);
    return shape.close(target.message);
  }

  #field(target: Target, depth: number): void {
    const tokens = this.#tokens;
    const { offset } = tokens.token;
    if (tokens.is("[")) {
      const name = tokens.takeBracketed();
      if (name.includes("/")) this.#any(target, name, offset, depth);
      else this.#extension(target, name, offset, depth);
      return;
    }
    if (tokens.token.kind !== "name") throw tokens.error(`expected the name of a field, got ${tokens.describe()}`);
    const name = tokens.take().text;
    const field = fieldByName(target, name);
    if (field !== undefined) this.#values(target, field, offset, depth);
    else if (isReserved(fieldsOf(target.type), name)) skipValue(tokens, depth);
    else throw tokens.error(`${target.type.typeName} has no field "${name}"; check its spelling`, offset);
  }

  #extension(target: Target, name: string, offset: number, depth: number): void {
    const extension = findExtension(this.#registry, target.type.typeName, name);
    if (extension === undefined) {
      const problem = `the registry has no extension "${name}" of ${target.type.typeName}; add it to the registry`;
      throw this.#tokens.error(problem, offset);
    }
    let holder = target.extensions.get(extension);
    if (holder === undefined) {
      const type: AnyMessageType = extension.$holder;
      const message = type.$create() as PlainMessage;
      holder = { type, message, fields: fieldsOf(type).all, seen: new Set(), extensions: new Map() };
      target.extensions.set(extension, holder);
    }
    this.#values(holder, holder.fields[0]!, offset, depth);
  }

  /** An Any by the message that it holds. */
  #any({ type, message, fields, seen }: Target, url: string, offset: number, depth: number): void {
    const tokens = this.#tokens;
    if (type.typeName !== ANY) throw tokens.error(`${type.typeName} is no ${ANY}, so it has no [${url}]`, offset);
    const name = url.slice(url.lastIndexOf("/") + 1);
    const inner = ANY_URL.test(url) ? this.#registry?.getMessage(name) : undefined;
    if (inner === undefined)
      throw tokens.error(`the registry has no message type "${name}"; add it to the registry`, offset);
    if (seen.size > 0) throw tokens.error(`the ${ANY} has a type or value already; keep one of them`, offset);
    for (const field of fields) seen.add(field);
    tokens.takeIf(":");
    const value = inner.encode(this.#message(inner, depth));
    Object.assign(message, { typeUrl: url, value });
  }

  /** The value of a field, or a list of values. */
  #values(target: Target, field: Field, offset: number, depth: number): void {
    const tokens = this.#tokens;
    const colon = tokens.takeIf(":");
    if (!colon && field.value.kind !== "message" && field.cardinality !== "map") tokens.expect(":");
    const { cardinality } = field;
    if (cardinality !== "expanded" && cardinality !== "packed" && cardinality !== "map") {
      this.#checkSingle(target, field, offset);
      setField(target.message, field, this.#value(field, depth));
    } else if (!tokens.takeIf("[")) {
      this.#add(target, field, depth);
    } else if (!tokens.takeIf("]")) {
      do this.#add(target, field, depth);
      while (tokens.takeIf(","));
      tokens.expect("]");
    }
  }

  #checkSingle({ type, seen, fields }: Target, field: Field, offset: number): void {
    const { oneof } = field;
    if (seen.has(field)) {
      throw this.#tokens.error(`${type.typeName} has the field ${field.name} twice; keep one of them`, offset);
    }
    if (oneof !== undefined && seen.has(oneof)) {
      const other = fields.find((member) => member.oneof === oneof && seen.has(member))!;
      const problem = `${type.typeName} has ${other.name} already, of the same oneof as ${field.name}; keep one of them`;
      throw this.#tokens.error(problem, offset);
    }
    seen.add(field);
    if (oneof !== undefined) seen.add(oneof);
  }

  /** Adds an element to a list, or an entry to a map. */
  #add({ message }: Target, field: Field, depth: number): void {
    let value = getField(message, field);
    if (value === undefined) {
      value = field.cardinality === "map" ? {} : [];
      setField(message, field, value);
    }
    if (field.cardinality === "map") this.#entry(field, value as AnyMap, depth);
    else (value as unknown[]).push(this.#value(field, depth));
  }

  #entry(field: Field, map: AnyMap, depth: number): void {
    const tokens = this.#tokens;
    const close = this.#open();
    const expected = field.typedKey ?? scalar(field.mapKey!);
    let key: unknown;
    let value: unknown;
    while (!tokens.is(close)) {
      const { kind, text } = tokens.token;
      if (kind !== "name" || (text !== "key" && text !== "value")) {
        throw tokens.error(`an entry of the map ${field.name} has a key and a value, got ${tokens.describe()}`);
      }
      if ((text === "key" ? key : value) !== undefined)
        throw tokens.error(`the entry has the ${text} twice; keep one of them`);
      tokens.take();
      if (!tokens.takeIf(":") && (text === "key" || field.value.kind !== "message")) tokens.expect(":");
      if (text === "key") key = parseScalar(tokens, expected);
      else value = this.#value(field, depth);
      if (!tokens.takeIf(",")) tokens.takeIf(";");
    }
    tokens.take();
    key ??= zeroOf(expected);
    value ??= field.value.kind === "message" ? this.#empty(field.value.type) : zeroOf(field.value);
    putEntry(map, field.typedKey === undefined ? String(key) : key, value);
  }

  #empty(type: AnyMessageType): unknown {
    const shape = shapeOf(type);
    return shape.close(shape.create());
  }

  #value({ value }: Field, depth: number): unknown {
    return value.kind === "message" ? this.#message(value.type, depth) : parseScalar(this.#tokens, value);
  }

  #message(type: AnyMessageType, depth: number): unknown {
    return this.fields(type, this.#open(), depth - 1);
  }

  /** Takes what opens a message, and tells what closes it. */
  #open(): "}" | ">" {
    if (this.#tokens.takeIf("<")) return ">";
    this.#tokens.expect("{");
    return "}";
  }
}

function scalar(name: ScalarName): ScalarValue {
  return { kind: "scalar", scalar: name, as: undefined };
}

/** The field of that name. A group answers to the name of its type and to its own. */
function fieldByName({ type, fields }: Target, name: string): Field | undefined {
  return fields.find((field) => field.name === name) ?? fields.find((field) => textName(field, type.typeName) === name);
}
