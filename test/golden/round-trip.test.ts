import { nestedTypes } from "@bufbuild/protobuf/reflect";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cases, registry } from "./image.js";
import { randomMessages } from "./random-message.js";
import { expectRoundTrip, messageTypes } from "./round-trip.js";

const forms = [
  { form: "ts", extension: "_pb.ts" },
  { form: "js", extension: "_pb.js" },
];

describe.each(forms)("$form", ({ form, extension }) => {
  test.each(cases.filter((golden) => golden.name !== "empty"))(
    "messages of $name round-trip",
    async ({ name, files }) => {
      for (const file of files) {
        const path = file.startsWith(`${name}/`) ? file.slice(name.length + 1) : file;
        const url = new URL(`cases/${name}/${form}/${path.replace(/\.proto$/, extension)}`, import.meta.url);
        const types = messageTypes(await import(/* @vite-ignore */ url.href));
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
