import { nestedTypes } from "@bufbuild/protobuf/reflect";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cases, registry } from "./image.js";
import { importGolden } from "./import-golden.js";
import { randomMessages } from "./random-message.js";
import { expectRoundTrip, messageTypes } from "./round-trip.js";
import { hasFolder } from "./variants.js";

describe.each(["ts", "js", "ts-map", "ts-no-json"] as const)("%s", (form) => {
  test.each(cases.filter((golden) => golden.name !== "empty" && hasFolder(golden, form)))(
    "messages of $name round-trip",
    async ({ name, files }) => {
      for (const file of files) {
        const types = messageTypes(await importGolden(name, file, form));
        const descriptors = [...nestedTypes(registry.getFile(file)!)].filter((desc) => desc.kind === "message");
        expect([...types.keys()].toSorted()).toEqual(descriptors.map((desc) => desc.typeName).toSorted());
        for (const desc of descriptors) {
          fc.assert(
            fc.property(randomMessages(desc), (message) => expectRoundTrip(desc, types.get(desc.typeName)!, message)),
            { numRuns: 20 },
          );
        }
      }
    },
  );
});
