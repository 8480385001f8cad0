import {
  applyFieldMask,
  checkFieldMask,
  diffFieldMask,
  FieldMaskError,
  fieldMask,
  fromJson,
  intersectFieldMasks,
  type MessageType,
  mergeFieldMask,
  normalizeFieldMask,
  toJson,
  uniteFieldMasks,
} from "farcall";
import { FieldMask } from "farcall/wkt";
import { describe, expect, test } from "vitest";
import { Card, Order } from "../../examples/shop/gen/acme/shop/v1/order_pb.js";
import { Payment } from "../golden/cases/oneof/ts/oneof_pb.js";
import { Odd, Tree } from "../golden/cases/recursive/ts/recursive_pb.js";
import { Point } from "../golden/cases/required/ts/required_pb.js";
import { Event } from "../golden/cases/time/ts-date/event_pb.js";
import { Singular } from "../golden/cases/wkt-fields/ts/wkt-fields_pb.js";

/** The FieldMaskError that an action must fail with. */
function maskError(action: () => unknown): FieldMaskError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(FieldMaskError);
    return error as FieldMaskError;
  }
  throw new Error("expected a FieldMaskError");
}

describe("fieldMask", () => {
  test("takes properties, and holds the names of the .proto file", () => {
    expect(fieldMask(Order, "customerId", "items", "card.lastFourDigits")).toEqual({
      paths: ["customer_id", "items", "card.last_four_digits"],
    });
    expect(fieldMask(Payment, "note", "card.cvc", "otherCard", "number").paths).toHaveLength(4);
    expect(fieldMask(Odd, "even.odd.even.odd.depth")).toEqual({ paths: ["even.odd.even.odd.depth"] });
    expect(fieldMask(Order)).toEqual({ paths: [] });
  });

  test("makes a message that goes over the wire and into JSON", () => {
    const mask = fieldMask(Order, "customerId", "card");
    expect(FieldMask.decode(FieldMask.encode(mask))).toEqual(mask);
    expect(toJson(FieldMask, mask)).toBe("customerId,card");
    expect(fromJson(FieldMask, "customerId,card")).toEqual(mask);
  });

  test("refuses what the type does not have", () => {
    const paths = (...list: string[]) => maskError(() => fieldMask(Order, ...(list as never[]))).message;
    expect(paths("id", "itmes")).toBe('"itmes": acme.shop.v1.Order has no field "itmes"');
    expect(paths("customer_id")).toBe('"customer_id": acme.shop.v1.Order has no field "customer_id"');
    expect(paths("payment.card")).toContain('acme.shop.v1.Order has no field "payment"');
    expect(paths("card.cvc")).toContain('acme.shop.v1.Card has no field "cvc"');
    expect(paths("items.quantity")).toContain('nothing goes on below "items", which is no single message');
    expect(paths("id.x")).toContain('nothing goes on below "id"');
    expect(paths("")).toContain('has no field ""');
    expect(paths("card.")).toContain('acme.shop.v1.Card has no field ""');
    expect(paths("__proto__", "constructor")).toContain('has no field "__proto__"');
  });

  test("goes into no value that stands for a message", () => {
    expect(maskError(() => checkFieldMask(Singular, { paths: ["struct.fields"] })).problem).toContain('below "struct"');
    expect(maskError(() => checkFieldMask(Event, { paths: ["start.seconds"] })).problem).toContain('below "start"');
    checkFieldMask(Singular, { paths: ["timestamp.seconds", "struct", "int32"] });
  });
});

