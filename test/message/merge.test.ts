import { merge } from "farcall";
import { ListValue, Struct } from "farcall/wkt";
import { expect, test } from "vitest";
import { Payment } from "../golden/cases/oneof/ts/oneof_pb.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";
import { Singular } from "../golden/cases/wkt-fields/ts/wkt-fields_pb.js";

test("a value takes the place of the one before it, a zero of implicit presence does not", () => {
  const into = M.create({ i: 1, s: "old", b: Uint8Array.of(1) });
  merge(M, into, M.create({ s: "new" }));
  expect(into).toEqual(M.create({ i: 1, s: "new", b: Uint8Array.of(1) }));
});

test("lists are appended and maps merged by key", () => {
  const into = M.create({ packed: [1], byName: { a: { i: 1, s: "kept?" }, b: { i: 2 } } });
  merge(M, into, M.create({ packed: [2, 1], byName: { a: { i: 3 }, c: {} } }));
  expect(into).toEqual(M.create({ packed: [1, 2, 1], byName: { a: { i: 3 }, b: { i: 2 }, c: {} } }));
});

test("messages are merged field by field, in a oneof too", () => {
  const into = Payment.create({ method: { case: "card", value: { number: "1" } } });
  merge(Payment, into, Payment.create({ method: { case: "card", value: { cvc: 2 } } }));
  expect(into.method).toEqual({ case: "card", value: { number: "1", cvc: 2 } });
});

test("another member of a oneof takes its place, an empty oneof leaves it", () => {
  const into = Payment.create({ method: { case: "card", value: {} } });
  merge(Payment, into, Payment.create({ method: { case: "voucher", value: "" } }));
  merge(Payment, into, Payment.create());
  expect(into.method).toEqual({ case: "voucher", value: "" });
});

test("nothing is shared with the source", () => {
  const from = M.create({ sub: { i: 1 }, list: [{ i: 1 }], byName: { a: {} } });
  const into = M.create();
  merge(M, into, from);
  expect(into.sub).not.toBe(from.sub);
  expect(into.list[0]).not.toBe(from.list[0]);
  expect(into.byName["a"]).not.toBe(from.byName["a"]);
});

test("a message can be merged with itself", () => {
  const message = M.create({ packed: [1, 2], list: [{}] });
  merge(M, message, message);
  expect(message).toEqual(M.create({ packed: [1, 2, 1, 2], list: [{}, {}] }));
});

test("Structs are merged by key, as the messages that they are", () => {
  const into = Singular.create({ struct: { a: 1, b: 1 }, list: [1] });
  merge(Singular, into, Singular.create({ struct: { b: 2 }, list: [2] }));
  expect(into.struct).toEqual({ a: 1, b: 2 });
  expect(into.list).toEqual([1, 2]);
});

test("Struct and ListValue are merged in place", () => {
  const struct = { a: 1, b: 1 };
  merge(Struct, struct, { b: 2 });
  expect(struct).toEqual({ a: 1, b: 2 });
  const list = [1];
  merge(ListValue, list, [2]);
  expect(list).toEqual([1, 2]);
});
