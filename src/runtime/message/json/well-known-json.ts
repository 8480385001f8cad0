import type { FieldValue } from "../field-table.js";
import type { JsonValue } from "../json-value.js";
import type { AnyMessageType } from "../message-type.js";
import type { WrappableScalar } from "../wrapper.js";
import { ANY } from "./any-json.js";
import { NULL_NUMBERS } from "./enum-json.js";
import { FIELD_MASK } from "./field-mask-json.js";
import type { JsonReader } from "./from-json.js";
import type { JsonTree } from "./json-tree.js";
import { readScalar, writeScalar } from "./scalar-json.js";
import { LIST_VALUE, STRUCT, VALUE } from "./struct-json.js";
import { DURATION, TIMESTAMP } from "./time-json.js";
import type { JsonWriter } from "./to-json.js";

/** How the messages of a type that is no plain object in JSON are written and read. */
export interface WellKnownJson {
  write(message: unknown, writer: JsonWriter, type: AnyMessageType): JsonValue;
  read(json: JsonTree, reader: JsonReader, type: AnyMessageType): unknown;
  /** Whether null is a value of the type. A field of any other type is absent when it is null. */
  readonly nullable?: boolean;
}

/** The types with a form of their own, by full name. Source: "Well-Known Types" of the ProtoJSON format. */
const WELL_KNOWN: ReadonlyMap<string, WellKnownJson> = /*@__PURE__*/ new Map([
  ["google.protobuf.Any", ANY],
  ["google.protobuf.Timestamp", TIMESTAMP],
  ["google.protobuf.Duration", DURATION],
  ["google.protobuf.FieldMask", FIELD_MASK],
  ["google.protobuf.Struct", STRUCT],
  ["google.protobuf.Value", VALUE],
  ["google.protobuf.ListValue", LIST_VALUE],
  ["google.protobuf.DoubleValue", /*@__PURE__*/ wrapper("double")],
  ["google.protobuf.FloatValue", /*@__PURE__*/ wrapper("float")],
  ["google.protobuf.Int64Value", /*@__PURE__*/ wrapper("int64")],
  ["google.protobuf.UInt64Value", /*@__PURE__*/ wrapper("uint64")],
  ["google.protobuf.Int32Value", /*@__PURE__*/ wrapper("int32")],
  ["google.protobuf.UInt32Value", /*@__PURE__*/ wrapper("uint32")],
  ["google.protobuf.BoolValue", /*@__PURE__*/ wrapper("bool")],
  ["google.protobuf.StringValue", /*@__PURE__*/ wrapper("string")],
  ["google.protobuf.BytesValue", /*@__PURE__*/ wrapper("bytes")],
]);

function wrapper(scalar: WrappableScalar): WellKnownJson {
  return {
    write: (value, { place }) => writeScalar(scalar, value, place),
    read: (json, { place }) => readScalar({ kind: "scalar", scalar, as: undefined }, json, place),
  };
}

/** The form of a type, if it has one of its own. */
export function wellKnownJson(typeName: string): WellKnownJson | undefined {
  return WELL_KNOWN.get(typeName);
}

/** Whether null is a value of the type. */
export function isNullable(value: FieldValue): boolean {
  if (value.kind === "scalar") return false;
  return value.kind === "enum"
    ? NULL_NUMBERS.has(value.type.typeName)
    : WELL_KNOWN.get(value.type.typeName)?.nullable === true;
}
