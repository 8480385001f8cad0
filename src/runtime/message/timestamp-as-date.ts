import { timestampText, timeValueJson } from "./json/time-json.js";
import { show } from "./scalar.js";
import { type Time, type TimeForm, type TimeType, timestampProblem, timeType } from "./time-type.js";

const DATE: TimeForm<Date> = {
  expected: "a Date between year 1 and 9999",
  zero: () => new Date(0),
  open(value) {
    const ms = millisecondsOf(value);
    if (ms === undefined) return undefined;
    const seconds = Math.floor(ms / 1000);
    return { seconds, nanos: (ms - seconds * 1000) * 1_000_000 };
  },
  close: ({ seconds, nanos }: Time) => new Date(seconds * 1000 + Math.floor(nanos / 1_000_000)),
  copy: (date) => new Date(millisecondsOf(date) ?? Number.NaN),
  problem: timestampProblem,
  show(value) {
    const ms = millisecondsOf(value);
    if (ms === undefined) return show(value);
    return Number.isNaN(ms) ? "Invalid Date" : new Date(ms).toISOString();
  },
};

/** The time of a Date, also one of another realm (a browser frame, a test runner's context); undefined for anything else. */
function millisecondsOf(value: unknown): number | undefined {
  try {
    return value instanceof Date ? value.getTime() : Date.prototype.getTime.call(value as Date);
  } catch {
    return undefined;
  }
}

/**
 * `google.protobuf.Timestamp` as a Date: what the option `timestamp=date` makes of it. A Date counts milliseconds: what a Timestamp
 * has below them is cut off when it is read, towards the past, and so are unknown fields. A time outside of the years 1 to 9999,
 * and an invalid Date, is an error in both directions.
 */
export const TimestampAsDate: TimeType<Date> = /*@__PURE__*/ timeType(
  "google.protobuf.Timestamp",
  DATE,
  /*@__PURE__*/ timeValueJson(timestampText, DATE),
);
