import { clone } from "farcall";
import { BytesValue, Value } from "farcall/wkt";
import { expect, test } from "vitest";
import { M } from "../golden/cases/threats/ts/threats_pb.js";

test("a changed clone leaves its source as it was", () => {
  const make = () =>
    M.create({ b: Uint8Array.of(1), sub: { i: 1 }, packed: [1], byName: { a: { i: 1 } }, list: [{ s: "x" }] });
  const source = make();
  const copy = clone(M, source);
  copy.b[0] = 9;
  copy.sub!.i = 9;
  copy.packed.push(9);
  copy.byName["a"]!.i = 9;
  copy.byName["b"] = M.create();
  copy.list[0]!.s = "y";
  expect(source).toEqual(make());
});

test("a clone has its own unknown fields", () => {
  const source = M.decode(Uint8Array.of(0xa0, 0x06, 1));
  const copy = clone(M, source);
  copy.$unknown![2] = 9;
  expect(source.$unknown).toEqual(Uint8Array.of(0xa0, 0x06, 1));
});

test("a map with the key __proto__ is cloned", () => {
  const source = M.decode(M.encode({ byName: { ["__proto__"]: { i: 7 } } }));
  expect(Object.keys(clone(M, source).byName)).toEqual(["__proto__"]);
});

test("types that are JavaScript values are cloned in depth", () => {
  const json = [{ a: [1] }];
  expect(clone(Value, json)).toEqual(json);
  expect(clone(Value, json)).not.toBe(json);
  const bytes = Uint8Array.of(1);
  expect(clone(BytesValue, bytes)).toEqual(bytes);
  expect(clone(BytesValue, bytes)).not.toBe(bytes);
});
