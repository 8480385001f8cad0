import { createRegistry, fromText, toText } from "farcall";
import { Any } from "farcall/wkt";
import { describe, expect, test } from "vitest";
import { Tree } from "../golden/cases/recursive/ts/recursive_pb.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";
import { textError } from "./refusal.js";

const registry = createRegistry(Any, M, Tree);

test.each(["my.host", "my.host/with/path", "type.googleapis.com", "localhost"])(
  "an Any keeps the prefix %s",
  (prefix) => {
    const any = fromText(Any, `[${prefix}/testdata.threats.M] { i: 7 }`, { registry });
    expect(any).toEqual({ typeUrl: `${prefix}/testdata.threats.M`, value: M.encode({ i: 7 }) });
    expect(toText(Any, any, { registry })).toBe(`[${prefix}/testdata.threats.M] {\n  i: 7\n}\n`);
  },
);

test("an Any may be empty, or stand in angle brackets", () => {
  expect(fromText(Any, "[my.host/testdata.threats.M] { }", { registry }).value).toHaveLength(0);
  expect(fromText(Any, "[my.host/testdata.threats.M]: < i: 7 >", { registry }).value).toEqual(M.encode({ i: 7 }));
});

describe("levels of the text format are counted as those of the binary form", () => {
  const nest = (levels: number, open: string) => open.repeat(levels) + "}".repeat(levels);

  test.each([
    ["messages", "left {"],
    ["elements of lists", "children {"],
    ["members of oneofs", "tree {"],
  ])("100 levels of %s are read, 101 are not", (_, open) => {
    expect(() => Tree.encode(fromText(Tree, nest(100, open)))).not.toThrow();
    textError(() => fromText(Tree, nest(101, open)));
  });

  test("100 levels of Any are read, 101 are not", () => {
    expect(() => fromText(Any, nest(100, "[a/google.protobuf.Any] {"), { registry })).not.toThrow();
    textError(() => fromText(Any, nest(101, "[a/google.protobuf.Any] {"), { registry }));
  });
});
