import { type Code, door, doorType, global } from "../code.js";

/** A message that stands for another value in TypeScript. */
interface Mapping {
  /** The type of the value. */
  readonly value: Code;
  /** The function of the door that makes the codec from the type's name, and what else it takes. */
  readonly codec: string;
  readonly scalar?: string;
}

const MAPPINGS: { readonly [typeName: string]: Mapping } = {
  "google.protobuf.Struct": { value: doorType("JsonObject"), codec: "structType" },
  "google.protobuf.Value": { value: doorType("JsonValue"), codec: "valueType" },
  "google.protobuf.ListValue": { value: [doorType("JsonValue"), "[]"], codec: "listValueType" },
  "google.protobuf.DoubleValue": wrapper("number", "double"),
  "google.protobuf.FloatValue": wrapper("number", "float"),
  "google.protobuf.Int64Value": wrapper("bigint", "int64"),
  "google.protobuf.UInt64Value": wrapper("bigint", "uint64"),
  "google.protobuf.Int32Value": wrapper("number", "int32"),
  "google.protobuf.UInt32Value": wrapper("number", "uint32"),
  "google.protobuf.BoolValue": wrapper("boolean", "bool"),
  "google.protobuf.StringValue": wrapper("string", "string"),
  "google.protobuf.BytesValue": wrapper(global("Uint8Array"), "bytes"),
};

function wrapper(value: Code, scalar: string): Mapping {
  return { value, codec: "wrapperType", scalar };
}

export function mappingOf(typeName: string): Mapping {
  const mapping = MAPPINGS[typeName];
  if (mapping === undefined) throw new Error(`${typeName} is mapped to nothing`);
  return mapping;
}

/** The messages whose JSON is no object with their fields, with what the door exports for it. */
export const JSON_FORMS: { readonly [typeName: string]: string } = {
  "google.protobuf.Any": "anyJson",
  "google.protobuf.Duration": "durationJson",
  "google.protobuf.FieldMask": "fieldMaskJson",
  "google.protobuf.Timestamp": "timestampJson",
};

/** The messages that come with helpers: the type of the helpers, and the function of the door that adds them. */
export const HELPERS: { readonly [typeName: string]: { readonly type: Code; readonly add: Code } } = {
  "google.protobuf.Timestamp": { type: doorType("TimestampHelpers"), add: door("timestampType") },
  "google.protobuf.Duration": { type: doorType("DurationHelpers"), add: door("durationType") },
  "google.protobuf.Any": { type: doorType("AnyHelpers"), add: door("anyType") },
};
