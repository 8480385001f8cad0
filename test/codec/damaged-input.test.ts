import { isDeepStrictEqual } from "node:util";
import { toBinary } from "@bufbuild/protobuf";
import { DecodeError } from "farcall";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AnyMessageType } from "../../src/runtime/message/message-type.js";
import { Node } from "../golden/cases/delimited/ts/delimited_pb.js";
import { Car } from "../golden/cases/enum-closed/ts/enum-closed_pb.js";
import { Large } from "../golden/cases/large-70/ts/large-70_pb.js";
import { Maps } from "../golden/cases/map-enum-message-value/ts/map-enum-message-value_pb.js";
import { Payment } from "../golden/cases/oneof/ts/oneof_pb.js";
import { Packed } from "../golden/cases/repeated-packed/ts/repeated-packed_pb.js";
import { Shape } from "../golden/cases/required/ts/required_pb.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";
import { registry } from "../golden/image.js";
import { randomMessages } from "../golden/random-message.js";

const types: readonly AnyMessageType[] = [M, Node, Car, Large, Maps, Payment, Packed, Shape];

describe.each(types)("$typeName", (type) => {
  const valid = randomMessages(registry.getMessage(type.typeName)!).map((message) =>
    toBinary(registry.getMessage(type.typeName)!, message),
  );

  test("damaged bytes are refused, or read as a message that round-trips", () => {
    fc.assert(
      fc.property(
        valid,
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 }),
        fc.nat(),
        (bytes, changes, cut) => {
          for (const [at, byte] of changes) {
            if (bytes.length > 0) bytes[at % bytes.length] = byte;
          }
          expectRefusedOrStable(type, cut % 3 === 0 ? bytes.subarray(0, cut % (bytes.length + 1)) : bytes);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("random bytes are refused, or read as a message that round-trips", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => expectRefusedOrStable(type, bytes)),
      { numRuns: 500 },
    );
  });
});

function expectRefusedOrStable(type: AnyMessageType, bytes: Uint8Array): void {
  let message: unknown;
  try {
    message = type.decode(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(DecodeError);
    return;
  }
  const written = type.encode(message);
  // Node's comparison takes NaN for NaN, tells -0 from 0, and sees own keys named __proto__.
  expect(isDeepStrictEqual(type.decode(written), message)).toBe(true);
}
