import { createRegistry, EncodeError, fromText, setExtension, toText } from "farcall";
import { Any, Struct } from "farcall/wkt";
import { describe, expect, test } from "vitest";
import * as top from "../golden/cases/extensions-top-level/ts/extensions-top-level_pb.js";
import { Search } from "../golden/cases/group/ts/group_pb.js";
import * as set from "../golden/cases/message-set/ts/message-set_pb.js";
import { Payment } from "../golden/cases/oneof/ts/oneof_pb.js";
import { Scalars } from "../golden/cases/scalars-proto3/ts/scalars-proto3_pb.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";
import { textError } from "./refusal.js";

const registry = createRegistry(M, Any, Payment, top.number$, top.payload, top.list, top.extra, set.Alpha_inSet);

test("a message is written one field a line, maps by their keys", () => {
  const message = M.create({
    i: 1,
    l: 2n,
    s: 'a"\n\x01é',
    b: Uint8Array.of(0, 65, 255),
    sub: { packed: [1, 2] },
    byName: { b: {}, a: { i: 3 } },
  });
  const text = toText(M, message);
  // Bun takes what is not ASCII for an escape in a raw template, though not in a value of it.
  expect(text).toBe(String.raw`i: 1
l: 2
s: "a\"\n\001${"é"}"
b: "\000A\377"
sub {
  packed: 1
  packed: 2
}
by_name {
  key: "a"
  value {
    i: 3
  }
}
by_name {
  key: "b"
  value {
  }
}
`);
  expect(fromText(M, text)).toEqual(message);
});

test.each([
  [0.1, "0.1"],
  [-0, "-0"],
  [1e21, "1e+21"],
  [NaN, "nan"],
  [-Infinity, "-inf"],
])("the double %s and the float are written as %s", (value, text) => {
  expect(toText(Scalars, Scalars.create({ doubleValue: value }))).toBe(`double_value: ${text}\n`);
  expect(toText(Scalars, Scalars.create({ floatValue: Math.fround(value) }))).toBe(`float_value: ${text}\n`);
});

test("enums are written by name, or by number where there is none", () => {
  expect(toText(Payment, Payment.create({ method: { case: "kind", value: 1 } }))).toBe("kind: KIND_A\n");
  expect(toText(Payment, Payment.create({ method: { case: "kind", value: 7 as never } }))).toBe("kind: 7\n");
});

test("a group is written by the name of its type", () => {
  expect(toText(Search, Search.create({ query: {}, page: 1 }))).toBe("Query {\n}\npage: 1\n");
});

test("a Struct is written by its fields", () => {
  const struct = { a: [null, { b: "x" }], ["__proto__"]: 1 };
  expect(fromText(Struct, toText(Struct, struct))).toEqual(struct);
});

test("a value that its type cannot hold is refused by an EncodeError that names the field", () => {
  expect(() => toText(M, M.create({ sub: { i: 0.5 } }))).toThrow(EncodeError);
  const circle = M.create();
  circle.sub = circle;
  expect(() => toText(M, circle)).toThrow(EncodeError);
});

describe("Any", () => {
  const any = Any.pack(M, { i: 7 });
  const text = "[type.googleapis.com/testdata.threats.M] {\n  i: 7\n}\n";

  test("is written by its message where the registry has the type, else by its bytes", () => {
    expect(toText(Any, any, { registry })).toBe(text);
    expect(toText(Any, any)).toBe(String.raw`type_url: "type.googleapis.com/testdata.threats.M"
value: "\010\007"
`);
  });

  test("is written by its bytes where they are no message of the type", () => {
    const damaged = Any.create({ typeUrl: any.typeUrl, value: Uint8Array.of(8) });
    expect(toText(Any, damaged, { registry })).toContain(String.raw`value: "\010"`);
  });

  test("is read in both forms, with any prefix", () => {
    expect(fromText(Any, text, { registry })).toEqual(any);
    expect(fromText(Any, toText(Any, any))).toEqual(any);
    const custom = fromText(Any, "[ example.com/a-b%20c/ # comment\n testdata.threats.M ]: < i: 7 >", { registry });
    expect(custom).toEqual({ ...any, typeUrl: "example.com/a-b%20c/testdata.threats.M" });
    expect(fromText(Any, toText(Any, custom, { registry }), { registry })).toEqual(custom);
  });

  test.each([
    ["[type.googleapis.com/no.Such] {}", 'no message type "no.Such"'],
    ["[/testdata.threats.M] {}", "no message type"],
    [`type_url: "x" ${text}`, "has a type or value already"],
    [`${text} value: "x"`, "has the field value twice"],
  ])("%j is refused", (input, problem) => {
    expect(textError(() => fromText(Any, input, { registry })).problem).toContain(problem);
  });

  test("nests 100 levels deep and no deeper, without a failure when it is written", () => {
    let deep = any;
    for (let i = 0; i < 150; i++) deep = Any.pack(Any, deep);
    const written = toText(Any, deep, { registry });
    expect(written.match(/\[type/g)).toHaveLength(100);
    expect(fromText(Any, written, { registry })).toEqual(deep);
    textError(() => fromText(Any, "[a/google.protobuf.Any] {".repeat(101), { registry }));
  });
});

describe("extensions", () => {
  const base = top.Base.create({ name: "n" });
  setExtension(base, top.number$, 5);
  setExtension(base, top.payload, { size: 1 });
  setExtension(base, top.list, [1n, 2n]);
  setExtension(base, top.extra, { flag: true });
  const text = `name: "n"
[testdata.extensions_top_level.number]: 5
[testdata.extensions_top_level.payload] {
  size: 1
}
[testdata.extensions_top_level.list]: 1
[testdata.extensions_top_level.list]: 2
[testdata.extensions_top_level.extra] {
  flag: true
}
`;

  test("are written and read by their full names", () => {
    expect(toText(top.Base, base, { registry })).toBe(text);
    expect(fromText(top.Base, text, { registry })).toEqual(base);
  });

  test("are unknown fields where the registry lacks them", () => {
    expect(toText(top.Base, base)).toBe('name: "n"\n');
    expect(textError(() => fromText(top.Base, text)).line).toBe(2);
  });

  test("are refused twice, and in another message", () => {
    const number = "[testdata.extensions_top_level.number]: 5 ";
    expect(textError(() => fromText(top.Base, number + number, { registry })).problem).toContain("twice");
    textError(() => fromText(M, number, { registry }));
  });

  test("of a message set go by the name of their type", () => {
    const message = set.Set.create();
    setExtension(message, set.Alpha_inSet, { text: "a" });
    const written = toText(set.Set, message, { registry });
    expect(written).toBe('[testdata.message_set.Alpha] {\n  text: "a"\n}\n');
    expect(fromText(set.Set, written, { registry })).toEqual(message);
    expect(fromText(set.Set, '[testdata.message_set.Alpha.in_set] { text: "a" }', { registry })).toEqual(message);
  });
});

test("unknown fields are written by number on request", () => {
  const raw = "a00601 a206020807 a20603ff4142 a10601000000000000 00 a50602000000 a306 0801 a406".replace(/ /g, "");
  const message = M.decode(Buffer.from(raw, "hex"));
  expect(toText(M, message)).toBe("");
  expect(toText(M, message, { printUnknownFields: true })).toBe(String.raw`100: 1
100 {
  1: 7
}
100: "\377AB"
100: 0x0000000000000001
100: 0x00000002
100 {
  1: 1
}
`);
});
