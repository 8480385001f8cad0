import { expect, test } from "vitest";
import { Status, statusName, toStatus } from "./status.js";
import { decodeStatusDetails, encodeStatusDetails } from "./status-details.js";
import { StatusError, statusOf } from "./status-error.js";

test("the message says the code, the raw message does not", () => {
  const error = new StatusError(Status.NOT_FOUND, "no such order", { cause: "why" });
  expect([error.message, error.rawMessage, error.name]).toEqual([
    "[not_found] no such order",
    "no such order",
    "StatusError",
  ]);
  expect(error.cause).toBe("why");
  expect(new StatusError(Status.ABORTED).message).toBe("[aborted]");
  expect(statusOf(error)).toEqual({ code: 5, message: "no such order" });
});

test("OK is no failure", () => {
  expect(() => new StatusError(Status.OK as never)).toThrow(RangeError);
});

test("from() keeps a StatusError and hides the text of others", () => {
  const error = new StatusError(Status.DATA_LOSS);
  expect(StatusError.from(error)).toBe(error);
  const secret = new Error("hunter2");
  expect(StatusError.from(secret)).toMatchObject({ code: Status.UNKNOWN, cause: secret });
  expect(StatusError.from(secret).message).not.toContain("hunter2");
  expect(StatusError.from(AbortSignal.abort().reason).code).toBe(Status.CANCELLED);
  expect(StatusError.from(new DOMException("late", "TimeoutError")).code).toBe(Status.DEADLINE_EXCEEDED);
  expect(StatusError.from(undefined).code).toBe(Status.UNKNOWN);
});

test("names and numbers of codes", () => {
  expect(Object.values(Status)).toEqual(Array.from({ length: 17 }, (_, code) => code));
  expect([statusName(16), statusName(99)]).toEqual(["unauthenticated", "code_99"]);
  expect([toStatus(3), toStatus(17), toStatus(-1), toStatus(1.5), toStatus(Number.NaN)]).toEqual([3, 2, 2, 2, 2]);
});

test("details survive the wire", () => {
  const details = [
    { typeUrl: "type.googleapis.com/a.B", value: Uint8Array.of(1, 2, 3) },
    { typeUrl: "x/y/c.D", value: new Uint8Array(300) },
  ];
  expect(decodeStatusDetails(encodeStatusDetails(5, "nope", details))).toEqual(details);
  // google.rpc.Status { code: 5, message: "a", details: [{ type_url: "u" }] }
  expect(encodeStatusDetails(5, "a", [{ typeUrl: "u", value: new Uint8Array(0) }])).toEqual(
    Uint8Array.from([8, 5, 18, 1, 97, 26, 3, 10, 1, 117]),
  );
});

test.each([[[26]], [[26, 5, 1]], [[26, 255, 255, 255, 255, 15]], [[27]], [[9, 1]], [[8]], [[255]]])(
  "malformed details %j are cut off, not thrown",
  (bytes) => {
    expect(decodeStatusDetails(Uint8Array.from(bytes)).length).toBeLessThanOrEqual(1);
  },
);
