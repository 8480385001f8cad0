import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { create, createFileRegistry, type FileRegistry } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { type FileDescriptorProto, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { drawMessage } from "../golden/random-message.js";
import { expectRoundTrip, messageTypes } from "../golden/round-trip.js";
import { generate, requestFor } from "../golden/run-plugin.js";
import { randomSchemas } from "./random-schema.js";

// Below the project, so that the generated modules find the runtime.
const cache = fileURLToPath(new URL("../../.cache/", import.meta.url));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "random-schemas-"));
let modules = 0;

afterAll(() => rmSync(folder, { recursive: true }));

test("random messages of random schemas round-trip, and agree with @bufbuild/protobuf on the same bytes", async () => {
  await fc.assert(
    fc.asyncProperty(randomSchemas(), fc.constantFrom("object", "map"), fc.gen(), async (schema, map, draw) => {
      const types = messageTypes(await moduleOf(schema, map));
      const descriptors = [...nestedTypes(understand(schema).getFile(schema.name)!)].filter(
        (desc) => desc.kind === "message",
      );
      expect(types.size).toBe(descriptors.length);
      for (const desc of descriptors) {
        for (let i = 0; i < 5; i++) expectRoundTrip(desc, types.get(desc.typeName)!, drawMessage(draw, desc));
      }
    }),
    { numRuns: 100 },
  );
}, 120_000);

function understand(schema: FileDescriptorProto): FileRegistry {
  return createFileRegistry(create(FileDescriptorSetSchema, { file: [schema] }));
}

/** The module that the plugin generates for a schema. */
async function moduleOf(schema: FileDescriptorProto, map: "object" | "map"): Promise<object> {
  const [content] = generate(requestFor([schema.name], `target=js,map=${map}`, [schema])).values();
  const path = join(folder, `${modules++}_pb.js`);
  writeFileSync(path, content!);
  return await import(/* @vite-ignore */ pathToFileURL(path).href);
}
