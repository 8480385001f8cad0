import { INVALID, tooDeep, truncated } from "../wire/errors.js";
import { at, readBool, readDouble, readLength, readString, readTag, skipField } from "../wire/reader.js";
import { finish, room, writeDouble, writeString } from "../wire/writer.js";
import { listValueJson, structJson, valueJson } from "./json/struct-json.js";
import { setEntry } from "./map.js";
import { messageType } from "./message-codec.js";
import type { MessageType } from "./message-type.js";
import { isPlain } from "./plain.js";
import { scalarProblem, show } from "./scalar.js";

/** Any JSON value: what `google.protobuf.Value` carries. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
/** A JSON object: what `google.protobuf.Struct` carries. */
export type JsonObject = { [key: string]: JsonValue };

// The fields of google/protobuf/struct.proto, all of one-byte tags.
const NULL = 8;
const NUMBER = 17;
const STRING = 26;
const BOOL = 32;
const STRUCT = 42;
const LIST = 50;
const ELEMENT = 10;
const KEY = 10;
const VALUE = 18;

function readValue(b: Uint8Array, p: number, end: number, into?: JsonValue, depth = 100): JsonValue {
  if (depth < 0) throw tooDeep(p);
  let value = into ?? null;
  while (p < end) {
    const tag = readTag(b, p, end);
    p = at.next;
    if (tag === NULL) {
      p = skipField(b, p, tag, end, depth);
      value = null;
    } else if (tag === NUMBER) {
      value = readDouble(b, p, end);
      p += 8;
    } else if (tag === BOOL) {
      value = readBool(b, p);
      p = at.next;
    } else if (tag === STRING || tag === STRUCT || tag === LIST) {
      const n = readLength(b, p, end);
      p = at.next;
      if (tag === STRING) value = readString(b, p, n);
      else if (tag === STRUCT) value = readStruct(b, p, p + n, isPlain(value) ? value : undefined, depth - 1);
      else value = readList(b, p, p + n, Array.isArray(value) ? value : undefined, depth - 1);
      p += n;
    } else {
      p = skipField(b, p, tag, end, depth);
    }
  }
  if (p !== end) throw truncated(p);
  return value;
}

function readStruct(b: Uint8Array, p: number, end: number, into?: JsonObject, depth = 100): JsonObject {
  if (depth < 0) throw tooDeep(p);
  const object = into ?? {};
  while (p < end) {
    const tag = readTag(b, p, end);
    p = at.next;
    if (tag === ELEMENT) {
      const n = readLength(b, p, end);
      p = at.next;
      readEntry(b, p, p + n, object, depth);
      p += n;
    } else {
      p = skipField(b, p, tag, end, depth);
    }
  }
  if (p !== end) throw truncated(p);
  return object;
}

function readEntry(b: Uint8Array, p: number, end: number, object: JsonObject, depth: number): void {
  let key = "";
  let value: JsonValue = null;
  while (p < end) {
    const tag = readTag(b, p, end);
    p = at.next;
    if (tag === KEY || tag === VALUE) {
      const n = readLength(b, p, end);
      p = at.next;
      if (tag === KEY) key = readString(b, p, n);
      else value = readValue(b, p, p + n, value, depth - 1);
      p += n;
    } else {
      p = skipField(b, p, tag, end, depth);
    }
  }
  if (p !== end) throw truncated(p);
  setEntry(object, key, value);
}

function readList(b: Uint8Array, p: number, end: number, into?: JsonValue[], depth = 100): JsonValue[] {
  if (depth < 0) throw tooDeep(p);
  const list = into ?? [];
  while (p < end) {
    const tag = readTag(b, p, end);
    p = at.next;
    if (tag === ELEMENT) {
      const n = readLength(b, p, end);
      p = at.next;
      list.push(readValue(b, p, p + n, undefined, depth - 1));
      p += n;
    } else {
      p = skipField(b, p, tag, end, depth);
    }
  }
  if (p !== end) throw truncated(p);
  return list;
}