describe("checkFieldMask", () => {
  test("checks every path, also one that another covers", () => {
    checkFieldMask(Order, { paths: ["id", "card", "card.last_four_digits", "id"] });
    checkFieldMask(Order, {});
    expect(maskError(() => checkFieldMask(Order, { paths: ["card", "card.cvc"] })).path).toBe("card.cvc");
    expect(maskError(() => checkFieldMask(Order, { paths: ["customerId"] })).path).toBe("customerId");
  });

  test("refuses paths of any length without running out of stack", () => {
    const long = { paths: [Array(200_000).fill("left").join(".")] };
    const error = maskError(() => checkFieldMask(Tree, long));
    expect(error.problem).toBe("a path has at most 100 names");
    expect(error.message.length).toBeLessThan(200);
    expect(maskError(() => normalizeFieldMask(long)).problem).toContain("at most 100");
    checkFieldMask(Tree, { paths: [Array(100).fill("left").join(".")] });
    expect(maskError(() => checkFieldMask(Tree, { paths: ["x".repeat(1_000_000)] })).message.length).toBeLessThan(300);
  });

  test("takes a mask with one path a million times in its stride", () => {
    checkFieldMask(Order, { paths: Array<string>(1_000_000).fill("id") });
  });
});

describe("masks by themselves", () => {
  test("normalizeFieldMask sorts, and leaves out what is covered", () => {
    expect(normalizeFieldMask({ paths: ["b", "a.c", "b.x", "a.b", "b"] })).toEqual({ paths: ["a.b", "a.c", "b"] });
    expect(normalizeFieldMask({ paths: ["a.b.c", "a", "a.d"] })).toEqual({ paths: ["a"] });
    expect(normalizeFieldMask({ paths: ["__proto__.a", "constructor"] })).toEqual({
      paths: ["__proto__.a", "constructor"],
    });
    expect(normalizeFieldMask({})).toEqual({ paths: [] });
  });

  test("uniteFieldMasks covers what any covers", () => {
    expect(uniteFieldMasks({ paths: ["a.b"] }, { paths: ["c"] }, { paths: ["a"] })).toEqual({ paths: ["a", "c"] });
    expect(uniteFieldMasks()).toEqual({ paths: [] });
  });

  test("intersectFieldMasks covers what both cover", () => {
    const of = (a: string[], b: string[]) => intersectFieldMasks({ paths: a }, { paths: b }).paths;
    expect(of(["a", "b.c"], ["a.x", "b"])).toEqual(["a.x", "b.c"]);
    expect(of(["a.b", "a.c"], ["a.c", "a.d"])).toEqual(["a.c"]);
    expect(of(["a.b"], ["a.c"])).toEqual([]);
    expect(of(["a"], ["ab"])).toEqual([]);
    expect(of(["a"], [])).toEqual([]);
  });
});

describe("applyFieldMask", () => {
  const order = Order.create({
    id: "o-1",
    customerId: "c-1",
    items: [{ productId: "tea" }],
    payment: { case: "card", value: { lastFourDigits: "1234" } },
  });

  test("keeps what the mask covers, and shares nothing", () => {
    const masked = applyFieldMask(Order, fieldMask(Order, "customerId", "items"), order);
    expect(masked).toEqual(Order.create({ customerId: "c-1", items: [{ productId: "tea" }] }));
    expect(masked.items[0]).not.toBe(order.items[0]);
    expect(applyFieldMask(Order, fieldMask(Order, "card"), order).payment).toEqual(order.payment);
    expect(applyFieldMask(Order, fieldMask(Order, "card.lastFourDigits"), order).payment).toEqual(order.payment);
    expect(applyFieldMask(Order, fieldMask(Order, "voucherCode"), order)).toEqual(Order.create());
    expect(applyFieldMask(Order, { paths: [] }, order)).toEqual(Order.create());
  });

  test("keeps a message that has nothing of what the mask names", () => {
    const even = { even: { odd: { depth: 7 } }, depth: 1 };
    const masked = applyFieldMask(Odd, fieldMask(Odd, "even.odd.even"), Odd.create(even));
    expect(masked).toEqual(Odd.create({ even: { odd: {} } }));
  });

  test("drops unknown fields", () => {
    const unknown = { ...order, $unknown: Uint8Array.of(0x98, 0x06, 1) };
    expect(applyFieldMask(Order, fieldMask(Order, "id"), unknown)).toEqual(Order.create({ id: "o-1" }));
  });

  test("keeps required fields", () => {
    const { x, y } = Point.create({ x: 1, y: 2 } as never);
    expect(Point.decode(Point.encode(applyFieldMask(Point, { paths: [] }, { x, y } as Point)))).toMatchObject({ x: 1 });
  });
});

