import type { DescEnum, DescExtension, DescField, DescMessage, ScalarType } from "../schema/descriptor.js";
import { demandsMoreThanMessage } from "./demanded.js";
import { namesOf } from "./names.js";
import { reachOf } from "./reach.js";
import { type TimeType, timeTypeOfField } from "./time.js";

/** A scalar type by its name in .proto files. */
export type ScalarName = ScalarType;

/** How a 64-bit integer is held in TypeScript. */
export type LongType = "bigint" | "string" | "number";

export interface ScalarValue {
  readonly kind: "scalar";
  readonly scalar: ScalarName;
  readonly long: LongType;
  /** Whether a string has to be UTF-8 (`features.utf8_validation = VERIFY`). */
  readonly verifyUtf8: boolean;
}

export interface EnumValue {
  readonly kind: "enum";
  readonly type: TypeReference;
  /** The run-time side, `StatusEnum`. */
  readonly companion: string;
  readonly closed: boolean;
  /** The number that stands for a missing value: 0, or the first one of a closed enum. */
  readonly zero: number;
}

export interface MessageValue {
  readonly kind: "message";
  readonly type: TypeReference;
  /** `OrderInit`. The same as the type for a message that is mapped to another value. */
  readonly init: string;
  /** Whether the init asks for what the message may lack; then either may stand where an init is taken. */
  readonly demanding: boolean;
  /** Whether it stands for another value in TypeScript, as a Struct does for a JSON object. */
  readonly mapped: boolean;
  /** What a Timestamp or Duration is by the options, where it is no message. */
  readonly time: TimeType | undefined;
  /** Whether it is sent as a group (`features.message_encoding = DELIMITED`). */
  readonly delimited: boolean;
  /** Whether it can contain itself, or leads to a message that can, so that the depth has to be counted. */
  readonly deep: boolean;
  /** What an empty one takes in memory, in bytes. */
  readonly memory: number;
  readonly required: boolean;
}

/** What a field, a list element or a map value holds. */
export type ValueModel = ScalarValue | EnumValue | MessageValue;

/** A type that some generated file declares. */
export interface TypeReference {
  readonly typeName: string;
  readonly name: string;
  /** The .proto file that declares it. */
  readonly file: string;
}

/** What the user asks of the model. */
export interface ModelOptions {
  readonly int64: LongType;
  readonly timestamp: "message" | "date" | "temporal";
  readonly duration: "message" | "temporal";
  readonly map: "object" | "map";
  readonly fieldNames: "camel" | "proto";
  readonly json: boolean;
}

export function valueModel(field: DescField | DescExtension, options: ModelOptions): ValueModel {
  const time = timeTypeOfField(field, options);
  if (field.message !== undefined) return messageValue(field.message, field.delimitedEncoding, time, options);
  if (field.enum !== undefined) return enumValue(field.enum);
  return scalarValue(field.scalar!, field, options);
}

export function scalarValue(type: ScalarType, field: DescField | DescExtension, options: ModelOptions): ScalarValue {
  return {
    kind: "scalar",
    scalar: type,
    long: longType(field, options),
    verifyUtf8: field.utf8Validation,
  };
}

function longType(field: DescField | DescExtension, options: ModelOptions): LongType {
  const jstype = field.proto.options.number(JSTYPE);
  if (jstype === JS_STRING) return "string";
  return jstype === JS_NUMBER ? "number" : options.int64;
}

// google.protobuf.FieldOptions.jstype, and its values.
const JSTYPE = 6;
const JS_STRING = 1;
const JS_NUMBER = 2;

function enumValue(desc: DescEnum): EnumValue {
  return {
    kind: "enum",
    type: referenceTo(desc),
    companion: namesOf(desc.file).companion(desc, "Enum"),
    closed: !desc.open,
    zero: desc.open ? 0 : (desc.values[0]?.number ?? 0),
  };
}

export function messageValue(
  desc: DescMessage,
  delimited: boolean,
  time: TimeType | undefined,
  options: ModelOptions,
): MessageValue {
  const mapped = isMapped(desc) || time !== undefined;
  const { deep, required } = reachOf(desc);
  return {
    kind: "message",
    type: referenceTo(desc),
    init: mapped ? namesOf(desc.file).of(desc) : namesOf(desc.file).companion(desc, "Init"),
    demanding: !mapped && demandsMoreThanMessage(desc),
    mapped,
    time,
    delimited,
    deep,
    memory: mapped ? 0 : memoryOf(desc, options),
    required,
  };
}

export function referenceTo(desc: DescMessage | DescEnum): TypeReference {
  return { typeName: desc.typeName, name: namesOf(desc.file).of(desc), file: desc.file.proto.name };
}

/** The messages of google/protobuf/ that stand for another value: JSON values, and the wrappers of scalars. */
const MAPPED =
  /^google\.protobuf\.(Struct|Value|ListValue|(Double|Float|Int64|UInt64|Int32|UInt32|Bool|String|Bytes)Value)$/;

export function isMapped(desc: DescMessage): boolean {
  return MAPPED.test(desc.typeName);
}

/**
 * An estimate of what an empty message takes in V8 without pointer compression: the object, and the lists, maps and oneofs that
 * it begins with.
 */
function memoryOf(desc: DescMessage, options: ModelOptions): number {
  let size = 32 + 8 * desc.fields.length + 40 * desc.oneofs.length;
  for (const field of desc.fields) {
    if (field.fieldKind === "list") size += 32;
    if (field.fieldKind === "map") size += options.map === "map" ? 184 : 56;
  }
  return size;
}
