import { describe, expect, test } from "vitest";
import { Car } from "../golden/cases/enum-closed/ts/enum-closed_pb.js";
import { Maps } from "../golden/cases/map-int-key/ts/map-int-key_pb.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";
import { decodeError } from "./refusal.js";
import { dump, field, repeat, varint, wire } from "./wire.js";

// What follows would take minutes if its time grew with the square of the input.
describe("time grows with the input, not with its square", () => {
  test("unknown fields in one run", () => {
    const input = repeat(666_666, wire("a0 06 00"));
    expect(Buffer.compare(M.decode(input).$unknown!, input)).toBe(0);
    expect(Buffer.compare(M.encode(M.decode(input)), input)).toBe(0);
  });

  test("unknown fields between known ones", () => {
    const { i, $unknown } = M.decode(repeat(400_000, wire("08 05 a0 06 00")));
    expect(i).toBe(5);
    expect(Buffer.compare($unknown!, repeat(400_000, wire("a0 06 00")))).toBe(0);
  });

  test("unknown fields in pieces of one sub-message", () => {
    const { sub } = M.decode(repeat(400_000, wire("2a 03 a0 06 00")));
    expect(sub?.$unknown).toHaveLength(1_200_000);
  });

  test("numbers that a closed enum does not know", () => {
    const car = Car.decode(repeat(400_000, wire("10 63")));
    expect(car.history).toEqual([]);
    expect(car.$unknown).toHaveLength(800_000);
    expect(Car.decode(field(3, new Uint8Array(400_000).fill(99))).$unknown!.length).toBeGreaterThanOrEqual(400_000);
  });

  test("a packed list in pieces", () => {
    expect(M.decode(repeat(500_000, wire("32 02 01 02"))).packed).toHaveLength(1_000_000);
    expect(M.decode(repeat(500_000, wire("30 01"))).packed).toHaveLength(500_000);
  });

  test("integer keys of a map that differ in their high bits alone", () => {
    const entry = (i: number) => field(1, wire("08", varint((i * 65_536) % 2 ** 31), "12 00"));
    const input = Buffer.concat(Array.from({ length: 30_000 }, (_, i) => entry(i)));
    expect(Object.keys(Maps.decode(input).byInt32)).toHaveLength(30_000);
  });

  test("keys of a map that look like integers", () => {
    // V8 hashes such text to its value, so these share their low bits.
    const keys = Array.from({ length: 60_000 }, (_, i) => String(i * 65_536));
    const input = Buffer.concat(keys.map((key) => field(8, field(1, Buffer.from(key)))));
    expect(Object.keys(M.decode(input).byName)).toHaveLength(60_000);
  });

  test("long text, and much of it, that is not ASCII", () => {
    const text = "añ漢😀".repeat(200_000);
    expect(M.decode(field(3, Buffer.from(text))).s).toBe(text);
    expect(Buffer.compare(M.encode({ s: text }), field(3, Buffer.from(text)))).toBe(0);
  });
});

describe("maxElements", () => {
  test("limits elements, map entries and sub-messages", () => {
    for (const input of ["5a 00 5a 00 5a 00", "32 03 01 02 03", "42 00 42 00 42 00", "5a 02 5a 00 5a 00"]) {
      expect(() => M.decode(wire(input), { maxElements: 3 })).not.toThrow();
      decodeError(() => M.decode(wire(input), { maxElements: 2 }));
    }
  });

  test("of one call does not outlive it", () => {
    decodeError(() => M.decode(wire("5a 00 5a 00"), { maxElements: 1 }));
    expect(dump(M.encode(M.decode(wire("5a 00 5a 00"))))).toBe("5a 00 5a 00");
  });
});
