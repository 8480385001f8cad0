import { applyFieldMask, clone, equals, fieldMask, fromJson, fromJsonString, merge, toJson, toText } from "farcall";
import { describe, expect, test } from "vitest";
import { decodeError, encodeError } from "../codec/refusal.js";
import { dump, wire } from "../codec/wire.js";
import { Maps as ObjectMaps } from "../golden/cases/map-enum-message-value/ts/map-enum-message-value_pb.js";
import { Maps, Paint } from "../golden/cases/map-enum-message-value/ts-map/map-enum-message-value_pb.js";
import { Maps as IntMaps } from "../golden/cases/map-int-key/ts-map/map-int-key_pb.js";
import { Maps as LongMaps } from "../golden/cases/map-int64-bool-key/ts-map/map-int64-bool-key_pb.js";
import { Maps as NumberMaps } from "../golden/cases/map-int64-bool-key/ts-map-int64-number/map-int64-bool-key_pb.js";
import { Maps as TextMaps } from "../golden/cases/map-int64-bool-key/ts-map-int64-string/map-int64-bool-key_pb.js";
import { Maps as StringMaps } from "../golden/cases/map-string-key/ts-map/map-string-key_pb.js";
import { Tree } from "../golden/cases/recursive/ts-map/recursive_pb.js";
import { Shape } from "../golden/cases/required/ts-map/required_pb.js";
import { jsonError } from "../json/refusal.js";

const MAX = 2n ** 63n - 1n;

describe("keys are of their own type", () => {
  test("numbers for 32 bits, bigints for 64, booleans and strings", () => {
    const bytes = IntMaps.encode({ byInt32: new Map([[-5, "a"]]), byFixed32: new Map([[2 ** 32 - 1, "b"]]) });
    expect(IntMaps.decode(bytes)).toMatchObject({
      byInt32: new Map([[-5, "a"]]),
      byFixed32: new Map([[2 ** 32 - 1, "b"]]),
      byUint32: new Map(),
    });
    const message = { bySint64: new Map([[-MAX, "a"]]), byBool: new Map([[true, "b"]]) };
    expect(LongMaps.decode(LongMaps.encode(message))).toMatchObject(message);
  });

  test("strings or numbers for 64 bits, as the option int64 has it", () => {
    const byText = new Map([[String(MAX), "a"]]);
    expect(TextMaps.decode(TextMaps.encode({ byInt64: byText })).byInt64).toEqual(byText);
    expect(TextMaps.decode(LongMaps.encode({ byInt64: new Map([[0n, "zero"]]) })).byInt64).toEqual(
      new Map([["0", "zero"]]),
    );
    const byNumber = new Map([[2 ** 53 - 1, "a"]]);
    expect(NumberMaps.decode(NumberMaps.encode({ byInt64: byNumber })).byInt64).toEqual(byNumber);
    const tooLarge = LongMaps.encode({ byInt64: new Map([[MAX, "a"]]) });
    expect(decodeError(() => NumberMaps.decode(tooLarge)).path).toBe("testdata.map_int64_bool_key.Maps.byInt64");
  });

  test("a key or value that an entry lacks is the zero of its type", () => {
    expect(LongMaps.decode(wire("0a 00 32 00"))).toMatchObject({
      byInt64: new Map([[0n, ""]]),
      byBool: new Map([[false, ""]]),
    });
  });
});

test("entries are written in the order of the Map, and read into the same order", () => {
  const toInt32 = new Map([
    ["b", 1],
    ["10", 2],
    ["a", 3],
    ["2", 4],
  ]);
  const bytes = StringMaps.encode({ toInt32 });
  expect(dump(bytes)).toBe(
    dump(wire("1a 05 0a 01 62 10 01 1a 06 0a 02 31 30 10 02 1a 05 0a 01 61 10 03 1a 05 0a 01 32 10 04")),
  );
  expect([...StringMaps.decode(bytes).toInt32]).toEqual([...toInt32]);
});

test("the last of the entries with one key wins", () => {
  expect(StringMaps.decode(wire("1a 05 0a 01 62 10 01 1a 05 0a 01 62 10 02")).toInt32).toEqual(new Map([["b", 2]]));
});

test("any key is safe, __proto__ too", () => {
  const toInt32 = new Map(["__proto__", "constructor", "", "toString"].map((key, i) => [key, i + 1]));
  const message = StringMaps.create({ toInt32 });
  expect(StringMaps.decode(StringMaps.encode(message))).toEqual(message);
  expect(fromJson(StringMaps, toJson(StringMaps, message))).toEqual(message);
  expect(clone(StringMaps, message)).toEqual(message);
});

