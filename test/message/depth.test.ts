import {
  applyFieldMask,
  clone,
  diffFieldMask,
  equals,
  fromJson,
  type JsonValue,
  type MessageType,
  merge,
  mergeFieldMask,
  toJson,
} from "farcall";
import { ListValue, Struct, Value } from "farcall/wkt";
import { describe, expect, test } from "vitest";
import { encodeError } from "../codec/refusal.js";
import { Tree } from "../golden/cases/recursive/ts/recursive_pb.js";
import { Singular } from "../golden/cases/wkt-fields/ts/wkt-fields_pb.js";
import { jsonError } from "../json/refusal.js";

/** A message that holds itself, as a list element. */
function circularTree(): Tree {
  const tree = Tree.create();
  tree.children.push(tree);
  return tree;
}

function deepTree(levels: number): Tree {
  let tree = Tree.create();
  for (let i = 0; i < levels; i++) tree = Tree.create({ children: [tree] });
  return tree;
}

function circularList(): JsonValue[] {
  const list: JsonValue[] = [];
  list.push(list);
  return list;
}

function deepList(levels: number): JsonValue[] {
  let list: JsonValue[] = [];
  for (let i = 1; i < levels; i++) list = [list];
  return list;
}

const operations: [name: string, run: <T extends object>(type: MessageType<T, never>, make: () => T) => void][] = [
  ["equals", (type, make) => equals(type, make(), make())],
  ["clone", (type, make) => clone(type, make())],
  ["merge", (type, make) => merge(type, make(), make())],
];

describe.each(operations)("%s", (_, run) => {
  test("takes 100 levels, as encode does", () => {
    expect(() => run(Tree, () => deepTree(100))).not.toThrow();
    expect(() => run(Singular, () => Singular.create({ value: deepList(49) }))).not.toThrow();
  });

  test("refuses 101 levels, 300 levels and a circle with an error that names the field", () => {
    for (const make of [() => deepTree(101), () => deepTree(300), circularTree]) {
      const error = encodeError(() => run(Tree, make));
      expect(error.problem).toMatch(/nest deeper than 100 levels, or in a circle/);
      expect(error.path).toMatch(/^testdata\.recursive\.Tree(\.children\[0\]){101}$/);
    }
  });

  test("refuses a circle in JSON", () => {
    expect(encodeError(() => run(Singular, () => circularValue())).message).toMatch(
      /^testdata\.wkt_fields\.Singular\.value: JSON nests deeper than 100 levels/,
    );
    for (const type of [Value, ListValue] as MessageType<JsonValue[]>[]) encodeError(() => run(type, circularList));
    encodeError(() => run(Struct, () => ({ a: circularList() })));
  });
});

test("a refused merge has changed nothing", () => {
  const into = Tree.create({ label: "a" });
  const from = Tree.create({ label: "b" });
  from.children.push(from);
  encodeError(() => merge(Tree, into, from));
  expect(into).toEqual(Tree.create({ label: "a" }));
});

test("operations with masks refuse a circle with an error that names the field", () => {
  const circle = () => {
    const tree = Tree.create();
    tree.left = tree;
    return tree;
  };
  for (const run of [
    () => applyFieldMask(Tree, { paths: ["left"] }, circle()),
    () => mergeFieldMask(Tree, { paths: ["left"] }, Tree.create(), circle()),
    () => diffFieldMask(Tree, circle(), circle()),
  ]) {
    expect(encodeError(run).path).toMatch(/^testdata\.recursive\.Tree(\.left){101}$/);
  }
});

describe("a Value that nests too deeply", () => {
  test.each([51, 20_000])("is refused with its path by encode: %i lists", (levels) => {
    const error = encodeError(() => Singular.encode({ value: deepList(levels) }));
    expect(error.message).toMatch(/^testdata\.wkt_fields\.Singular\.value: JSON nests deeper than 100 levels/);
  });

  test("is refused with its path where the messages around it count too", () => {
    const error = encodeError(() => Singular.encode({ struct: { a: deepList(60) } }));
    expect(error.message).toMatch(/^testdata\.wkt_fields\.Singular\.struct: JSON nests deeper than 100 levels/);
  });

  test("is refused with its path by toJson and fromJson", () => {
    for (const error of [
      jsonError(() => toJson(Singular, Singular.create({ value: deepList(60) }))),
      jsonError(() => fromJson(Singular, { value: deepList(60) })),
    ]) {
      expect(error.path).toMatch(/^\$\.value(\[0\])+$/);
      expect(error.problem).toMatch(/nest deeper than 100 levels, or in a circle/);
    }
  });
});

function circularValue(): Singular {
  const message = Singular.create();
  message.value = circularList();
  return message;
}
