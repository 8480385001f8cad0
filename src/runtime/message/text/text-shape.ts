import { enumType } from "../enum-type.js";
import type { PlainMessage, PlainOneof } from "../field-access.js";
import { type Field, FieldTable, fieldsOf, type ScalarLetter } from "../field-table.js";
import { type JsonValue, listValueType, structType, valueType } from "../json-value.js";
import type { AnyMessageType } from "../message-type.js";
import { zeroOf } from "../scalar.js";
import { type Time, type TimeForm, timeFormOf } from "../time-type.js";

/**
 * The fields of a message type in text, and how its messages become objects with those fields and back. They are the same for
 * most types; a Struct or a wrapper, which is a JavaScript value, is taken apart as google/protobuf/struct.proto and
 * wrappers.proto declare it.
 */
export interface TextShape {
  readonly fields: readonly Field[];
  create(): PlainMessage;
  open(value: unknown): PlainMessage;
  /** The value of a message that has no problem. */
  close(message: PlainMessage): unknown;
  /** What is wrong with the fields together. */
  problem?(message: PlainMessage): string | undefined;
}

export function shapeOf(type: AnyMessageType): TextShape {
  if (type.$problem === undefined) {
    return {
      fields: fieldsOf(type).all,
      create: () => type.$create() as PlainMessage,
      open: (message) => message as PlainMessage,
      close: (message) => message,
    };
  }
  const form = timeFormOf(type);
  if (form !== undefined) return timeShape(form);
  const mapped = MAPPED[type.typeName.replace("google.protobuf.", "")];
  if (mapped === undefined) throw new Error(`the text format knows no fields of ${type.typeName}`);
  return mapped();
}

const NULL_VALUE = /*@__PURE__*/ enumType("google.protobuf.NullValue", "", { NULL_VALUE: 0 });

const STRUCT = /*@__PURE__*/ new FieldTable("1<sm0 fields", () => [valueType("google.protobuf.Value")]);
const LIST = /*@__PURE__*/ new FieldTable("1m0* values", () => [valueType("google.protobuf.Value")]);
const VALUE = /*@__PURE__*/ new FieldTable(
  "1e0? null_value|kind;2d? number_value|kind;3s? string_value|kind;4b? bool_value|kind;5m1? struct_value|kind;6m2? list_value|kind",
  () => [NULL_VALUE, structType("google.protobuf.Struct"), listValueType("google.protobuf.ListValue")],
);

/** The types of google.protobuf that are JavaScript values, by their names in it. */
const MAPPED: { readonly [name: string]: () => TextShape } = {
  Struct: () =>
    shape(
      STRUCT,
      () => ({ fields: {} }),
      (fields) => ({ fields }),
      ({ fields }) => fields,
    ),
  ListValue: () =>
    shape(
      LIST,
      () => ({ values: [] }),
      (values) => ({ values }),
      ({ values }) => values,
    ),
  Value: () =>
    shape(
      VALUE,
      () => ({}),
      openValue,
      ({ kind }) => closeValue(kind as PlainOneof | undefined),
    ),
  DoubleValue: () => wrapper("d"),
  FloatValue: () => wrapper("f"),
  Int64Value: () => wrapper("l"),
  UInt64Value: () => wrapper("u"),
  Int32Value: () => wrapper("i"),
  UInt32Value: () => wrapper("v"),
  BoolValue: () => wrapper("b"),
  StringValue: () => wrapper("s"),
  BytesValue: () => wrapper("y"),
};

function shape(
  { all: fields }: FieldTable,
  create: TextShape["create"],
  open: TextShape["open"],
  close: TextShape["close"],
): TextShape {
  return { fields, create, open, close };
}

function wrapper(letter: ScalarLetter): TextShape {
  const fields = new FieldTable(`1${letter} value`, undefined);
  const zero = zeroOf(fields.all[0]!.value);
  return shape(
    fields,
    () => ({ value: zero }),
    (value) => ({ value }),
    ({ value }) => value,
  );
}

const TIME = /*@__PURE__*/ new FieldTable("1l0 seconds;2i nanos", undefined);

function timeShape(form: TimeForm<unknown>): TextShape {
  return {
    fields: TIME.all,
    create: () => ({ seconds: 0, nanos: 0 }),
    open: (value) => ({ ...form.open(value) }),
    close: (time) => form.close(time as unknown as Time),
    problem: (time) => form.problem(time as unknown as Time),
  };
}

function openValue(value: unknown): PlainMessage {
  return { kind: { case: caseOf(value as JsonValue), value: value ?? 0 } };
}

function caseOf(value: JsonValue): string {
  if (value === null) return "nullValue";
  if (Array.isArray(value)) return "listValue";
  return typeof value === "object"
    ? "structValue"
    : `${typeof value as "number" | "string" | "boolean"}Value`.replace("boolean", "bool");
}

function closeValue(kind: PlainOneof | undefined): unknown {
  return kind?.case === undefined || kind.case === "nullValue" ? null : kind.value;
}
