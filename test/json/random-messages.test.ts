import {
  createFileRegistry,
  type DescMessage,
  type FileRegistry,
  fromBinary,
  type Message,
  fromJson as theirFromJson,
  toJson as theirToJson,
  toBinary,
} from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { createRegistry, fromJson, fromJsonString, type JsonValue, toJson, toJsonString } from "farcall";
import { StringValue } from "farcall/wkt";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AnyMessageType } from "../../src/runtime/message/message-type.js";
import { cases, registry as distinctlyNamed, type GoldenCase, image } from "../golden/image.js";
import { importGolden } from "../golden/import-golden.js";
import { drawMessage } from "../golden/random-message.js";
import { messageTypes } from "../golden/round-trip.js";
import { inTypeScript } from "../golden/variants.js";
import { makeExpressible } from "./expressible.js";

const registry = createRegistry(StringValue);
const theirRegistry = createFileRegistry(image);
const OPTIONS = [{}, { alwaysEmitImplicit: true }, { enumAsInteger: true, useProtoFieldName: true }];

const filled = inTypeScript(cases.filter((golden) => golden.name !== "empty"));
/** Schemas with names that @bufbuild/protobuf takes for one another. */
const confusing = ["json-name-hostile", "names-collide", "names-prototype"];

test.each(filled.filter(({ name }) => !confusing.includes(name)))(
  "JSON is that of @bufbuild/protobuf, both ways, on $name/$form",
  async (golden) => {
    await forRandomMessages(theirRegistry, golden, (desc, type, theirs) => {
      const ours = type.decode(toBinary(desc, theirs));
      for (const options of OPTIONS) {
        const json = theirToJson(desc, theirs, { ...options, registry: theirRegistry }) as JsonValue;
        expect(toJson(type, ours, { ...options, registry })).toEqual(json);
        const expected = toBinary(desc, theirFromJson(desc, json, { registry: theirRegistry }));
        const bytes = type.encode(fromJson(type, json, { registry }));
        expect(Buffer.compare(toBinary(desc, fromBinary(desc, bytes)), expected)).toBe(0);
      }
    });
  },
);

test.each(filled)("what is written to text is read as the same message on $name/$form", async (golden) => {
  // There, two fields have the names of one another.
  const useProtoFieldName = golden.name !== "json-name-hostile";
  await forRandomMessages(distinctlyNamed, golden, (desc, type, theirs) => {
    const message = type.decode(toBinary(desc, theirs), { unknownFields: "drop" });
    const text = toJsonString(type, message, { registry, useProtoFieldName });
    expect(fromJsonString(type, text, { registry })).toEqual(message);
  });
});

async function forRandomMessages(
  schemas: FileRegistry,
  { name, files, form }: GoldenCase & { readonly form: "ts" | "ts-map" },
  check: (desc: DescMessage, type: AnyMessageType, message: Message) => void,
): Promise<void> {
  for (const file of files) {
    const types = messageTypes(await importGolden(name, file, form));
    for (const desc of nestedTypes(schemas.getFile(file)!)) {
      if (desc.kind !== "message") continue;
      const property = fc.property(fc.gen(), (draw) => {
        const message = drawMessage(draw, desc);
        makeExpressible(desc, message);
        check(desc, types.get(desc.typeName)!, message);
      });
      fc.assert(property, { numRuns: 20, endOnFailure: true });
    }
  }
}
