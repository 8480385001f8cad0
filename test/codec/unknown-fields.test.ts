import { describe, expect, test } from "vitest";
import { Node } from "../golden/cases/delimited/ts/delimited_pb.js";
import { Car, Gear } from "../golden/cases/enum-closed/ts/enum-closed_pb.js";
import { Order, Status } from "../golden/cases/enum-open/ts/enum-open_pb.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";
import { encodeError } from "./refusal.js";
import { dump, wire } from "./wire.js";

/** One unknown field of every wire type. */
const everyKind =
  "a0 06 96 01 a1 06 01 02 03 04 05 06 07 08 a2 06 02 41 42 a3 06 08 01 ab 06 ac 06 a4 06 a5 06 01 02 03 04";

test("are kept as they came and written back", () => {
  const message = M.decode(wire(everyKind));
  expect(dump(message.$unknown!)).toBe(everyKind);
  expect(dump(M.encode(message))).toBe(everyKind);
  expect(dump(M.encode(M.create(message)))).toBe(everyKind);
});

test("keep their order, whatever known fields stand between them", () => {
  const message = M.decode(wire("a0 06 01", "08 05", "b0 06 02", "1a 01 41", "a0 06 03"));
  expect(dump(message.$unknown!)).toBe("a0 06 01 b0 06 02 a0 06 03");
  expect(M.decode(M.encode(message))).toEqual(message);
});

test("are kept in sub-messages, elements, values of maps and delimited messages", () => {
  for (const input of ["2a 03 a0 06 01", "5a 03 a0 06 01", "42 08 0a 01 61 12 03 a0 06 01"]) {
    expect(dump(M.encode(M.decode(wire(input))))).toBe(input);
  }
  expect(dump(Node.encode(Node.decode(wire("13 a0 06 01 14"))))).toBe("13 a0 06 01 14");
});

test("are joined when the pieces of a sub-message are merged", () => {
  expect(dump(M.decode(wire("2a 03 a0 06 01 2a 03 a0 06 02")).sub!.$unknown!)).toBe("a0 06 01 a0 06 02");
});

test("are no property of a message that has none", () => {
  expect("$unknown" in M.decode(wire("08 05"))).toBe(false);
  expect("$unknown" in M.create({ i: 5 })).toBe(false);
});

test("have memory of their own", () => {
  const input = wire(everyKind);
  const message = M.decode(input);
  input.fill(0);
  expect(dump(message.$unknown!)).toBe(everyKind);
});

test("are left away on request, everywhere", () => {
  const message = M.decode(wire(everyKind, "08 05", "2a 03 a0 06 01", "5a 03 a0 06 01"), { unknownFields: "drop" });
  expect(message).toEqual(M.create({ i: 5, sub: {}, list: [{}] }));
  expect(dump(M.encode(message))).toBe("08 05 2a 00 5a 00");
  expect(M.decode(wire(everyKind)).$unknown).toBeDefined();
});

test("must be bytes to be written", () => {
  encodeError(() => M.encode({ $unknown: "a0 06 01" as never }));
});

describe("numbers that an enum does not list", () => {
  test("are values of an open enum", () => {
    const order = Order.decode(wire("08 63", "12 02 01 63", "1a 05 0a 01 61 10 63", "20 63"));
    expect(order).toMatchObject({ status: 99, history: [Status.PAID, 99], byName: { a: 99 }, maybe: 99 });
    expect(dump(Order.encode(order))).toBe("08 63 12 02 01 63 1a 05 0a 01 61 10 63 20 63");
    expect(Order.decode(wire("28 63")).choice).toEqual({ case: "chosen", value: 99 });
  });

  test("are unknown fields of a closed enum", () => {
    const car = Car.decode(wire("08 63"));
    expect(car.gear).toBeUndefined();
    expect(dump(Car.encode(car))).toBe("08 63");
  });

  test("leave an earlier value of a closed enum in place", () => {
    expect(Car.decode(wire("08 02 08 63")).gear).toBe(Gear.SECOND);
  });

  test("leave the elements of a closed enum that are listed, packed or not", () => {
    for (const input of ["10 01 10 63 10 02", "12 03 01 63 02", "18 01 18 63 18 02", "1a 03 01 63 02"]) {
      const car = Car.decode(wire(input));
      expect([...car.history, ...car.packedHistory]).toEqual([Gear.FIRST, Gear.SECOND]);
      const again = Car.decode(Car.encode(car));
      expect(again).toEqual(car);
      expect(again.$unknown).toBeDefined();
    }
  });

  test("make a map entry of a closed enum an unknown field as a whole", () => {
    const car = Car.decode(wire("22 05 0a 01 61 10 63", "22 05 0a 01 62 10 05"));
    expect(car.byDriver).toEqual({ b: 5 });
    expect(dump(car.$unknown!)).toBe("22 05 0a 01 61 10 63");
  });

  test("do not select a member of a oneof", () => {
    const car = Car.decode(wire("28 63"));
    expect(car.next.case).toBeUndefined();
    expect(dump(Car.encode(car))).toBe("28 63");
  });
});
