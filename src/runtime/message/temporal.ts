import { durationText, timestampText, timeValueJson } from "./json/time-json.js";
import { show } from "./scalar.js";
import { durationProblem, type Time, type TimeForm, type TimeType, timestampProblem, timeType } from "./time-type.js";

/** What a global of TypeScript's `esnext.temporal`, or of a polyfill, is an instance of. */
type InstanceOf<Name extends string, Otherwise> = typeof globalThis extends {
  readonly Temporal: { readonly [K in Name]: { readonly prototype: infer T } };
}
  ? T
  : Otherwise;

/** What is needed of a Temporal.Instant. */
interface InstantLike {
  readonly epochNanoseconds: bigint;
}

const UNITS = ["days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"] as const;
/** The units that are of no fixed length. */
const CALENDAR_UNITS = ["years", "months", "weeks"] as const;

/** What is needed of a Temporal.Duration. */
type DurationLike = { readonly [unit in (typeof UNITS)[number] | (typeof CALENDAR_UNITS)[number]]: number };

/** `Temporal.Instant`, where the project has types for Temporal. */
export type TemporalInstant = InstanceOf<"Instant", InstantLike>;
/** `Temporal.Duration`, where the project has types for Temporal. */
export type TemporalDuration = InstanceOf<"Duration", DurationLike>;

interface TemporalLike {
  readonly Instant: { fromEpochNanoseconds(nanoseconds: bigint): TemporalInstant };
  readonly Duration: { from(units: { readonly [unit in (typeof UNITS)[number]]?: number }): TemporalDuration };
}

function temporal(): TemporalLike {
  const found = (globalThis as { readonly Temporal?: TemporalLike }).Temporal;
  if (found !== undefined) return found;
  throw new Error(
    'this platform has no Temporal: import a polyfill first, such as "temporal-polyfill/global", or generate with timestamp=date',
  );
}

/** Whether a value is an object of Temporal, be it of the platform or of a polyfill. */
function isA(name: "Instant" | "Duration", value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as { readonly [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] === `Temporal.${name}`
  );
}

const SECOND = 1_000_000_000n;

const INSTANT: TimeForm<TemporalInstant> = {
  expected: "a Temporal.Instant between year 1 and 9999",
  zero: () => temporal().Instant.fromEpochNanoseconds(0n),
  open(value) {
    if (!isA("Instant", value)) return undefined;
    const all = (value as InstantLike).epochNanoseconds;
    const rest = all % SECOND;
    const nanos = rest < 0n ? rest + SECOND : rest;
    return { seconds: Number((all - nanos) / SECOND), nanos: Number(nanos) };
  },
  close: ({ seconds, nanos }: Time) =>
    temporal().Instant.fromEpochNanoseconds(BigInt(seconds) * SECOND + BigInt(nanos)),
  copy: (instant) => instant,
  problem: timestampProblem,
  show: (value) => (isA("Instant", value) ? String(value) : show(value)),
};

const DURATION: TimeForm<TemporalDuration> = {
  expected: "a Temporal.Duration of at most 10,000 years without years, months and weeks",
  zero: () => temporal().Duration.from({ seconds: 0 }),
  open(value) {
    if (!isA("Duration", value)) return undefined;
    const duration = value as DurationLike;
    if (CALENDAR_UNITS.some((unit) => duration[unit] !== 0)) return undefined;
    const minutes = (BigInt(duration.days) * 24n + BigInt(duration.hours)) * 60n + BigInt(duration.minutes);
    const milliseconds = (minutes * 60n + BigInt(duration.seconds)) * 1000n + BigInt(duration.milliseconds);
    const all = (milliseconds * 1000n + BigInt(duration.microseconds)) * 1000n + BigInt(duration.nanoseconds);
    return { seconds: Number(all / SECOND), nanos: Number(all % SECOND) };
  },
  close: ({ seconds, nanos }: Time) =>
    temporal().Duration.from({
      seconds,
      milliseconds: Math.trunc(nanos / 1_000_000),
      microseconds: Math.trunc(nanos / 1000) % 1000,
      nanoseconds: nanos % 1000,
    }),
  copy: (duration) => duration,
  problem: durationProblem,
  show: (value) => (isA("Duration", value) ? String(value) : show(value)),
};

/**
 * `google.protobuf.Timestamp` as a Temporal.Instant, which has all its nanoseconds: what the option `timestamp=temporal` makes of
 * it. Unknown fields of a Timestamp are dropped. A time outside of the years 1 to 9999 is an error in both directions. Needs
 * Temporal, of the platform or of a polyfill, when it reads.
 */
export const TimestampAsInstant: TimeType<TemporalInstant> = /*@__PURE__*/ timeType(
  "google.protobuf.Timestamp",
  INSTANT,
  /*@__PURE__*/ timeValueJson(timestampText, INSTANT),
);

/**
 * `google.protobuf.Duration` as a Temporal.Duration: what the option `duration=temporal` makes of it. It is read as seconds and
 * their fractions; `round` makes larger units of them. A day is written as 24 hours; years, months and weeks, which have no length
 * without a calendar, are an error, and so is more than 10,000 years. Unknown fields of a Duration are dropped. Needs Temporal when
 * it reads.
 */
export const DurationAsTemporal: TimeType<TemporalDuration> = /*@__PURE__*/ timeType(
  "google.protobuf.Duration",
  DURATION,
  /*@__PURE__*/ timeValueJson(durationText, DURATION),
);