describe("mergeFieldMask", () => {
  function merged<T extends object, Init>(
    type: MessageType<T, Init>,
    paths: string[],
    into: Init,
    from: Init,
    options = {},
  ): T {
    const target = type.create(into);
    const source = type.create(from);
    const before = type.encode(source as unknown as Init);
    mergeFieldMask(type, { paths }, target, source, options);
    expect(type.encode(source as unknown as Init)).toEqual(before);
    return target;
  }

  test("changes what the mask covers, and clears what is not there", () => {
    const into = { id: "o-1", customerId: "c-1", totalCents: 5n };
    expect(merged(Order, ["customer_id", "total_cents"], into, { id: "x", customerId: "c-2" })).toEqual(
      Order.create({ id: "o-1", customerId: "c-2" }),
    );
  });

  test("merges messages, lists and maps, or replaces them", () => {
    const into = { items: [{ productId: "tea" }], payment: { case: "card", value: { lastFourDigits: "1" } } } as const;
    const from = { items: [{ productId: "pot" }], payment: { case: "card", value: {} } } as const;
    const paths = ["items", "card"];
    const names = (order: Order) => order.items.map(({ productId }) => productId);
    const all = merged(Order, paths, { ...into, items: [...into.items] }, { ...from, items: [...from.items] });
    expect(names(all)).toEqual(["tea", "pot"]);
    expect(all.payment.value).toEqual({ lastFourDigits: "1" });
    const options = { replaceMessages: true, replaceRepeated: true };
    const replaced = merged(
      Order,
      paths,
      { ...into, items: [...into.items] },
      { ...from, items: [...from.items] },
      options,
    );
    expect(names(replaced)).toEqual(["pot"]);
    expect(replaced.payment.value).toEqual({ lastFourDigits: "" });
    expect(merged(Tree, ["named"], { named: { a: {} } }, { named: { b: {} } }).named).toHaveProperty("a");
    expect(merged(Tree, ["named"], { named: { a: {} } }, {}, options).named).toEqual({});
    expect(merged(Tree, ["left"], { left: { label: "a" } }, {}).left?.label).toBe("a");
    expect(merged(Tree, ["left"], { left: { label: "a" } }, {}, options).left).toBeUndefined();
  });

  test("makes the messages on the way to a field, and none where there is nothing to do", () => {
    expect(merged(Odd, ["even.odd.depth"], {}, { even: { odd: { depth: 3 } } })).toEqual(
      Odd.create({ even: { odd: { depth: 3 } } }),
    );
    expect(merged(Odd, ["even.odd.depth"], {}, { depth: 3 })).toEqual(Odd.create());
    expect(merged(Odd, ["even.odd.depth"], { even: { odd: { depth: 3 } } }, {})).toEqual(
      Odd.create({ even: { odd: {} } }),
    );
  });

  test("changes the member of a oneof, or clears it if it is that one", () => {
    const card = { case: "card", value: { number: "1" } } as const;
    const voucher = { case: "voucher", value: "v" } as const;
    expect(merged(Payment, ["voucher"], { method: card }, { method: voucher }).method).toEqual(voucher);
    expect(merged(Payment, ["voucher"], { method: voucher }, { method: card }).method.case).toBeUndefined();
    expect(merged(Payment, ["voucher"], { method: card }, {}).method.case).toBe("card");
    expect(merged(Payment, ["card.cvc"], { method: voucher }, {}).method).toEqual(voucher);
  });

  test("takes values of google.protobuf as a whole", () => {
    const into = { start: new Date(1500), created: new Date(0) };
    expect(merged(Event, ["start"], into, { start: new Date(7000), created: new Date(0) }).start).toEqual(
      new Date(7000),
    );
    expect(merged(Event, ["start"], into, { created: new Date(0) }).start).toBeUndefined();
    const wkt = { timestamp: { seconds: 1n, nanos: 5 }, int32: 5, struct: { a: 1 } };
    const from = { timestamp: { seconds: 2n }, int32: 0, struct: { b: 2 } };
    const { timestamp, int32, struct } = merged(Singular, ["timestamp", "int32", "struct"], wkt, from);
    expect([timestamp, int32, struct]).toEqual([{ seconds: 2n, nanos: 0 }, 0, { b: 2 }]);
  });

  test("changes nothing where a path is wrong", () => {
    const into = Order.create({ id: "o-1" });
    maskError(() => mergeFieldMask(Order, { paths: ["id", "nonsense"] }, into, Order.create()));
    expect(into.id).toBe("o-1");
  });
});

