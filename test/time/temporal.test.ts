import "temporal-polyfill/global";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { DurationSchema, TimestampSchema } from "@bufbuild/protobuf/wkt";
import { clone, equals, fromJson, fromText, getExtension, merge, setExtension, toJson, toText } from "farcall";
import { Router } from "farcall/rpc";
import { InMemoryChannel } from "farcall/testing";
import { Any, Duration, DurationAsTemporal, Timestamp, TimestampAsInstant } from "farcall/wkt";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { decodeError, encodeError } from "../codec/refusal.js";
import { dump, field, wire } from "../codec/wire.js";
import { Clock, ClockClient, delays, Event } from "../golden/cases/time/ts-temporal/event_pb.js";
import { jsonError } from "../json/refusal.js";

const NOON = Temporal.Instant.from("2024-02-29T12:00:00.250000001Z");
const FIRST = Temporal.Instant.from("0001-01-01T00:00:00Z");
const LAST = Temporal.Instant.from("9999-12-31T23:59:59.999999999Z");
const SPAN = Temporal.Duration.from("PT1.5S");

const SECOND = 1_000_000_000n;

test("every nanosecond of the years 1 to 9999 is encoded as @bufbuild/protobuf encodes it, and comes back", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: FIRST.epochNanoseconds, max: LAST.epochNanoseconds }), (nanoseconds) => {
      const instant = Temporal.Instant.fromEpochNanoseconds(nanoseconds);
      const bytes = TimestampAsInstant.encode(instant);
      const { seconds, nanos } = fromBinary(TimestampSchema, bytes);
      expect(seconds * SECOND + BigInt(nanos)).toBe(nanoseconds);
      expect(bytes).toEqual(toBinary(TimestampSchema, create(TimestampSchema, { seconds, nanos })));
      expect(nanos).toBeGreaterThanOrEqual(0);
      expect(TimestampAsInstant.decode(bytes).equals(instant)).toBe(true);
    }),
    { examples: [[FIRST.epochNanoseconds], [LAST.epochNanoseconds], [-1n], [0n], [999_999_999n], [-SECOND]] },
  );
});

test("every nanosecond of 10,000 years is encoded as @bufbuild/protobuf encodes it, and comes back", () => {
  const most = 315_576_000_000n * SECOND + 999_999_999n;
  fc.assert(
    fc.property(fc.bigInt({ min: -most, max: most }), (nanoseconds) => {
      const bytes = Duration.encode({ seconds: nanoseconds / SECOND, nanos: Number(nanoseconds % SECOND) });
      const duration = DurationAsTemporal.decode(bytes);
      expect(duration.seconds).toBe(Number(nanoseconds / SECOND));
      expect(duration.total("seconds")).toBeCloseTo(Number(nanoseconds) / 1e9, 3);
      expect(DurationAsTemporal.encode(duration)).toEqual(bytes);
      expect(bytes).toEqual(toBinary(DurationSchema, fromBinary(DurationSchema, bytes)));
    }),
    { examples: [[most], [-most], [-1n], [0n], [999_999_999n], [-SECOND]] },
  );
});

test("a duration is read as seconds and their fractions, as its text is", () => {
  const duration = DurationAsTemporal.decode(Duration.encode({ seconds: -90n, nanos: -1_002_003 }));
  expect(duration.toString()).toBe("-PT90.001002003S");
  expect([duration.seconds, duration.milliseconds, duration.microseconds, duration.nanoseconds]).toEqual([
    -90, -1, -2, -3,
  ]);
});

test("a duration is written as its length, a day being 24 hours", () => {
  const written = (text: string) => Duration.decode(DurationAsTemporal.encode(Temporal.Duration.from(text)));
  expect(written("P1DT1H1M1S")).toEqual({ seconds: 90_061n, nanos: 0 });
  expect(written("-P1DT0.5S")).toEqual({ seconds: -86_400n, nanos: -500_000_000 });
  const exact = Temporal.Duration.from({ microseconds: 9_007_199_254_740_991, nanoseconds: 1 });
  expect(Duration.decode(DurationAsTemporal.encode(exact))).toEqual({
    seconds: 9_007_199_254n,
    nanos: 740_991_001,
  });
});

test("values of Temporal stand in fields, lists, maps, oneofs and extensions", () => {
  const event = Event.create({
    start: NOON,
    created: FIRST,
    reminders: [LAST],
    seen: { ada: NOON },
    length: SPAN,
    pauses: [SPAN, SPAN.negated()],
    laps: { 1: SPAN },
    end: { case: "after", value: SPAN },
  });
  setExtension(event, delays, [SPAN]);
  const again = Event.decode(Event.encode(event));
  expect(equals(Event, again, event)).toBe(true);
  expect(again.start?.toString()).toBe("2024-02-29T12:00:00.250000001Z");
  expect(again.pauses.map(String)).toEqual(["PT1.5S", "-PT1.5S"]);
  expect(again.laps[1]?.toString()).toBe("PT1.5S");
  expect(again.end.case === "after" && again.end.value.total("milliseconds")).toBe(1500);
  expect(getExtension(again, delays).map(String)).toEqual(["PT1.5S"]);
});

