import { getField, type PlainMessage, setField } from "../field-access.js";
import { type Field, fieldsOf, type ScalarValue } from "../field-table.js";
import type { AnyMessageType } from "../message-type.js";
import { scalarProblem } from "../scalar.js";
import { durationProblem, type Time, type TimeForm, timestampProblem } from "../time-type.js";
import type { JsonReader } from "./from-json.js";
import type { JsonForm } from "./json-form.js";
import type { JsonWriter } from "./to-json.js";

/** How a Timestamp or Duration is text. */
export interface TimeText {
  /** What is expected, as an error says it: `a duration such as "1.5s"`. */
  readonly expected: string;
  /** What is wrong with fields that are out of range. */
  problem(time: Time): string | undefined;
  /** The text of a time in range. */
  print(time: Time): string;
  /** The time that a text stands for; undefined for what is no such text. */
  parse(text: string): Time | undefined;
}

/** Date, time, fraction, and offset: its sign, hours and minutes. Source: RFC 3339, with upper case letters only. */
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;
const SPAN = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/;

/** A point in time as text of RFC 3339: `1972-01-01T10:00:20.021Z`. */
export const timestampText: TimeText = {
  expected: 'a time that there is, such as "1972-01-01T10:00:20.021Z"',
  problem: timestampProblem,
  print: ({ seconds, nanos }) => new Date(seconds * 1000).toISOString().replace(".000Z", `${fraction(nanos)}Z`),
  parse(text) {
    const [, time, digits, sign, hours, minutes] = (TIME.exec(text) ?? []) as (string | undefined)[];
    const local = new Date(`${time}Z`);
    // A Date takes the 30th of February for the 2nd of March.
    if (Number.isNaN(local.getTime()) || local.toISOString().slice(0, -5) !== time) return undefined;
    const offset = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60) * (sign === "-" ? -1 : 1);
    return { seconds: local.getTime() / 1000 - offset, nanos: nanosOf(digits) };
  },
};

/** A span of time in seconds: `1.000340012s`. */
export const durationText: TimeText = {
  expected: 'a duration such as "1.5s"',
  problem: durationProblem,
  print: ({ seconds, nanos }) =>
    `${seconds < 0 || nanos < 0 ? "-" : ""}${Math.abs(seconds)}${fraction(Math.abs(nanos))}s`,
  parse(text) {
    const [, minus, whole, digits] = (SPAN.exec(text) ?? []) as (string | undefined)[];
    if (whole === undefined) return undefined;
    const sign = minus === "-" ? -1 : 1;
    return { seconds: sign * Number(whole) + 0, nanos: sign * nanosOf(digits) + 0 }; // -0 + 0 is 0.
  },
};

/** The JSON of a time that is a message of seconds and nanos. */
export function timeMessageJson(text: TimeText): JsonForm {
  return {
    write(message, writer, type) {
      const [seconds, nanos] = fieldsOf(type).all.map((field) => integerOf(message, field, writer, type)) as [
        number,
        number,
      ];
      const problem = text.problem({ seconds, nanos });
      if (problem !== undefined) throw writer.error(problem);
      writer.string(text.print({ seconds, nanos }));
    },
    read(reader, type) {
      const { seconds, nanos } = parse(text, reader);
      const message = type.$create() as PlainMessage;
      const [secondsField, nanosField] = fieldsOf(type).all;
      setField(message, secondsField!, reader.long((secondsField!.value as ScalarValue).as, seconds));
      setField(message, nanosField!, nanos);
      return message;
    },
  };
}

/** The JSON of a time that is another value, whose codec has seen to its range. */
export function timeValueJson(text: TimeText, form: TimeForm<unknown>): JsonForm {
  return {
    write(value, writer, type) {
      const problem = type.$problem!(value);
      if (problem !== undefined) throw writer.error(problem);
      writer.string(text.print(form.open(value)!));
    },
    read: (reader) => form.close(parse(text, reader)),
  };
}

export const timestampJson: JsonForm = /*@__PURE__*/ timeMessageJson(timestampText);
export const durationJson: JsonForm = /*@__PURE__*/ timeMessageJson(durationText);

function integerOf(message: unknown, field: Field, writer: JsonWriter, type: AnyMessageType): number {
  if (typeof message !== "object" || message === null) throw writer.unexpected(`a ${type.typeName}`, message);
  const value = getField(message as PlainMessage, field) ?? 0;
  const problem = scalarProblem((field.value as ScalarValue).scalar, value);
  if (problem !== undefined) throw writer.error(problem);
  return Number(value);
}

function parse(text: TimeText, reader: JsonReader): Time {
  const start = reader.at;
  const time = reader.parse(text.expected, text.parse);
  const problem = text.problem(time);
  if (problem === undefined) return time;
  reader.at = start;
  throw reader.error(problem);
}

/** None, 3, 6 or 9 digits of a second, behind a point. */
function fraction(nanos: number): string {
  return nanos === 0
    ? ""
    : `.${String(nanos)
        .padStart(9, "0")
        .replace(/(?:000){1,2}$/, "")}`;
}

function nanosOf(digits = ""): number {
  return Number(digits.padEnd(9, "0"));
}
