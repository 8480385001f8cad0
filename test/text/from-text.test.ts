import { fromText } from "farcall";
import { Struct, Value } from "farcall/wkt";
import { describe, expect, test } from "vitest";
import { Search } from "../golden/cases/group/ts/group_pb.js";
import { JsTypes } from "../golden/cases/jstype/ts/jstype_pb.js";
import { Payment } from "../golden/cases/oneof/ts/oneof_pb.js";
import { Scalars } from "../golden/cases/scalars-proto3/ts/scalars-proto3_pb.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";
import { textError } from "./refusal.js";

describe("numbers", () => {
  test.each([
    ["0", 0],
    ["-0", 0],
    ["- 7", -7],
    ["-\n# why\n7", -7],
    ["0x7fffffff", 2 ** 31 - 1],
    ["-0X80000000", -(2 ** 31)],
    ["017", 15],
  ])("an int32 may be %j", (text, value) => {
    expect(fromText(Scalars, `int32_value: ${text}`).int32Value).toBe(value);
  });

  test.each([
    "2147483648",
    "-2147483649",
    "1.0",
    "1f",
    "08",
    "0x",
    "1 000",
    "1e3",
    "inf",
    '"1"',
    "",
    `1${"0".repeat(100_000)}`,
  ])("an int32 cannot be %.20j", (text) => {
    expect(textError(() => fromText(Scalars, `int32_value: ${text}`)).line).toBe(1);
  });

  test("64-bit integers are exact", () => {
    expect(fromText(Scalars, "int64_value: -9223372036854775808").int64Value).toBe(-(2n ** 63n));
    expect(fromText(Scalars, "uint64_value: 0xffffffffffffffff").uint64Value).toBe(2n ** 64n - 1n);
  });

  test.each([
    ["1", 1],
    ["1.", 1],
    [".5", 0.5],
    ["-.5e-1F", -0.05],
    ["10f", 10],
    ["-0", -0],
    ["inf", Infinity],
    ["-Infinity", -Infinity],
    ["NAN", NaN],
    ["1e9999", Infinity],
    ["-1e-9999", -0],
  ])("a double may be %s", (text, value) => {
    expect(fromText(Scalars, `double_value: ${text}`).doubleValue).toBe(value);
  });

  test.each(["0x1", "012", "1e", "1.5.2", "1_0", ".", "--1", "+1", "infin"])("a double cannot be %s", (text) => {
    textError(() => fromText(Scalars, `double_value: ${text}`));
  });

  test("a float is rounded to a float", () => {
    expect(fromText(Scalars, "float_value: 0.1").floatValue).toBe(Math.fround(0.1));
    expect(fromText(Scalars, "float_value: 1e39").floatValue).toBe(Infinity);
  });
});

test.each([
  ["true", true],
  ["True", true],
  ["t", true],
  ["1", true],
  ["0x1", true],
  ["false", false],
  ["False", false],
  ["f", false],
  ["0", false],
])("a bool may be %s", (text, value) => {
  expect(fromText(Scalars, `bool_value: ${text}`).boolValue).toBe(value);
});

test.each(["TRUE", "2", "-1", "yes", '"true"'])("a bool cannot be %s", (text) => {
  textError(() => fromText(Scalars, `bool_value: ${text}`));
});

test("a 64-bit field that is a number holds exact integers only", () => {
  expect(fromText(JsTypes, "number: -9007199254740991 text: 9007199254740993")).toMatchObject({
    number: -9007199254740991,
    text: "9007199254740993",
  });
  expect(textError(() => fromText(JsTypes, "number: 9007199254740993")).problem).toContain("more than a number holds");
});