test("a value that comes in two parts is merged field by field", () => {
  const parts = wire(
    field(2, Timestamp.encode({ seconds: 100n, nanos: 7 })),
    field(2, Timestamp.encode({ seconds: 200n })),
    field(5, Duration.encode({ seconds: -1n })),
    field(5, Duration.encode({ nanos: -7 })),
  );
  const event = Event.decode(parts);
  expect(event.created.epochNanoseconds).toBe(200n * SECOND + 7n);
  expect(event.length?.toString()).toBe("-PT1.000000007S");
  const into = Event.create({ created: NOON });
  merge(Event, into, Event.create({ created: LAST, length: SPAN }));
  expect([into.created, into.length].map(String)).toEqual([LAST, SPAN].map(String));
});

describe("an error names the field, what it expects and what it got", () => {
  const event = (fields: object) => ({ created: NOON, ...fields }) as Event;

  test.each([
    [FIRST.subtract({ nanoseconds: 1 }), "0000-12-31T23:59:59.999999999Z"],
    [LAST.add({ nanoseconds: 1 }), "+010000-01-01T00:00:00Z"],
    [new Date(0), "an object (Date)"],
    [NOON.toZonedDateTimeISO("UTC"), "an object (ZonedDateTime)"],
    ["2024-02-29T12:00:00Z", '"2024-02-29T12:00:00Z"'],
    [undefined, "undefined"],
  ])("for the instant %s", (reminder, shown) => {
    const problem = `expected a Temporal.Instant between year 1 and 9999, got ${shown}`;
    const error = encodeError(() => Event.encode(event({ reminders: [reminder] })));
    expect(error.message).toBe(`testdata.time.Event.reminders[0]: ${problem}`);
    expect(jsonError(() => toJson(Event, event({ reminders: [reminder] }))).message).toBe(`$.reminders[0]: ${problem}`);
  });

  test.each([
    [Temporal.Duration.from("P1W"), "P1W"],
    [Temporal.Duration.from("P1Y2M"), "P1Y2M"],
    [Temporal.Duration.from({ seconds: 315_576_000_001 }), "PT315576000001S"],
    [1500, "1500"],
  ])("for the duration %s", (length, shown) => {
    const problem = "expected a Temporal.Duration of at most 10,000 years without years, months and weeks";
    const error = encodeError(() => Event.encode(event({ length })));
    expect(error.message).toBe(`testdata.time.Event.length: ${problem}, got ${shown}`);
  });

  test("for input out of range", () => {
    const refused = (number: number, content: Uint8Array) => decodeError(() => Event.decode(field(number, content)));
    expect(refused(1, Timestamp.encode({ seconds: -62_135_596_801n })).message).toBe(
      "testdata.time.Event.start: expected a time in the years 1 to 9999, got -62135596801 s (at byte 2)",
    );
    expect(refused(5, Duration.encode({ seconds: 315_576_000_001n })).message).toBe(
      "testdata.time.Event.length: expected at most 315576000000 s (10,000 years), got 315576000001 s (at byte 2)",
    );
    expect(refused(5, Duration.encode({ seconds: 1n, nanos: -1 })).problem).toBe(
      "expected nanos of the sign of the seconds, at most 999999999, got -1",
    );
    expect(refused(5, Duration.encode({ nanos: 1_000_000_000 })).problem).toContain("got 1000000000");
  });
});

test("equals compares moments and lengths, and clone may share what cannot change", () => {
  const event = Event.create({ created: NOON, length: Temporal.Duration.from("PT1H") });
  expect(equals(Event, event, { ...event, length: Temporal.Duration.from("PT60M") })).toBe(true);
  expect(equals(Event, event, { ...event, created: NOON.add({ nanoseconds: 1 }) })).toBe(false);
  expect(equals(Event, event, clone(Event, event))).toBe(true);
  const without = { ...event, length: undefined };
  expect(equals(Event, event, without)).toBe(false);
});

test("JSON and text have values of Temporal as they have messages", () => {
  const event = Event.create({ created: NOON, length: SPAN, pauses: [SPAN.negated()] });
  const json = { created: "2024-02-29T12:00:00.250000001Z", length: "1.500s", pauses: ["-1.500s"] };
  expect(toJson(Event, event)).toEqual(json);
  expect(toJson(Event, fromJson(Event, json))).toEqual(json);
  const text = toText(Event, event);
  expect(text).toContain("pauses {\n  seconds: -1\n  nanos: -500000000\n}");
  expect(equals(Event, fromText(Event, text), event)).toBe(true);
  expect(() => fromText(Event, "length { seconds: 1 nanos: -1 }")).toThrow("expected nanos of the sign of the seconds");
});

test("an Any holds values of Temporal as messages", () => {
  expect(Any.unpack(Any.pack(DurationAsTemporal, SPAN), Duration)).toEqual(Duration.fromMs(1500));
  expect(Any.unpack(Any.pack(TimestampAsInstant, NOON), TimestampAsInstant)?.equals(NOON)).toBe(true);
});

test("a method takes and returns values of Temporal in place of messages", async () => {
  const router = new Router().add(Clock, { now: (since) => FIRST.add(since), tick: () => [SPAN] });
  const clock = new ClockClient(new InMemoryChannel(router));
  expect((await clock.now(SPAN)).toString()).toBe("0001-01-01T00:00:01.5Z");
});

test("without Temporal, writing works, and reading says what to import", () => {
  vi.stubGlobal("Temporal", undefined);
  try {
    expect(dump(TimestampAsInstant.encode(NOON))).toBe("08 c0 e3 81 af 06 10 81 e5 9a 77");
    expect(() => TimestampAsInstant.decode(wire("08 01"))).toThrow(
      'this platform has no Temporal: import a polyfill first, such as "temporal-polyfill/global"',
    );
  } finally {
    vi.unstubAllGlobals();
  }
});
