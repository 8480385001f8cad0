import { describe, expect, test } from "vitest";
import { Node } from "../golden/cases/delimited/ts/delimited_pb.js";
import { Payment } from "../golden/cases/oneof/ts/oneof_pb.js";
import { Choice } from "../golden/cases/oneof-presence/ts/oneof-presence_pb.js";
import { Presence } from "../golden/cases/presence-proto3-optional/ts/presence-proto3-optional_pb.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";
import { dump, wire } from "./wire.js";

test("the last of several values of a scalar wins", () => {
  expect(M.decode(wire("08 05 08 06 1a 01 41 1a 01 42 22 01 01 22 00"))).toEqual(M.create({ i: 6, s: "B" }));
});

test("a zero that comes last wins too", () => {
  expect(M.decode(wire("08 05 08 00")).i).toBe(0);
  expect(M.decode(wire("10 05 10 00")).l).toBe(0n);
  expect(M.decode(wire("1a 01 41 1a 00")).s).toBe("");
});

test("the pieces of a sub-message are merged", () => {
  const merged = M.decode(
    wire("2a 02 08 05", "2a 02 10 06", "2a 04 2a 02 08 07", "2a 04 2a 02 10 08", "2a 02 30 01", "2a 02 30 02"),
  );
  expect(merged.sub).toEqual(M.create({ i: 5, l: 6n, sub: { i: 7, l: 8n }, packed: [1, 2] }));
});

test("the pieces of a delimited message are merged", () => {
  expect(Node.decode(wire("13 08 05 14", "13 13 08 06 14 14")).next).toEqual(
    Node.create({ value: 5, next: { value: 6 } }),
  );
});

test("lists go on in the order of the input", () => {
  expect(M.decode(wire("30 01", "32 02 02 03", "30 04", "32 00", "30 05")).packed).toEqual([1, 2, 3, 4, 5]);
  expect(M.decode(wire("5a 02 08 01", "5a 00", "5a 02 08 02")).list.map(({ i }: M) => i)).toEqual([1, 0, 2]);
});

describe("oneof", () => {
  test("the last member wins", () => {
    expect(Payment.decode(wire("1a 01 41 20 05")).method).toEqual({ case: "credit", value: 5n });
    expect(Payment.decode(wire("20 05 12 00")).method).toEqual({ case: "card", value: { number: "", cvc: 0 } });
  });

  test("the pieces of one message member are merged", () => {
    expect(Payment.decode(wire("12 03 0a 01 41", "12 02 10 07")).method).toEqual({
      case: "card",
      value: { number: "A", cvc: 7 },
    });
  });

  test("another member in between takes the message away", () => {
    expect(Payment.decode(wire("12 03 0a 01 41", "20 05", "12 02 10 07")).method).toEqual({
      case: "card",
      value: { number: "", cvc: 7 },
    });
  });

  test("two oneofs are independent", () => {
    const { method, secondChoice } = Payment.decode(wire("20 05 60 07"));
    expect([method, secondChoice]).toEqual([
      { case: "credit", value: 5n },
      { case: "number", value: 7 },
    ]);
  });

  test("a member is set by a zero and written as one", () => {
    for (const input of ["1a 00", "20 00", "29 00 00 00 00 00 00 00 00", "32 00", "38 00", "40 00", "48 00", "12 00"]) {
      expect(Payment.decode(wire(input)).method.case).toBeDefined();
      expect(dump(Payment.encode(Payment.decode(wire(input))))).toBe(input);
    }
  });

  test("an unset one has neither case nor value", () => {
    expect(Payment.decode(wire("")).method).toEqual({ case: undefined, value: undefined });
    expect(dump(Payment.encode({ method: { case: undefined } }))).toBe("");
  });

  test("a group is a member as well", () => {
    expect(Choice.decode(wire("08 00 1b 22 01 41 1c")).value).toEqual({ case: "block", value: { line: "A" } });
    expect(dump(Choice.encode({ value: { case: "block", value: {} } }))).toBe("1b 1c");
  });
});

describe("presence", () => {
  test("an explicit field is absent until it is set, if only to zero", () => {
    expect(Presence.decode(wire("")).explicitNumber).toBeUndefined();
    expect(Presence.decode(wire("08 00")).explicitNumber).toBe(0);
    expect(dump(Presence.encode({ explicitNumber: 0, implicitNumber: 0 }))).toBe("08 00");
    expect(
      dump(
        Presence.encode({
          explicitText: "",
          explicitBytes: new Uint8Array(),
          explicitFlag: false,
          explicitBig: 0n,
          explicitColor: 0,
        }),
      ),
    ).toBe("18 00 22 00 2a 00 30 00 38 00");
  });

  test("an implicit field is there and zero until it is set", () => {
    expect(Presence.decode(wire(""))).toMatchObject({ implicitNumber: 0, implicitColor: 0 });
    expect(dump(Presence.encode({ implicitNumber: 0, implicitColor: 0 }))).toBe("");
  });

  test("an empty sub-message is present", () => {
    expect(Presence.decode(wire("52 00")).child).toEqual({ name: "" });
    expect(dump(Presence.encode({ child: {} }))).toBe("52 00");
  });
});
