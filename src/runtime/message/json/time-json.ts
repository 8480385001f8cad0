import { getField, type PlainMessage, setField } from "../field-access.js";
import { fieldsOf } from "../field-table.js";
import type { AnyMessageType } from "../message-type.js";
import { timeFormOf } from "../time-type.js";
import type { JsonPlace } from "./json-place.js";
import { showTree } from "./json-tree.js";
import { readScalar } from "./scalar-json.js";
import type { WellKnownJson } from "./well-known-json.js";

const MAX_NANOS = 999_999_999;
/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z. */
const MIN_TIME = -62_135_596_800n;
const MAX_TIME = 253_402_300_799n;
/** 10,000 years. */
const MAX_DURATION = 315_576_000_000n;

/** Date, time, fraction, and offset: its sign, hours and minutes. Source: RFC 3339, with upper case letters only. */
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;
const SPAN = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/;

/** A point in time as text of RFC 3339: `1972-01-01T10:00:20.021Z`. */
export const TIMESTAMP: WellKnownJson = {
  write(message, { place }, type) {
    const { seconds, nanos } = timeOf(message, place, type);
    if (seconds < MIN_TIME || seconds > MAX_TIME)
      throw place.error(`expected a time in the years 1 to 9999, got ${seconds} s`);
    if (!(nanos >= 0 && nanos <= MAX_NANOS)) throw place.error(`expected nanos from 0 to ${MAX_NANOS}, got ${nanos}`);
    return new Date(Number(seconds) * 1000).toISOString().replace(".000Z", `${fraction(nanos)}Z`);
  },
  read(json, { place }, type) {
    const parts = typeof json === "string" ? TIME.exec(json) : null;
    if (parts === null) throw place.error(`expected a time such as "1972-01-01T10:00:20.021Z", got ${showTree(json)}`);
    const [, time, digits, sign, hours = "0", minutes = "0"] = parts as unknown as (string | undefined)[];
    const local = new Date(`${time}Z`);
    // A Date takes the 30th of February for the 2nd of March.
    if (Number.isNaN(local.getTime()) || local.toISOString().slice(0, -5) !== time) {
      throw place.error(`expected a day and hour that there are, got ${showTree(json)}`);
    }
    const offset = (Number(hours) * 3600 + Number(minutes) * 60) * (sign === "-" ? -1 : 1);
    const seconds = BigInt(local.getTime() / 1000 - offset);
    if (seconds < MIN_TIME || seconds > MAX_TIME) {
      throw place.error(`expected a time in the years 1 to 9999, got ${showTree(json)}`);
    }
    return timeMessage(type, place, seconds, nanosOf(digits));
  },
};

/** A span of time in seconds: `1.000340012s`. */
export const DURATION: WellKnownJson = {
  write(message, { place }, type) {
    const { seconds, nanos } = timeOf(message, place, type);
    const size = seconds < 0n ? -seconds : seconds;
    if (size > MAX_DURATION) throw place.error(`expected at most ${MAX_DURATION} s (10,000 years), got ${seconds} s`);
    if (!(Math.abs(nanos) <= MAX_NANOS) || (seconds > 0n && nanos < 0) || (seconds < 0n && nanos > 0)) {
      throw place.error(`expected nanos of the sign of the seconds, at most ${MAX_NANOS}, got ${nanos}`);
    }
    return `${seconds < 0n || nanos < 0 ? "-" : ""}${size}${fraction(Math.abs(nanos))}s`;
  },
  read(json, { place }, type) {
    const parts = typeof json === "string" ? SPAN.exec(json) : null;
    if (parts === null) throw place.error(`expected a duration such as "1.5s", got ${showTree(json)}`);
    const [, sign, whole, digits] = parts as unknown as (string | undefined)[];
    const size = BigInt(whole!);
    if (size > MAX_DURATION)
      throw place.error(`expected at most ${MAX_DURATION} s (10,000 years), got ${showTree(json)}`);
    const nanos = nanosOf(digits);
    return sign === "-" ? timeMessage(type, place, -size, 0 - nanos) : timeMessage(type, place, size, nanos);
  },
};

/** The fields of a Timestamp or Duration: seconds, then nanos. */
function timeOf(message: unknown, place: JsonPlace, type: AnyMessageType): { seconds: bigint; nanos: number } {
  const form = timeFormOf(type);
  if (form !== undefined) {
    const problem = type.$problem!(message);
    if (problem !== undefined) throw place.error(problem);
    const { seconds, nanos } = form.open(message)!;
    return { seconds: BigInt(seconds), nanos };
  }
  if (typeof message !== "object" || message === null) throw place.error(`expected a ${type.typeName}`);
  const [seconds, nanos] = fieldsOf(type).all.map((field) => getField(message as PlainMessage, field));
  try {
    return { seconds: BigInt((seconds as bigint | undefined) ?? 0n), nanos: Number(nanos ?? 0) };
  } catch {
    throw place.error("expected seconds that are an integer");
  }
}

function timeMessage(type: AnyMessageType, place: JsonPlace, seconds: bigint, nanos: number): unknown {
  const form = timeFormOf(type);
  if (form !== undefined) return form.close({ seconds: Number(seconds), nanos });
  const message = type.$create() as PlainMessage;
  const [secondsField, nanosField] = fieldsOf(type).all;
  if (secondsField?.value.kind === "scalar")
    setField(message, secondsField, readScalar(secondsField.value, String(seconds), place));
  if (nanosField !== undefined) setField(message, nanosField, nanos);
  return message;
}

/** None, 3, 6 or 9 digits of a second, behind a point. */
function fraction(nanos: number): string {
  if (nanos === 0) return "";
  const digits = String(nanos).padStart(9, "0");
  return `.${digits.replace(/(?:000){1,2}$/, "")}`;
}

function nanosOf(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.padEnd(9, "0"));
}