function writeValue(b: Uint8Array, p: number, value: JsonValue, depth = 100): number {
  if (depth < 0) throw INVALID;
  room(b, p);
  switch (typeof value) {
    case "number":
      b[p++] = NUMBER;
      return writeDouble(b, p, value);
    case "string":
      b[p++] = STRING;
      return writeString(b, p, value);
    case "boolean":
      b[p++] = BOOL;
      b[p++] = value ? 1 : 0;
      return p;
    default:
      if (value === null) {
        b[p++] = NULL;
        b[p++] = 0;
        return p;
      }
      if (Array.isArray(value)) {
        b[p++] = LIST;
        return finish(b, p, writeList(b, p + 1, value, depth - 1));
      }
      if (!isPlain(value)) throw INVALID;
      b[p++] = STRUCT;
      return finish(b, p, writeStruct(b, p + 1, value, depth - 1));
  }
}

function writeStruct(b: Uint8Array, p: number, object: JsonObject, depth = 100): number {
  if (depth < 0 || !isPlain(object)) throw INVALID;
  for (const key of Object.keys(object)) {
    room(b, p);
    b[p++] = ELEMENT;
    const start = p++;
    b[p++] = KEY;
    p = writeString(b, p, key);
    b[p++] = VALUE;
    p = finish(b, p, writeValue(b, p + 1, object[key]!, depth - 1));
    p = finish(b, start, p);
  }
  return p;
}

function writeList(b: Uint8Array, p: number, list: readonly JsonValue[], depth = 100): number {
  if (depth < 0 || !Array.isArray(list)) throw INVALID;
  for (const value of list) {
    room(b, p);
    b[p++] = ELEMENT;
    p = finish(b, p, writeValue(b, p + 1, value, depth - 1));
  }
  return p;
}

/** `google.protobuf.Value` as the JSON value that it stands for. A number may be NaN or infinite in the binary form only. */
export function valueType(typeName: string): MessageType<JsonValue> {
  return messageType<JsonValue, JsonValue>(typeName, {
    create: (value = null) => structuredClone(value),
    read: readValue,
    write: writeValue,
    fields: "",
    json: valueJson,
    problem: jsonProblem,
  });
}

/** `google.protobuf.Struct` as a JSON object. */
export function structType(typeName: string): MessageType<JsonObject> {
  return messageType<JsonObject, JsonObject>(typeName, {
    create: (object = {}) => structuredClone(object),
    read: readStruct,
    write: writeStruct,
    fields: "",
    json: structJson,
    // A Struct is one message less than a Value that holds one.
    problem: (value, depth = 100) =>
      isPlain(value) ? jsonProblem(value, depth + 1) : `expected a JSON object, got ${show(value)}`,
  });
}

/** `google.protobuf.ListValue` as a JSON array. */
export function listValueType(typeName: string): MessageType<JsonValue[]> {
  return messageType<JsonValue[], JsonValue[]>(typeName, {
    create: (list = []) => structuredClone(list),
    read: readList,
    write: writeList,
    fields: "",
    json: listValueJson,
    problem: (value, depth = 100) =>
      Array.isArray(value) ? jsonProblem(value, depth + 1) : `expected a JSON array, got ${show(value)}`,
  });
}

const TOO_DEEP = "JSON nests deeper than 100 levels of messages, or in a circle";

/** What is wrong with a value that should be JSON, and where in it: `expected JSON, got undefined (at a.b[2])`. */
function jsonProblem(value: unknown, depth = 100, path = ""): string | undefined {
  if (depth < 0) return TOO_DEEP;
  if (value === null || typeof value === "number" || typeof value === "boolean") return undefined;
  if (typeof value === "string") return placed(scalarProblem("string", value), path);
  const isList = Array.isArray(value);
  if (!isList && !isPlain(value)) return placed(`expected JSON, got ${show(value)}`, path);
  // A list or an object is two messages: the Value, and what it holds.
  if (depth < 1) return TOO_DEEP;
  for (const key of isList ? value.keys() : Object.keys(value)) {
    const below = isList ? `${path}[${key}]` : path === "" ? String(key) : `${path}.${key}`;
    const problem =
      placed(scalarProblem("string", String(key)), below) ?? jsonProblem(value[key as never], depth - 2, below);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function placed(problem: string | undefined, path: string): string | undefined {
  if (problem === undefined || path === "") return problem;
  return `${problem} (at ${path.length > 100 ? `${path.slice(0, 100)}…` : path})`;
}
