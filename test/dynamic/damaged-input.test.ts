import { isDeepStrictEqual } from "node:util";
import { toBinary } from "@bufbuild/protobuf";
import { type AnyMessageType, createDynamicRegistry, DecodeError, EncodeError, fileDescriptorSet } from "farcall";
import fc from "fast-check";
import { expect, test } from "vitest";
import { file_delimited, Node } from "../golden/cases/delimited/ts/delimited_pb.js";
import { Car, file_enum_closed } from "../golden/cases/enum-closed/ts/enum-closed_pb.js";
import {
  file_map_enum_message_value,
  Maps,
} from "../golden/cases/map-enum-message-value/ts/map-enum-message-value_pb.js";
import { file_oneof, Payment } from "../golden/cases/oneof/ts/oneof_pb.js";
import { file_repeated_packed, Packed } from "../golden/cases/repeated-packed/ts/repeated-packed_pb.js";
import { file_required, Shape } from "../golden/cases/required/ts/required_pb.js";
import { file_threats, M, type MInit } from "../golden/cases/threats/ts/threats_pb.js";
import { registry as theirs } from "../golden/image.js";
import { randomMessages } from "../golden/random-message.js";

const files = [
  file_delimited,
  file_enum_closed,
  file_map_enum_message_value,
  file_oneof,
  file_repeated_packed,
  file_required,
  file_threats,
];
const registry = createDynamicRegistry(fileDescriptorSet(...files));
const types: readonly AnyMessageType[] = [Node, Car, Maps, Payment, Packed, Shape, M];

test.each(types)(
  "$typeName reads damaged bytes as the generated type does, or refuses them as it does",
  (generated) => {
    const dynamic = registry.getMessage(generated.typeName)!;
    const desc = theirs.getMessage(generated.typeName)!;
    const valid = randomMessages(desc).map((message) => toBinary(desc, message));
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 });
    fc.assert(
      fc.property(valid, changes, fc.nat(), (bytes, changes, cut) => {
        for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
        const input = cut % 3 === 0 ? bytes.subarray(0, cut % (bytes.length + 1)) : bytes;
        const expected = outcome(generated, input);
        const actual = outcome(dynamic, input);
        if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  },
);

test.each([{ recursionLimit: 5 }, { maxElements: 3 }, { unknownFields: "drop" }, { bytes: "view" }] as const)(
  "the options of decode are obeyed: %j",
  (options) => {
    const dynamic = registry.getMessage(M.typeName)!;
    const deep = Array.from({ length: 8 }).reduce<MInit>((sub) => ({ sub, b: Uint8Array.of(1) }), {});
    const wide = { list: [{}, {}, {}, {}], $unknown: Uint8Array.of(0x98, 0x06, 0x01) };
    for (const bytes of [M.encode(deep), M.encode(wide)]) {
      expect(outcome(dynamic, bytes, options)).toEqual(outcome(M, bytes, options));
    }
  },
);

test("a value that a field cannot hold is refused with its path", () => {
  const dynamic = registry.getMessage(M.typeName)!;
  const wrong: unknown[] = [
    { i: 2 ** 31 },
    { list: [{}, { s: 1 }] },
    { byName: { x: { l: 1.5 } } },
    { packed: [0, "1"] },
    { sub: 5 },
  ];
  for (const message of wrong) {
    const expected = refusal(M, message);
    expect(expected).toContain("testdata.threats.M");
    expect(refusal(dynamic, message)).toBe(expected);
  }
});

test("nearly empty elements cannot fill the memory", () => {
  const many = new Uint8Array(8 << 20);
  for (let i = 0; i < many.length; i += 2) many[i] = (11 << 3) | 2;
  expect(outcome(registry.getMessage(M.typeName)!, many)).toBe("refused");
});

/** The message, or that there is none. Where the damage is found first may differ. */
function outcome(type: AnyMessageType, bytes: Uint8Array, options = {}): unknown {
  try {
    return type.decode(bytes, options);
  } catch (error) {
    if (error instanceof DecodeError) return "refused";
    throw error;
  }
}

function refusal(type: AnyMessageType, message: unknown): string {
  try {
    type.encode(message);
    return "nothing";
  } catch (error) {
    if (error instanceof EncodeError) return error.message;
    throw error;
  }
}
