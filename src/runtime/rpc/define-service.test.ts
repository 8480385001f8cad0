import { expect, test } from "vitest";
import type { AnyMessageType } from "../message/message-type.js";
import { defineService } from "./define-service.js";

const TYPE = { typeName: "a.B" } as AnyMessageType;

test("a method knows its names, its path and its options", () => {
  const service = defineService("a.v1.S", {
    createIt: {
      kind: "unary",
      name: "CreateIt",
      input: TYPE,
      output: TYPE,
      idempotency: "idempotent",
      options: "iAEB",
    },
    plain: { kind: "bidi_streaming", name: "Plain", input: TYPE, output: TYPE },
  });
  expect(service.methods.createIt).toMatchObject({
    kind: "unary",
    name: "CreateIt",
    localName: "createIt",
    service: "a.v1.S",
    path: "/a.v1.S/CreateIt",
    idempotency: "idempotent",
  });
  expect(service.methods.createIt.options).toEqual(Uint8Array.of(0x88, 0x01, 0x01));
  expect([service.methods.plain.idempotency, service.methods.plain.options.length]).toEqual(["unknown", 0]);
});
