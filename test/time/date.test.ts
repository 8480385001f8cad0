import { runInNewContext } from "node:vm";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { TimestampSchema, timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  clone,
  createRegistry,
  equals,
  fromJson,
  fromText,
  getExtension,
  merge,
  setExtension,
  toJson,
  toText,
} from "farcall";
import { Router } from "farcall/rpc";
import { InMemoryChannel } from "farcall/testing";
import { Any, Timestamp, TimestampAsDate } from "farcall/wkt";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeError, encodeError } from "../codec/refusal.js";
import { dump, field, wire } from "../codec/wire.js";
import { Clock, ClockClient, cancelled, Event } from "../golden/cases/time/ts-date/event_pb.js";
import { jsonError } from "../json/refusal.js";

const FIRST = new Date("0001-01-01T00:00:00.000Z");
const LAST = new Date("9999-12-31T23:59:59.999Z");
const NOON = new Date("2024-02-29T12:00:00.250Z");

function timestamp(seconds: bigint, nanos: number): Uint8Array {
  return Timestamp.encode({ seconds, nanos });
}

test("every Date of the years 1 to 9999 is encoded as @bufbuild/protobuf encodes it, and comes back", () => {
  fc.assert(
    fc.property(fc.date({ min: FIRST, max: LAST, noInvalidDate: true }), (date) => {
      const bytes = TimestampAsDate.encode(date);
      expect(timestampDate(fromBinary(TimestampSchema, bytes))).toEqual(date);
      expect(bytes).toEqual(toBinary(TimestampSchema, timestampFromDate(date)));
      expect(TimestampAsDate.decode(bytes)).toEqual(date);
    }),
    { examples: [[FIRST], [LAST], [new Date(-1)], [new Date(0)], [new Date(999)]] },
  );
});

test("what is below a millisecond is cut off, towards the past", () => {
  expect(TimestampAsDate.decode(timestamp(0n, 999_999))).toEqual(new Date(0));
  expect(TimestampAsDate.decode(timestamp(-1n, 999_999_999))).toEqual(new Date(-1));
});

test("a Date stands in fields, lists, maps, oneofs and extensions", () => {
  const event = Event.create({
    start: NOON,
    created: LAST,
    reminders: [FIRST, NOON],
    seen: { ada: NOON },
    end: { case: "time", value: LAST },
  });
  setExtension(event, cancelled, NOON);
  const again = Event.decode(Event.encode(event));
  expect(again).toEqual(event);
  expect(again.end.case === "time" && again.end.value.getTime()).toBe(LAST.getTime());
  expect(getExtension(again, cancelled)).toEqual(NOON);
});

test("an absent Timestamp is undefined, and an empty one 1970", () => {
  const event = Event.decode(wire("12 00", "22 03 0a 01 61"));
  expect(event.start).toBeUndefined();
  expect(event.created).toEqual(new Date(0));
  expect(event.seen).toEqual({ a: new Date(0) });
});

test("create copies a Date, so that changing it changes no message", () => {
  const date = new Date(NOON);
  const event = Event.create({ created: date });
  date.setTime(0);
  expect(event.created).toEqual(NOON);
});

test("a Timestamp that comes in two parts is merged field by field", () => {
  const parts = wire(field(2, timestamp(100n, 0)), field(2, timestamp(0n, 250_000_000)));
  expect(Event.decode(parts).created).toEqual(new Date(100_250));
  const replaced = wire(field(2, timestamp(100n, 250_000_000)), field(2, timestamp(7n, 0)));
  expect(Event.decode(replaced).created).toEqual(new Date(7250));
  const into = Event.create({ created: new Date(100_250) });
  merge(Event, into, Event.create({ created: new Date(7000) }));
  expect(into.created).toEqual(new Date(7250));
});

test("a Date that no Timestamp can be is an error that names the field", () => {
  const event = (created: unknown) => ({ created }) as Event;
  const expected = "testdata.time.Event.created: expected a Date between year 1 and 9999";
  for (const [date, shown] of [
    [new Date(Number.NaN), "Invalid Date"],
    [new Date(FIRST.getTime() - 1), "0000-12-31T23:59:59.999Z"],
    [new Date(LAST.getTime() + 1), "+010000-01-01T00:00:00.000Z"],
    [1709208000250, "1709208000250"],
    [{ seconds: 0n, nanos: 0 }, "an object (Object)"],
    [null, "null"],
  ] as const) {
    expect(encodeError(() => Event.encode(event(date))).message).toBe(`${expected}, got ${shown}`);
    expect(jsonError(() => toJson(Event, event(date))).message).toContain(
      `expected a Date between year 1 and 9999, got ${shown}`,
    );
  }
  const list = { created: NOON, reminders: [NOON, new Date(Number.NaN)] };
  expect(encodeError(() => Event.encode(list)).path).toBe("testdata.time.Event.reminders[1]");
});