test("create copies a Map, and completes the messages in it", () => {
  const paints = new Map([["a", { color: 1 as const }]]);
  const created = Maps.create({ paints });
  expect(created.paints).not.toBe(paints);
  expect(created.paints.get("a")).toEqual(Paint.create({ color: 1 }));
  expect(Maps.create().paints).toEqual(new Map());
});

test("messages go through structuredClone", () => {
  const message = Maps.create({ paintsById: new Map([[1n, { mixes: new Map([[2, {}]]) }]]) });
  expect(structuredClone(message)).toEqual(message);
});

describe("an EncodeError", () => {
  const of = (init: object) => encodeError(() => Maps.encode(init));

  test("names the key", () => {
    expect(of({ paints: new Map([["x", { color: 0.5 }]]) }).path).toBe(
      'testdata.map_enum_message_value.Maps.paints["x"].color',
    );
    expect(of({ paintsById: new Map([[5n, { mixes: new Map([[-7, null]]) }]]) }).path).toBe(
      'testdata.map_enum_message_value.Maps.paintsById["5"].mixes["-7"]',
    );
    expect(of({ colorsByFlag: new Map([[true, "red"]]) }).path).toBe(
      'testdata.map_enum_message_value.Maps.colorsByFlag["true"]',
    );
  });

  test.each<[message: string, key: unknown]>([
    ['["1"]: expected a key of type int32, got "1"', "1"],
    ['["1"]: expected a key of type int32, got 1n', 1n],
    ['["2147483648"]: expected a key of type int32, got 2147483648', 2 ** 31],
    ['["NaN"]: expected a key of type int32, got NaN', Number.NaN],
    ["[an object (Object)]: expected a key of type int32, got an object (Object)", {}],
    ['["null"]: expected a key of type int32, got null', null],
  ])("refuses a key that is no int32: %s", (message, key) => {
    expect(encodeError(() => IntMaps.encode({ byInt32: new Map([[key as number, ""]]) })).message).toBe(
      `testdata.map_int_key.Maps.byInt32${message}`,
    );
  });

  test("refuses keys of other types than bool, string and 64 bits", () => {
    expect(encodeError(() => LongMaps.encode({ byBool: new Map([["true" as never, ""]]) })).message).toBe(
      'testdata.map_int64_bool_key.Maps.byBool["true"]: expected a key of type bool, got "true"',
    );
    expect(encodeError(() => LongMaps.encode({ byUint64: new Map([[-1n, ""]]) })).message).toBe(
      'testdata.map_int64_bool_key.Maps.byUint64["-1"]: expected a key of type uint64, got -1n',
    );
    expect(encodeError(() => StringMaps.encode({ toInt32: new Map([["\ud800", 1]]) })).message).toBe(
      'testdata.map_string_key.Maps.toInt32["\\ud800"]: expected a string, got one with a lone surrogate',
    );
    expect(encodeError(() => StringMaps.encode({ toInt32: new Map([[1 as never, 1]]) })).message).toBe(
      'testdata.map_string_key.Maps.toInt32["1"]: expected a key of type string, got 1',
    );
  });

  test("tells which form of map is expected", () => {
    expect(of({ paints: { a: {} } }).message).toBe(
      "testdata.map_enum_message_value.Maps.paints: expected a Map, got an object (Object)",
    );
    expect(of({ paints: 5 }).message).toBe("testdata.map_enum_message_value.Maps.paints: expected a Map, got 5");
    expect(of({ paints: [] }).message).toBe(
      "testdata.map_enum_message_value.Maps.paints: expected a Map, got an array",
    );
    expect(encodeError(() => ObjectMaps.encode({ paints: new Map() as never })).message).toBe(
      "testdata.map_enum_message_value.Maps.paints: expected a plain object, got an object (Map)",
    );
  });

  test("refuses messages that nest in a circle", () => {
    const tree = Tree.create();
    tree.named.set("me", tree);
    expect(encodeError(() => Tree.encode(tree)).message).toMatch(/nest deeper than 100 levels, or in a circle/);
    expect(encodeError(() => clone(Tree, tree)).message).toMatch(/nest deeper than 100 levels, or in a circle/);
  });
});

test("a required field that a message in a Map lacks is named", () => {
  expect(decodeError(() => Shape.decode(wire("0a 04 08 01 10 02 1a 07 0a 01 61 12 02 08 01"))).path).toBe(
    'testdata.required.Shape.named["a"].y',
  );
});