describe("strings", () => {
  test.each([
    [`"a'b"`, "a'b"],
    [`'a"b'`, 'a"b'],
    [`'a' "b"\n# and\n'c'`, "abc"],
    [String.raw`"\a\b\f\n\r\t\v\?\\\'\""`, "\x07\b\f\n\r\t\v?\\'\""],
    [String.raw`"\0\12\1234"`, "\0\nS4"],
    [String.raw`"\x41\xC3\xa9"`, "Aé"],
    [String.raw`"\xe2" '\x82' "\xac"`, "€"],
    [String.raw`"\u00e9\U0001f600"`, "é😀"],
    [`"漢字😀"`, "漢字😀"],
  ])("%s is read", (literal, value) => {
    expect(fromText(M, `s: ${literal}`).s).toBe(value);
  });

  test.each([
    `"a`,
    `"a'`,
    `"a\nb"`,
    `"a\\`,
    `"\\\n"`,
    String.raw`"\q"`,
    String.raw`"\400"`,
    String.raw`"\x"`,
    String.raw`"\u12"`,
    String.raw`"\ud801\udc37"`,
    String.raw`"\U00110000"`,
    String.raw`"\xff"`,
    `"\ud800"`,
    "a",
  ])("%j is refused", (literal) => {
    textError(() => fromText(M, `s: ${literal}`));
  });

  test("bytes need not be UTF-8", () => {
    expect(fromText(M, String.raw`b: "\377\x00é"`).b).toEqual(Uint8Array.of(255, 0, 0xc3, 0xa9));
  });
});

describe("structure", () => {
  test.each([
    "sub { i: 1 } list { i: 1 } list { i: 2 }",
    "sub: { i: 1 }; list: [{ i: 1 }, { i: 2 }];",
    "sub < i: 1, > list [< i: 1 >, { i: 2; }]",
    "#begin\nsub{i:1}list:[{i:1}]list<i:2># end",
  ])("%j is one and the same message", (text) => {
    expect(fromText(M, text)).toEqual(M.create({ sub: { i: 1 }, list: [{ i: 1 }, { i: 2 }] }));
  });

  test("an empty text is an empty message", () => {
    expect(fromText(M, " # nothing\n")).toEqual(M.create());
  });

  test("lists are appended, and may be empty", () => {
    expect(fromText(M, "packed: [1, 2] packed: [] packed: 3").packed).toEqual([1, 2, 3]);
  });

  test("entries of a map stand in any order, the last of a key counts, and what is left out is the zero", () => {
    const { byName } = fromText(M, 'by_name { value { i: 1 } key: "a" } by_name [{ key: "a" }, { value {} }]');
    expect(byName).toEqual({ a: M.create(), "": M.create() });
  });

  test("a key named __proto__ is a key", () => {
    const { byName } = fromText(M, 'by_name { key: "__proto__" value { i: 7 } }');
    expect(Object.keys(byName)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(byName)).toBe(Object.prototype);
  });

  test("a group goes by the name of its type, and by its own", () => {
    const expected = Search.create({ query: { text: "a" } });
    expect(fromText(Search, 'Query { text: "a" }')).toEqual(expected);
    expect(fromText(Search, 'query { text: "a" }')).toEqual(expected);
    textError(() => fromText(Search, 'QUERY { text: "a" }'));
  });

  test.each([
    ["sub { i: 1 > i: 2", "expected the name of a field"],
    ["sub { i: 1", "expected the name of a field, got the end of the text"],
    ["i 1", 'expected ":", got "1"'],
    ["packed 1", 'expected ":"'],
    ["sub: 1", 'expected "{", got "1"'],
    ["i: 1,, l: 2", 'expected the name of a field, got ","'],
    ["packed: [1, ]", "expected an integer"],
    ["packed: [1; 2]", 'expected "]", got ";"'],
    ["i: [1]", "expected an integer"],
    ["i: 1 i: 1", "has the field i twice"],
    ["sub {} sub {}", "has the field sub twice"],
    ["nope: 1", 'testdata.threats.M has no field "nope"'],
    ["1: 1", "expected the name of a field"],
    ["[nope.ext]: 1", 'the registry has no extension "nope.ext"'],
    ["[a b]: 1", "has a gap between"],
    ["}", "expected the name of a field"],
    ["i: 10l: 2", "is followed by"],
    ["by_name { keys: 1 }", "has a key and a value"],
    ["by_name { key: 'a' key: 'b' }", "has the key twice"],
    ["by_name { key 'a' }", 'expected ":"'],
  ])("%j is refused", (text, problem) => {
    expect(textError(() => fromText(M, text)).message).toContain(problem);
  });

  test("two members of a oneof are refused", () => {
    const { problem } = textError(() => fromText(Payment, 'voucher: "a" free: true'));
    expect(problem).toContain("testdata.oneof.Payment has voucher already, of the same oneof as free");
  });

  test("a message without a required field is refused, where it ends", () => {
    const { problem, line, column } = textError(() => fromText(Search, "Result {\n  snippets: 'a'\n}"));
    expect(problem).toContain("lacks the required field url");
    expect([line, column]).toEqual([3, 1]);
  });

  test("enums go by name or number, also by a number that an open one lacks", () => {
    expect(fromText(Payment, "kind: KIND_A").method).toEqual({ case: "kind", value: 1 });
    expect(fromText(Payment, "kind: -3").method).toEqual({ case: "kind", value: -3 });
    textError(() => fromText(Payment, "kind: KIND_B"));
    textError(() => fromText(Payment, "kind: 2147483648"));
  });

  test("Struct and Value are read by their fields", () => {
    const text =
      'fields { key: "a" value { list_value { values { null_value: NULL_VALUE } values { bool_value: true } } } }';
    expect(fromText(Struct, text)).toEqual({ a: [null, true] });
    expect(fromText(Value, "number_value: 1.5")).toBe(1.5);
    expect(fromText(Value, "")).toBe(null);
  });
});

