import { EncodeError } from "../wire/errors.js";
import { isBytes } from "../wire/writer.js";
import { type AnyMap, entriesOf } from "./any-map.js";
import { type Field, type FieldValue, fieldsOf, hasFields } from "./field-table.js";
import { isWritable } from "./is-writable.js";
import type { AnyMessageType } from "./message-type.js";
import { RECURSION_LIMIT } from "./recursion-limit.js";
import { scalarProblem, show } from "./scalar.js";

/**
 * Finds why a writer has refused a message: the first field, in the order of the .proto file, that holds what its type cannot
 * carry. Runs only after a failure, so that the writers need not know their path.
 */
export function describeInvalid(type: AnyMessageType, message: unknown): EncodeError | undefined {
  return inMessage(type, message, type.typeName, RECURSION_LIMIT);
}

/** The error for a message that a writer, or a walk over its fields, has refused. */
export function invalidMessage(type: AnyMessageType, message: unknown): EncodeError {
  // A getter may answer otherwise when it is asked again.
  return describeInvalid(type, message) ?? new EncodeError("a value changed while it was read", type.typeName);
}

function inMessage(type: AnyMessageType, message: unknown, path: string, depth: number): EncodeError | undefined {
  if (depth < 0) return new EncodeError("messages nest deeper than 100 levels, or in a circle", path);
  if (type.$problem !== undefined) {
    const problem = type.$problem(message, depth);
    return problem === undefined ? undefined : new EncodeError(problem, path);
  }
  if (!isObject(message)) return new EncodeError(`expected a ${type.typeName}, got ${show(message)}`, path);
  if (!hasFields(type)) return refusedByWriter(type, message, path, depth);
  const fields = fieldsOf(type).all;
  for (const field of fields) {
    const error = describeField(field, message, `${path}.${field.oneof ?? field.localName}`, depth);
    if (error !== undefined) return error;
  }
  const wrong = fields.find(({ oneof }) => oneof !== undefined && hasUnknownCase(fields, oneof, message[oneof]));
  if (wrong !== undefined) {
    const { case: found } = message[wrong.oneof!] as { case: unknown };
    return new EncodeError(`the oneof has no member ${show(found)}`, `${path}.${wrong.oneof}`);
  }
  const unknown = message["$unknown"];
  if (unknown !== undefined && !isBytes(unknown)) {
    return new EncodeError(`expected a Uint8Array of raw fields, got ${show(unknown)}`, `${path}.$unknown`);
  }
  return undefined;
}

/** The same for a type without a field table: its writer tells which property it refuses, and no more. */
function refusedByWriter(
  type: AnyMessageType,
  message: { [property: string]: unknown },
  path: string,
  depth: number,
): EncodeError | undefined {
  if (isWritable(type, message, depth)) return undefined;
  const key = Object.keys(message).find((key) => !isWritable(type, { [key]: message[key] }, depth));
  const [at, value] = key === undefined ? [path, message] : [`${path}.${key}`, message[key]];
  const problem = `invalid value, ${show(value)}; generate ${type.typeName} with json=true to be told what is wrong with it`;
  return new EncodeError(problem, at);
}

/** What is wrong with what a message holds in a field; `path` is that of the property. */
export function describeField(
  field: Field,
  message: { [property: string]: unknown },
  path: string,
  depth: number,
): EncodeError | undefined {
  const value = message[field.oneof ?? field.localName];
  if (field.oneof !== undefined) {
    if (value === undefined) return undefined;
    if (!isObject(value)) return new EncodeError(`expected { case, value }, got ${show(value)}`, path);
    return value["case"] === field.localName
      ? inValue(field.value, value["value"], `${path}.${field.localName}`, depth)
      : undefined;
  }
  if (value === undefined) {
    return field.cardinality === "required" ? new EncodeError("the required field is not set", path) : undefined;
  }
  switch (field.cardinality) {
    case "expanded":
    case "packed":
      if (!Array.isArray(value)) return new EncodeError(`expected an array, got ${show(value)}`, path);
      for (let i = 0; i < value.length; i++) {
        const error = inValue(field.value, value[i], `${path}[${i}]`, depth);
        if (error !== undefined) return error;
      }
      return undefined;
    case "map":
      if (!isMapOf(field, value)) {
        const expected = field.typedKey === undefined ? "a plain object" : "a Map";
        return new EncodeError(`expected ${expected}, got ${show(value)}`, path);
      }
      for (const [key, element] of entriesOf(value)) {
        const at = `${path}[${isObject(key) ? show(key) : show(String(key))}]`;
        const problem =
          field.typedKey === undefined ? mapKeyProblem(field, key as string) : typedKeyProblem(field, key);
        if (problem !== undefined) return new EncodeError(problem, at);
        const error = inValue(field.value, element, at, depth);
        if (error !== undefined) return error;
      }
      return undefined;
    default:
      return inValue(field.value, value, path, depth);
  }
}

function hasUnknownCase(fields: readonly Field[], oneof: string, value: unknown): boolean {
  if (!isObject(value) || value["case"] === undefined) return false;
  return !fields.some((field) => field.oneof === oneof && field.localName === value["case"]);
}

/** Whether a value is a map in the form that the field has. */
function isMapOf({ typedKey }: Field, value: unknown): value is AnyMap {
  return isObject(value) && value instanceof Map === (typedKey !== undefined);
}

/** What is wrong with a key of an ES Map. */
function typedKeyProblem({ mapKey }: Field, key: unknown): string | undefined {
  const problem = scalarProblem(mapKey!, key);
  return problem === undefined || typeof key === mapKey
    ? problem
    : `expected a key of type ${mapKey}, got ${show(key)}`;
}

/** What is wrong with a key of an object. */
function mapKeyProblem(field: Field, key: string): string | undefined {
  switch (field.mapKey) {
    case "string":
      return scalarProblem("string", key);
    case "bool":
      return key === "true" || key === "false" ? undefined : `expected the key "true" or "false", got ${show(key)}`;
    default: {
      const number = Number(key);
      const isNumber = field.mapKey!.endsWith("64") || String(number) === key;
      const problem = isNumber
        ? scalarProblem(field.mapKey!, field.mapKey!.endsWith("64") ? key : number)
        : "no number";
      return problem === undefined ? undefined : `expected a key of type ${field.mapKey}, got ${show(key)}`;
    }
  }
}

function inValue(expected: FieldValue, value: unknown, path: string, depth: number): EncodeError | undefined {
  switch (expected.kind) {
    case "message":
      return inMessage(expected.type, value, path, depth - 1);
    case "enum": {
      if (typeof value === "number" && (value | 0) === value) return undefined;
      return new EncodeError(`expected a number of enum ${expected.type.typeName}, got ${show(value)}`, path);
    }
    default: {
      const problem = scalarProblem(expected.scalar, value);
      return problem === undefined ? undefined : new EncodeError(problem, path);
    }
  }
}

function isObject(value: unknown): value is { [property: string]: unknown } {
  return typeof value === "object" && value !== null;
}
