import assert from "node:assert/strict";
import { Status } from "farcall/rpc";
import type { InteropCase } from "./case.js";

export const statusCodeAndMessage: InteropCase = async ({ tests }) => {
  const responseStatus = { code: Status.UNKNOWN, message: "test status message" };
  const expected = { code: responseStatus.code, rawMessage: responseStatus.message };
  await assert.rejects(tests.unaryCall({ responseStatus }), expected);
  await assert.rejects(tests.fullDuplexCall([{ responseStatus }])[Symbol.asyncIterator]().next(), expected);
};

export const specialStatusMessage: InteropCase = async ({ tests }) => {
  const message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n";
  const call = tests.unaryCall({ responseStatus: { code: Status.UNKNOWN, message } });
  await assert.rejects(call, { code: Status.UNKNOWN, rawMessage: message });
};

export const unimplementedMethod: InteropCase = async ({ tests }) => {
  await assert.rejects(tests.unimplementedCall({}), { code: Status.UNIMPLEMENTED });
};

export const unimplementedService: InteropCase = async ({ unimplemented }) => {
  await assert.rejects(unimplemented.unimplementedCall({}), { code: Status.UNIMPLEMENTED });
};