test("an error tells line and column, both from 1", () => {
  const error = textError(() => fromText(M, "i: 1\nsub {\n  l: x\n}"));
  expect([error.line, error.column]).toEqual([3, 6]);
  expect(error.message).toBe('line 3, column 6: expected an integer for int64, got "x"');
});

test("the fault in a string is found in it", () => {
  const error = textError(() => fromText(M, String.raw`s: "ab\q"`));
  expect(error.column).toBe(7);
});

describe("depth", () => {
  const nested = (levels: number) => "sub {".repeat(levels) + "}".repeat(levels);

  test("100 levels are read, 101 refused", () => {
    fromText(M, nested(100));
    expect(textError(() => fromText(M, nested(101))).problem).toContain("deeper than 100 levels");
  });

  test.each(["sub {", "sub <", "list [{", "by_name { value {", "sub { sub: {"])("%j without end is refused", (text) => {
    textError(() => fromText(M, text.repeat(50_000)));
  });
});

test("reserved names are skipped, whatever their values", async () => {
  const { FileOptions } = await import("farcall/wkt");
  const name = "php_generic_services";
  const values = [": true", ": -1.5", ": 'a' \"b\"", ": [1, X]", " { a: 1 [b.c] { } d <> }", ": []", ": [{ a: 1 }]"];
  const text = values.map((value) => `${name}${value}\n`).join("");
  expect(fromText(FileOptions, `${text} java_package: 'p'`).javaPackage).toBe("p");
  textError(() => fromText(FileOptions, `${name} 1`));
  textError(() => fromText(FileOptions, name + " { a".repeat(50_000)));
});

test("reserved names of a schema are skipped, and no others", async () => {
  const { Order, Order_Item, Empty } = await import("../golden/cases/reserved/ts/edition-2024_pb.js");
  const { Order: Quoted } = await import("../golden/cases/reserved/ts/proto3_pb.js");
  expect(fromText(Order, 'customer: "a" id: "b" customer_id: 5 _private {} Field3: []')).toEqual(
    Order.create({ id: "b" }),
  );
  expect(fromText(Quoted, "customer: 1 __proto__ { a: 1 }")).toEqual(Quoted.create());
  expect(fromText(Empty, "id: 1")).toEqual(Empty.create());
  expect(textError(() => fromText(Order, "quantity: 1")).problem).toContain('has no field "quantity"');
  expect(textError(() => fromText(Order_Item, "customer: 1")).problem).toContain('has no field "customer"');
});