describe("the generic operations", () => {
  const entries = [
    [1n, Paint.create({ color: 1 })],
    [2n, Paint.create()],
  ] as const;

  test("equals compares entries in any order", () => {
    const a = Maps.create({ paintsById: new Map(entries) });
    expect(equals(Maps, a, Maps.create({ paintsById: new Map(entries.toReversed()) }))).toBe(true);
    expect(equals(Maps, a, Maps.create({ paintsById: new Map(entries.slice(1)) }))).toBe(false);
    expect(
      equals(
        Maps,
        a,
        Maps.create({
          paintsById: new Map([
            [1n, entries[0][1]],
            [3n, entries[1][1]],
          ]),
        }),
      ),
    ).toBe(false);
    expect(
      equals(
        Maps,
        a,
        Maps.create({
          paintsById: new Map([
            [1n, {}],
            [2n, {}],
          ]),
        }),
      ),
    ).toBe(false);
  });

  test("merge sets entries, and shares none", () => {
    const into = Maps.create({ paintsById: new Map(entries) });
    const from = Maps.create({
      paintsById: new Map([
        [2n, { color: 1 }],
        [3n, {}],
      ]),
    });
    merge(Maps, into, from);
    expect([...into.paintsById.keys()]).toEqual([1n, 2n, 3n]);
    expect(into.paintsById.get(2n)).toEqual(Paint.create({ color: 1 }));
    expect(into.paintsById.get(2n)).not.toBe(from.paintsById.get(2n));
  });

  test("a field mask keeps and clears Maps", () => {
    const message = Maps.create({ paintsById: new Map(entries), colors: new Map([["a", 1]]) });
    expect(applyFieldMask(Maps, fieldMask(Maps, "colors"), message)).toEqual(
      Maps.create({ colors: new Map([["a", 1]]) }),
    );
  });

  test("text has the entries in the order of their keys", () => {
    expect(
      toText(
        LongMaps,
        LongMaps.create({
          byInt64: new Map([
            [10n, "b"],
            [9n, "a"],
          ]),
          byBool: new Map([[true, "c"]]),
        }),
      ),
    ).toBe(
      'by_int64 {\n  key: 9\n  value: "a"\n}\nby_int64 {\n  key: 10\n  value: "b"\n}\nby_bool {\n  key: true\n  value: "c"\n}\n',
    );
  });
});

describe("JSON", () => {
  test("has the keys as strings, and reads them into their own type", () => {
    const message = LongMaps.create({ byInt64: new Map([[MAX, "a"]]), byBool: new Map([[false, "b"]]) });
    const json = { byInt64: { [String(MAX)]: "a" }, byBool: { false: "b" } };
    expect(toJson(LongMaps, message)).toEqual(json);
    expect(fromJson(LongMaps, json)).toEqual(message);
    expect(fromJson(TextMaps, json).byInt64).toEqual(new Map([[String(MAX), "a"]]));
    expect(fromJson(IntMaps, { byInt32: { "1e2": "a" } }).byInt32).toEqual(new Map([[100, "a"]]));
  });

  test("refuses keys that are given twice, and keys that are none", () => {
    expect(jsonError(() => fromJsonString(IntMaps, '{"byInt32": {"1": "a", "1.0": "b"}}')).message).toContain(
      "given twice",
    );
    expect(jsonError(() => fromJson(IntMaps, { byInt32: { x: "a" } })).path).toBe("$.byInt32.x");
    expect(jsonError(() => fromJson(NumberMaps, { byInt64: { [String(MAX)]: "a" } })).message).toContain("53 bits");
  });
});

describe("a validator of Standard Schema", () => {
  const validate = (value: unknown) => Maps["~standard"].validate(value);

  test("takes an init with Maps, and JSON with objects", () => {
    const expected = { value: Maps.create({ paintsById: new Map([[5n, { color: 1 }]]) }) };
    expect(validate({ paintsById: new Map([[5n, { color: 1 }]]) })).toEqual(expected);
    expect(validate({ paintsById: { 5: { color: "COLOR_RED" } } })).toEqual(expected);
  });

  test("tells the key that is wrong, and what would be dropped", () => {
    const paths = (value: unknown) => {
      const result = validate(value);
      return "value" in result ? [] : result.issues.map(({ path }) => path);
    };
    expect(paths({ paintsById: new Map([[5n, { color: "red" }]]) })).toEqual([["paintsById", "5", "color"]]);
    expect(paths({ paints: new Map([["a", { mixes: new Map([[7, { tint: 1 }]]) }]]) })).toEqual([
      ["paints", "a", "mixes", 7, "tint"],
    ]);
  });
});

test("maxElements counts the entries of a Map", () => {
  const bytes = IntMaps.encode({ byInt32: new Map([1, 2, 3].map((key) => [key, "a"])) });
  expect(IntMaps.decode(bytes, { maxElements: 3 }).byInt32.size).toBe(3);
  expect(decodeError(() => IntMaps.decode(bytes, { maxElements: 2 })).problem).toMatch(/more than 2 elements/);
});
