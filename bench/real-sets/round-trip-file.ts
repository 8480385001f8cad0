import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import fc from "fast-check";
import { randomMessages } from "../../test/golden/random-message.js";
import { expectRoundTrip, messageTypes } from "../../test/golden/round-trip.js";

/**
 * Round-trips a few random messages of every type in a file between its generated module and @bufbuild/protobuf, and returns how
 * many. Throws for a type that the module lacks, and for a message that comes back changed.
 */
export function roundTripFile(file: DescFile, module: object, messagesPerType: number): number {
  const types = messageTypes(module);
  const descriptors = [...nestedTypes(file)].filter((desc): desc is DescMessage => desc.kind === "message");
  for (const desc of descriptors) {
    const type = types.get(desc.typeName);
    if (type === undefined) {
      throw new Error(`${file.proto.name}: ${desc.typeName} was not generated`);
    }
    for (const message of fc.sample(randomMessages(desc), { numRuns: messagesPerType, seed: 1 })) {
      expectRoundTrip(desc, type, message);
    }
  }
  return descriptors.length * messagesPerType;
}
