import { toBinary } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { equals, fromText, toText } from "farcall";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cases, registry } from "../golden/image.js";
import { importGolden } from "../golden/import-golden.js";
import { randomMessages } from "../golden/random-message.js";
import { messageTypes } from "../golden/round-trip.js";
import { inTypeScript } from "../golden/variants.js";

test.each(inTypeScript(cases.filter((golden) => golden.name !== "empty")))(
  "messages of $name/$form survive the text format",
  async (golden) => {
    for (const file of golden.files) {
      const types = messageTypes(await importGolden(golden.name, file, golden.form));
      for (const desc of nestedTypes(registry.getFile(file)!)) {
        if (desc.kind !== "message") continue;
        const type = types.get(desc.typeName)!;
        fc.assert(
          fc.property(randomMessages(desc), (random) => {
            // Text carries no unknown fields.
            const message = type.decode(toBinary(desc, random), { unknownFields: "drop" });
            expect(equals(type, fromText(type, toText(type, message)), message)).toBe(true);
          }),
          { numRuns: 15, endOnFailure: true },
        );
      }
    }
  },
);