test("a Timestamp that no Date of the years 1 to 9999 can be is refused, and the error names the field", () => {
  const refused = (seconds: bigint, nanos: number) =>
    decodeError(() => Event.decode(field(2, timestamp(seconds, nanos))));
  expect(refused(253_402_300_800n, 0).message).toBe(
    "testdata.time.Event.created: expected a time in the years 1 to 9999, got 253402300800 s (at byte 2)",
  );
  expect(refused(-62_135_596_801n, 999_999_999).problem).toContain("years 1 to 9999");
  expect(refused(2n ** 63n - 1n, 0).problem).toContain("years 1 to 9999");
  expect(refused(0n, -1).problem).toBe("expected nanos from 0 to 999999999, got -1");
  expect(refused(0n, 1_000_000_000).problem).toBe("expected nanos from 0 to 999999999, got 1000000000");
});

test("unknown fields of a Timestamp are dropped, and what is not well-formed is refused", () => {
  const event = Event.decode(wire(field(2, wire("08 01", "1d 01 02 03 04", "2b 08 01 2c"))));
  expect(dump(Event.encode(event))).toBe("12 02 08 01");
  expect(decodeError(() => Event.decode(wire("12 02 08 80"))).path).toBe("testdata.time.Event.created");
  expect(decodeError(() => Event.decode(wire("12 03 08 01 10"))).path).toBe("testdata.time.Event.created");
});

test("a Date of another realm is a Date", () => {
  const foreign = runInNewContext("new Date(1234)") as Date;
  expect(foreign).not.toBeInstanceOf(Date);
  expect(Event.encode({ created: foreign })).toEqual(Event.encode({ created: new Date(1234) }));
  expect(clone(Event, { created: foreign } as Event).created).toEqual(new Date(1234));
});

test("equals compares the times, and clone shares no Date", () => {
  const event = Event.create({ created: NOON, reminders: [LAST] });
  const copy = clone(Event, event);
  expect(copy).toEqual(event);
  expect(copy.created).not.toBe(event.created);
  expect(equals(Event, event, copy)).toBe(true);
  copy.reminders[0]?.setTime(0);
  expect(equals(Event, event, copy)).toBe(false);
  expect(event.reminders[0]).toEqual(LAST);
  const invalid = () => ({ ...event, created: new Date(Number.NaN) });
  expect(equals(Event, invalid(), invalid())).toBe(true);
  expect(equals(Event, invalid(), event)).toBe(false);
});

test("JSON and text have a Date as they have a Timestamp", () => {
  const event = Event.create({ created: NOON, reminders: [FIRST], end: { case: "time", value: LAST } });
  const json = {
    created: "2024-02-29T12:00:00.250Z",
    reminders: ["0001-01-01T00:00:00Z"],
    time: "9999-12-31T23:59:59.999Z",
  };
  expect(toJson(Event, event)).toEqual(json);
  expect(fromJson(Event, json)).toEqual(event);
  expect(fromJson(TimestampAsDate, "2024-02-29T13:00:00.2509+01:00")).toEqual(NOON);
  const text = toText(Event, event);
  expect(text).toContain("created {\n  seconds: 1709208000\n  nanos: 250000000\n}");
  expect(fromText(Event, text)).toEqual(event);
  expect(() => fromText(Event, "created { seconds: 253402300800 }")).toThrow("expected a time in the years 1 to 9999");
});

test("an Any holds a Date as a Timestamp, and the registry may give either", () => {
  const any = Any.pack(TimestampAsDate, NOON);
  expect(any.typeUrl).toBe("type.googleapis.com/google.protobuf.Timestamp");
  expect(Any.unpack(any, Timestamp)).toEqual(Timestamp.fromDate(NOON));
  expect(Any.unpack(any, TimestampAsDate)).toEqual(NOON);
  const json = { "@type": any.typeUrl, value: "2024-02-29T12:00:00.250Z" };
  for (const type of [Timestamp, TimestampAsDate]) {
    const registry = createRegistry(type);
    expect(toJson(Any, any, { registry })).toEqual(json);
    expect(fromJson(Any, json, { registry })).toEqual(any);
    expect(fromText(Any, toText(Any, any, { registry }), { registry })).toEqual(any);
  }
});

test("a method takes and returns a Date in place of a Timestamp", async () => {
  const router = new Router().add(Clock, {
    now: ({ seconds }) => new Date(Number(seconds) * 1000),
    async *tick(dates) {
      for await (const date of dates) yield { seconds: BigInt(date.getTime() / 1000) };
    },
  });
  const clock = new ClockClient(new InMemoryChannel(router));
  expect(await clock.now({ seconds: 5n })).toEqual(new Date(5000));
  const spans = [];
  for await (const { seconds } of clock.tick([new Date(1000), new Date(2000)])) spans.push(seconds);
  expect(spans).toEqual([1n, 2n]);
});
