import { describe, expect, test } from "vitest";
import { Node } from "../golden/cases/delimited/ts/delimited_pb.js";
import { Set as MessageSet } from "../golden/cases/message-set/ts/message-set_pb.js";
import { type Even, Tree } from "../golden/cases/recursive/ts/recursive_pb.js";
import { M, type MInit } from "../golden/cases/threats/ts/threats_pb.js";
import { decodeError, encodeError } from "./refusal.js";
import { dump, field, nest, repeat, wire } from "./wire.js";

const deep = [101, 20_000, 100_000];

/** Groups around nothing, each inside the one before it. */
function groups(levels: number, start: string, end: string): Uint8Array {
  return wire(repeat(levels, wire(start)), repeat(levels, wire(end)));
}

/** Map entries around nothing, each the value of the one before it. */
function entries(levels: number): Uint8Array {
  let content: Uint8Array = new Uint8Array();
  for (let i = 0; i < levels; i++) content = field(8, wire("0a 00", field(2, content)));
  return content;
}

describe.each<[what: string, decode: (bytes: Uint8Array) => unknown, input: (levels: number) => Uint8Array]>([
  ["sub-messages", (bytes) => M.decode(bytes), (levels) => nest(levels, 5)],
  ["elements of lists", (bytes) => M.decode(bytes), (levels) => nest(levels, 11)],
  ["members of oneofs", (bytes) => Tree.decode(bytes), (levels) => nest(levels, 5)],
  ["delimited messages", (bytes) => Node.decode(bytes), (levels) => groups(levels, "13", "14")],
  ["delimited elements of lists", (bytes) => Node.decode(bytes), (levels) => groups(levels, "1b", "1c")],
  ["unknown groups", (bytes) => M.decode(bytes), (levels) => groups(levels, "a3 06", "a4 06")],
  ["groups in a MessageSet", (bytes) => MessageSet.decode(bytes), (levels) => groups(levels, "0b", "0c")],
])("%s", (_, decode, input) => {
  test("may nest 100 levels", () => {
    expect(() => decode(input(100))).not.toThrow();
  });

  test.each(deep)("may not nest %i levels", (levels) => {
    expect(decodeError(() => decode(input(levels))).message).toMatch(/recursion limit/);
  });
});

test("values of maps may nest 100 levels and no more", () => {
  expect(() => M.decode(entries(100))).not.toThrow();
  for (const levels of [101, 2_000]) {
    expect(decodeError(() => M.decode(entries(levels))).message).toMatch(/recursion limit/);
  }
});

test("messages that are recursive through others are counted too", () => {
  const evens = (levels: number) => field(6, nest(levels, 1));
  expect(() => Tree.decode(evens(99))).not.toThrow();
  expect(decodeError(() => Tree.decode(evens(100))).message).toMatch(/recursion limit/);
});

test("unknown groups count from the depth at which they stand", () => {
  const within = (levels: number) => nest(50, 5, groups(levels, "a3 06", "a4 06"));
  expect(() => M.decode(within(50))).not.toThrow();
  expect(decodeError(() => M.decode(within(51))).message).toMatch(/recursion limit/);
});

test("100,000 beginnings of groups without an end are refused", () => {
  decodeError(() => M.decode(repeat(100_000, wire("a3 06"))));
  decodeError(() => Node.decode(repeat(100_000, wire("13"))));
});

test("recursionLimit moves the limit", () => {
  expect(() => M.decode(nest(3, 5), { recursionLimit: 3 })).not.toThrow();
  decodeError(() => M.decode(nest(4, 5), { recursionLimit: 3 }));
  decodeError(() => M.decode(nest(1, 5), { recursionLimit: 0 }));
  expect(() => M.decode(nest(500, 5), { recursionLimit: 500 })).not.toThrow();
  expect(() => M.decode(groups(3, "a3 06", "a4 06"), { recursionLimit: 3 })).not.toThrow();
  decodeError(() => M.decode(groups(4, "a3 06", "a4 06"), { recursionLimit: 3 }));
});

test("a lower limit of one call does not outlive it", () => {
  decodeError(() => M.decode(nest(4, 5), { recursionLimit: 3 }));
  expect(() => M.decode(nest(100, 5))).not.toThrow();
});

describe("encode", () => {
  function chain(levels: number): MInit {
    let message: MInit = {};
    for (let i = 0; i < levels; i++) message = { sub: message };
    return message;
  }

  test("writes 100 levels, which decode reads", () => {
    expect(dump(M.encode(chain(100)))).toBe(dump(nest(100, 5)));
  });

  test.each(deep)("refuses %i levels", (levels) => {
    encodeError(() => M.encode(chain(levels)));
  });

  test("refuses a message that holds itself", () => {
    const list: MInit[] = [];
    const message: MInit = { list };
    list.push(message);
    encodeError(() => M.encode(message));

    const even: Even = { odd: undefined };
    even.odd = { even, depth: 1 };
    encodeError(() => Tree.encode({ parent: { case: "even", value: even } }));

    const named: { [key: string]: MInit } = {};
    named["self"] = { byName: named };
    encodeError(() => M.encode({ byName: named }));
  });
});
