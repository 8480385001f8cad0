import { expect, test } from "vitest";
import { Point, type PointInit, Shape } from "../golden/cases/required/ts/required_pb.js";
import { decodeError, encodeError } from "./refusal.js";
import { dump, wire } from "./wire.js";

const point = "08 01 10 02";

test("a message with all its required fields passes", () => {
  expect(Point.decode(wire(point))).toEqual({ x: 1, y: 2, label: undefined });
  expect(dump(Point.encode({ x: 1, y: 2 }))).toBe(point);
  expect(dump(Point.encode({ x: 0, y: 0 }))).toBe("08 00 10 00");
});

test("decode refuses a message without one, and names it", () => {
  const { path, message } = decodeError(() => Point.decode(wire("08 01")));
  expect(path).toBe("testdata.required.Point.y");
  expect(message).toMatch(/required/);
  decodeError(() => Point.decode(wire("")));
});

test("encode refuses a message without one, and names it", () => {
  const { path, message } = encodeError(() => Point.encode({ x: 1 } as PointInit));
  expect(path).toBe("testdata.required.Point.y");
  expect(message).toMatch(/required/);
});

test("decode looks for them in sub-messages, elements, values of maps and oneofs", () => {
  const shape = `0a 04 ${point}`;
  expect(() => Shape.decode(wire(shape, "12 04", point, "1a 09 0a 01 61 12 04", point, "22 04", point))).not.toThrow();
  expect(decodeError(() => Shape.decode(wire("0a 02 08 01"))).path).toBe("testdata.required.Shape.origin.y");
  expect(decodeError(() => Shape.decode(wire(shape, "12 04", point, "12 02 08 01"))).path).toBe(
    "testdata.required.Shape.corners[1].y",
  );
  expect(decodeError(() => Shape.decode(wire(shape, "1a 07 0a 01 61 12 02 08 01"))).path).toBe(
    'testdata.required.Shape.named["a"].y',
  );
  expect(decodeError(() => Shape.decode(wire(shape, "1a 03 0a 01 61"))).path).toMatch(
    /^testdata\.required\.Shape\.named\["a"\]/,
  );
  expect(decodeError(() => Shape.decode(wire(shape, "22 02 08 01"))).path).toBe(
    "testdata.required.Shape.extra.center.y",
  );
});

test("decode lets the pieces of a sub-message have them together", () => {
  expect(Shape.decode(wire("0a 02 08 01", "0a 02 10 02")).origin).toEqual({ x: 1, y: 2, label: undefined });
});

test("encode looks for them in sub-messages, elements and values of maps", () => {
  const origin = { x: 1, y: 2 };
  const partial = { x: 1 } as PointInit;
  expect(encodeError(() => Shape.encode({ origin: partial })).path).toBe("testdata.required.Shape.origin.y");
  expect(encodeError(() => Shape.encode({ origin, corners: [origin, partial] })).path).toBe(
    "testdata.required.Shape.corners[1].y",
  );
  expect(encodeError(() => Shape.encode({ origin, named: { a: partial } })).path).toBe(
    'testdata.required.Shape.named["a"].y',
  );
});