describe("diffFieldMask", () => {
  test("names what differs, as deep as both have messages", () => {
    const a = Order.create({ id: "o-1", items: [{}], payment: { case: "card", value: { lastFourDigits: "1" } } });
    const b = Order.create({ id: "o-2", items: [], payment: { case: "card", value: { lastFourDigits: "2" } } });
    expect(diffFieldMask(Order, a, b)).toEqual({ paths: ["card.last_four_digits", "id", "items"] });
    const c = { ...a, payment: { case: "voucherCode", value: "v" } } as Order;
    expect(diffFieldMask(Order, a, c)).toEqual({ paths: ["card", "voucher_code"] });
    expect(diffFieldMask(Order, a, Order.create(a))).toEqual({ paths: [] });
  });

  test("takes values of google.protobuf as a whole", () => {
    const a = Singular.create({ timestamp: { seconds: 1n }, any: { typeUrl: "a" } });
    const b = Singular.create({ timestamp: { nanos: 1 }, any: { typeUrl: "a", value: Uint8Array.of(1) } });
    expect(diffFieldMask(Singular, a, b)).toEqual({ paths: ["any", "timestamp"] });
  });
});

test("the compiler knows the paths", () => {
  // @ts-expect-error: no such field
  expect(() => fieldMask(Order, "itmes")).toThrow(FieldMaskError);
  // @ts-expect-error: the name of the .proto file
  expect(() => fieldMask(Order, "id", "customer_id")).toThrow(FieldMaskError);
  // @ts-expect-error: a list is the end of a path
  expect(() => fieldMask(Order, "items.quantity")).toThrow(FieldMaskError);
  // @ts-expect-error: a oneof has no part in a path
  expect(() => fieldMask(Order, "payment")).toThrow(FieldMaskError);
  // @ts-expect-error: not a field of the message below
  expect(() => fieldMask(Order, "card.cvc")).toThrow(FieldMaskError);
  // @ts-expect-error: raw fields have no names
  expect(() => fieldMask(Order, "$unknown")).toThrow(FieldMaskError);
  // @ts-expect-error: bytes have no fields
  expect(() => fieldMask(Payment, "token.length")).toThrow(FieldMaskError);
  // @ts-expect-error: a Date has no fields
  expect(() => fieldMask(Event, "start.getTime")).toThrow(FieldMaskError);
  // @ts-expect-error: a map is the end of a path
  expect(() => fieldMask(Event, "seen.ada")).toThrow(FieldMaskError);
  expect(fieldMask(Card, "lastFourDigits").paths).toEqual(["last_four_digits"]);
  expect(fieldMask(Singular, "timestamp.seconds", "struct", "api.sourceContext.fileName").paths).toHaveLength(3);
});
