import { DecodeError, INVALID, truncated } from "../wire/errors.js";
import { at, readInt64Nearest, readTag, readVarint32, skipField } from "../wire/reader.js";
import { room, writeInt32, writeInt64 } from "../wire/writer.js";
import type { JsonForm } from "./json/json-form.js";
import { messageType } from "./message-codec.js";
import type { MessageType } from "./message-type.js";

/** The fields of a google.protobuf.Timestamp or Duration. Seconds that no number holds exactly are out of the range of both. */
export interface Time {
  readonly seconds: number;
  readonly nanos: number;
}

/** What a Timestamp or Duration is in JavaScript, instead of a message. */
export interface TimeForm<T> {
  /** What is expected, as an error says it: `a Date between year 1 and 9999`. */
  readonly expected: string;
  /** The value of the message without fields. */
  zero(): T;
  /** The fields of a value; undefined for what is no such value. */
  open(value: unknown): Time | undefined;
  /** The value with the given fields, which are in range. */
  close(time: Time): T;
  /** What create returns for a value that a user has made. */
  copy(value: T): T;
  /** A value for an error message. */
  show(value: unknown): string;
  /** What is wrong with fields that are out of range; a message that has them is neither read nor written. */
  problem(time: Time): string | undefined;
}

/** A type of google/protobuf/ whose fields are seconds and nanos, as a value that is no message. */
export interface TimeType<T> extends MessageType<T> {
  /** @internal For JSON and text, which write the fields. */
  readonly $form: TimeForm<T>;
}

/** The form of a type that {@link timeType} has made. */
export function timeFormOf(type: object): TimeForm<unknown> | undefined {
  return (type as Partial<TimeType<unknown>>).$form;
}

// The fields of google/protobuf/timestamp.proto and duration.proto.
const SECONDS = 8;
const NANOS = 16;

/** Makes the codec. A message that comes in two parts is merged field by field, as far as the value holds what the first one had. */
export function timeType<T>(typeName: string, form: TimeForm<T>, json: JsonForm): TimeType<T> {
  const type = messageType<T, T>(typeName, {
    create: (value) => (value === undefined ? form.zero() : form.copy(value)),
    read(b, p, end, into, depth = 100) {
      const start = p;
      const before = into === undefined ? undefined : form.open(into);
      let seconds = before === undefined ? 0 : before.seconds;
      let nanos = before === undefined ? 0 : before.nanos;
      while (p < end - 1) {
        let tag = b[p++]!;
        if (tag > 127) {
          tag = readTag(b, p - 1, end);
          p = at.next;
        }
        if (tag === SECONDS) {
          seconds = readInt64Nearest(b, p);
          p = at.next;
        } else if (tag === NANOS) {
          nanos = readVarint32(b, p);
          p = at.next;
        } else {
          p = skipField(b, p, tag, end, depth);
        }
      }
      if (p !== end) throw truncated(p);
      const time = { seconds, nanos };
      const problem = form.problem(time);
      if (problem !== undefined) throw new DecodeError(problem, start);
      return form.close(time);
    },
    write(b, p, value) {
      const time = form.open(value);
      if (time === undefined || form.problem(time) !== undefined) throw INVALID;
      room(b, p);
      if (time.seconds !== 0) {
        b[p++] = SECONDS;
        p = writeInt64(b, p, time.seconds);
      }
      if (time.nanos !== 0) {
        b[p++] = NANOS;
        p = writeInt32(b, p, time.nanos);
      }
      return p;
    },
    fields: "",
    json,
    problem(value) {
      const time = form.open(value);
      if (time !== undefined && form.problem(time) === undefined) return undefined;
      return `expected ${form.expected}, got ${form.show(value)}`;
    },
  });
  return Object.assign(type, { $form: form });
}

const MAX_NANOS = 999_999_999;
/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z. */
const MIN_SECONDS = -62_135_596_800;
const MAX_SECONDS = 253_402_300_799;
/** 10,000 years. */
const MAX_DURATION = 315_576_000_000;

/** What is wrong with the fields of a Timestamp. Source: the comments of google/protobuf/timestamp.proto. */
export function timestampProblem({ seconds, nanos }: Time): string | undefined {
  if (!(seconds >= MIN_SECONDS && seconds <= MAX_SECONDS)) {
    return `expected a time in the years 1 to 9999, got ${seconds} s`;
  }
  if (!(nanos >= 0 && nanos <= MAX_NANOS)) return `expected nanos from 0 to ${MAX_NANOS}, got ${nanos}`;
  return undefined;
}

/** What is wrong with the fields of a Duration. Source: the comments of google/protobuf/duration.proto. */
export function durationProblem({ seconds, nanos }: Time): string | undefined {
  if (!(Math.abs(seconds) <= MAX_DURATION))
    return `expected at most ${MAX_DURATION} s (10,000 years), got ${seconds} s`;
  if (!(Math.abs(nanos) <= MAX_NANOS) || seconds * nanos < 0) {
    return `expected nanos of the sign of the seconds, at most ${MAX_NANOS}, got ${nanos}`;
  }
  return undefined;
}
