import {
  create,
  createFileRegistry,
  fromBinary,
  getExtension as getTheirs,
  setExtension as setTheirs,
  toBinary,
} from "@bufbuild/protobuf";
import { clearExtension, type Extension, getExtension, hasExtension, setExtension } from "farcall";
import { describe, expect, test } from "vitest";
import * as nested from "../golden/cases/extensions-nested/ts/extensions-nested_pb.js";
import * as topLevel from "../golden/cases/extensions-top-level/ts/extensions-top-level_pb.js";
import * as sets from "../golden/cases/message-set/ts/message-set_pb.js";
import { image } from "../golden/image.js";
import { dump, wire } from "./wire.js";

// biome-ignore lint/suspicious/noExplicitAny: any extension of any message.
type AnyExtension = Extension<any, any, any>;

/** The extensions among the exports of generated modules, by their full names. */
const extensions = new Map(
  [topLevel, nested, sets]
    .flatMap((module) => Object.values<unknown>(module))
    .filter((value): value is AnyExtension => typeof value === "object" && value !== null && "extendee" in value)
    .map((extension) => [extension.typeName, extension]),
);

const registry = createFileRegistry(image);
const { Base } = topLevel;
const number = extensions.get("testdata.extensions_top_level.number")!;
const list = extensions.get("testdata.extensions_top_level.list")!;

test.each<[name: string, value: unknown]>([
  ["testdata.extensions_top_level.number", 5],
  ["testdata.extensions_top_level.number", 0],
  ["testdata.extensions_top_level.text", "a"],
  ["testdata.extensions_top_level.text", ""],
  ["testdata.extensions_top_level.payload", { size: 3 }],
  ["testdata.extensions_top_level.payload", {}],
  ["testdata.extensions_top_level.list", [1n, -2n]],
  ["testdata.extensions_top_level.packed_list", [1, -2]],
  ["testdata.extensions_top_level.payloads", [{ size: 1 }, {}, { size: 2 }]],
  ["testdata.extensions_top_level.mood", 1],
  ["testdata.extensions_top_level.raw", Uint8Array.of(1, 2)],
  ["testdata.extensions_top_level.ratio", -1.5],
  ["testdata.extensions_top_level.extra", { flag: true }],
  ["testdata.extensions_nested.Scope.note", "a"],
  ["testdata.extensions_nested.Scope.scope", { id: 1 }],
  ["testdata.extensions_nested.Scope.Deeper.note", [1, 2]],
])("%s holds %o as @bufbuild/protobuf has it", (name, value) => {
  const extension = extensions.get(name)!;
  const desc = registry.getExtension(name)!;
  const type = extension.extendee.endsWith("nested.Base") ? nested.Base : Base;

  const ours = type.create();
  setExtension(ours, extension, value);
  const read = getTheirs(fromBinary(desc.extendee, type.encode(ours)), desc);
  expect({ read }).toMatchObject({ read: value });

  const theirs = create(desc.extendee);
  setTheirs(theirs, desc, read);
  const decoded = type.decode(toBinary(desc.extendee, theirs));
  expect(hasExtension(decoded, extension)).toBe(true);
  expect({ read: getExtension(decoded, extension) }).toMatchObject({ read: value });
});

describe("an extension that a message does not carry", () => {
  test.each<[name: string, value: unknown]>([
    ["testdata.extensions_top_level.number", 0],
    ["testdata.extensions_top_level.text", "none"],
    ["testdata.extensions_top_level.mood", 2],
    ["testdata.extensions_top_level.list", []],
    ["testdata.extensions_top_level.payload", undefined],
  ])("%s is %o", (name, value) => {
    expect(hasExtension(Base.create(), extensions.get(name)!)).toBe(false);
    expect(getExtension(Base.create(), extensions.get(name)!)).toEqual(value);
  });
});

test("setting one replaces its value and leaves the others", () => {
  const message = Base.decode(wire("0a 01 61", "a0 06 05", "98 0f 07", "a0 06 06"));
  expect(getExtension(message, number)).toBe(6);
  setExtension(message, number, 9);
  expect(getExtension(message, number)).toBe(9);
  expect(message.name).toBe("a");
  expect(dump(Base.encode(message))).toBe("0a 01 61 98 0f 07 a0 06 09");
});

test("clearing one leaves the others, and no empty rest", () => {
  const message = Base.decode(wire("a0 06 05", "98 0f 07", "a0 06 06"));
  clearExtension(message, number);
  expect(dump(message.$unknown!)).toBe("98 0f 07");
  const alone = Base.decode(wire("a0 06 05"));
  clearExtension(alone, number);
  expect("$unknown" in alone).toBe(false);
});

test("a repeated one is read packed and expanded, and carried when it has an element", () => {
  expect(getExtension(Base.decode(wire("b8 06 01", "ba 06 02 02 03", "b8 06 04")), list)).toEqual([1n, 2n, 3n, 4n]);
  const message = Base.create();
  setExtension(message, list, []);
  expect(hasExtension(message, list)).toBe(false);
});

test("the pieces of a message extension are merged", () => {
  const payload = extensions.get("testdata.extensions_top_level.payload")!;
  expect(getExtension(Base.decode(wire("b2 06 00", "b2 06 02 08 05", "b2 06 00")), payload)).toEqual({ size: 5 });
});

describe("a MessageSet", () => {
  const alpha = extensions.get("testdata.message_set.Alpha.in_set")!;
  const item = wire("0b", "10 f9 bb 5e", "1a 03 0a 01 41", "0c");

  test("keeps its items as they came", () => {
    expect(dump(sets.Set.encode(sets.Set.decode(item)))).toBe(dump(item));
  });

  test("gives and takes its items as extensions", () => {
    expect(getExtension(sets.Set.decode(item), alpha)).toEqual({ text: "A" });
    const set = sets.Set.create();
    setExtension(set, alpha, { text: "A" });
    expect(dump(sets.Set.encode(set))).toBe(dump(item));
  });

  test("reads an item whose message comes before its number", () => {
    expect(getExtension(sets.Set.decode(wire("0b", "1a 03 0a 01 41", "10 f9 bb 5e", "0c")), alpha)).toEqual({
      text: "A",
    });
  });
});
