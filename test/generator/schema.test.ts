import type * as es from "@bufbuild/protobuf";
import { create, createFileRegistry, toBinary } from "@bufbuild/protobuf";
import { nestedTypes as esNestedTypes } from "@bufbuild/protobuf/reflect";
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, test } from "vitest";
import { googleSchemas } from "../../bench/real-sets/google-schemas.js";
import * as ours from "../../src/plugin/schema/descriptor.js";
import { Linker } from "../../src/plugin/schema/link.js";
import { readFile } from "../../src/plugin/schema/proto.js";
import { image } from "../golden/image.js";

// The plugin reads descriptors itself. What it finds in them is held against @bufbuild/protobuf.

const SETS = { "the test schemas": image.file, "google-gax": googleSchemas("node_modules/google-gax/build/protos") };

describe.each(Object.entries(SETS))("of %s", (_, files) => {
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: files }));
  const linker = new Linker();
  const linked = files.map((file) => linker.add(readFile(Buffer.from(toBinary(FileDescriptorProtoSchema, file)))));

  test("every file declares the same", () => {
    expect(linked.length).toBeGreaterThan(50);
    for (const file of linked) {
      const expected = registry.getFile(file.proto.name)!;
      expect(ours.nestedTypes(file).map(typeFacts)).toEqual([...esNestedTypes(expected)].map(typeFacts));
    }
  });

  test("every field, value and method is the same", () => {
    for (const file of linked) {
      const expected = registry.getFile(file.proto.name)!;
      expect(ours.nestedTypes(file).map(memberFacts)).toEqual([...esNestedTypes(expected)].map(memberFacts));
    }
  });
});

type Type = ours.Declared | es.DescMessage | es.DescEnum | es.DescExtension | es.DescService;

function typeFacts(type: Type): unknown {
  const open = type.kind === "enum" ? type.open : undefined;
  return [type.kind, type.typeName, type.deprecated, type.file.proto.name, open];
}

function memberFacts(type: Type): unknown {
  switch (type.kind) {
    case "message":
      return [
        type.fields.map(fieldFacts),
        type.members.map((member) => [member.kind, member.name]),
        type.oneofs.map((oneof) => [oneof.name, oneof.fields.map(({ name }) => name)]),
      ];
    case "enum":
      return type.values.map(({ name, number, deprecated }) => [name, number, deprecated]);
    case "extension":
      return [fieldFacts(type), type.extendee.typeName];
    case "service":
      return type.methods.map(({ name, methodKind, input, output, deprecated }) => {
        return [name, methodKind, input.typeName, output.typeName, deprecated];
      });
  }
}

function fieldFacts(field: ours.DescField | ours.DescExtension | es.DescField | es.DescExtension): unknown {
  const { name, number, jsonName, fieldKind, presence, utf8Validation, deprecated } = field;
  return {
    ...{ name, number, jsonName, fieldKind, presence, utf8Validation, deprecated },
    scalar: scalarName(field.scalar),
    key: "mapKey" in field ? scalarName(field.mapKey) : undefined,
    type: field.message?.typeName ?? field.enum?.typeName,
    oneof: field.oneof?.name,
    packed: "packed" in field && field.packed === true,
    delimited: "delimitedEncoding" in field && field.delimitedEncoding === true,
  };
}

function scalarName(scalar: string | number | undefined): string | undefined {
  return typeof scalar === "number" ? ours.SCALARS[scalar as keyof typeof ours.SCALARS] : scalar;
}
