import { clone, fromBinary, toBinary } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Type,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import { createRegistry, type FileDescriptor } from "farcall";
import { file_google_protobuf_descriptor, file_google_protobuf_timestamp, Timestamp } from "farcall/wkt";
import { describe, expect, test } from "vitest";
import { file_enum_prefix, HttpMethodEnum } from "../golden/cases/enum-prefix/ts/enum-prefix_pb.js";
import { file_import_option_options } from "../golden/cases/import-option/ts/options_pb.js";
import { file_import_option_user } from "../golden/cases/import-option/ts/user_pb.js";
import { file_import_public_user } from "../golden/cases/import-public/ts/user_pb.js";
import {
  Echo,
  file_service_four_shapes,
  Request,
} from "../golden/cases/service-four-shapes/ts/service-four-shapes_pb.js";
import { cases, image, registry as theirs } from "../golden/image.js";
import { importGolden } from "../golden/import-golden.js";

const files = cases
  .filter(({ name }) => name !== "empty")
  .flatMap(({ name, files }) => files.map((file) => ({ name, file })));

describe.each(["ts", "js"] as const)("the descriptor in the .%s file", (form) => {
  test.each(files)(
    "of $file is what the compiler gave, less comments and JSON names that follow from names",
    async (golden) => {
      const descriptor = await descriptorOf(golden.name, golden.file, form);
      const expected = image.file.find(({ name }) => name === golden.file)!;
      const given = fromBinary(FileDescriptorProtoSchema, descriptor.bytes);
      given.messageType.forEach(spellFloats);
      expect(again(given)).toEqual(again(bare(expected)));
      expect(descriptor.name).toBe(golden.file);
    },
  );

  test.each(files)("of $file names all that the file declares", async ({ name, file }) => {
    const descriptor = await descriptorOf(name, file, form);
    const declared = [...nestedTypes(theirs.getFile(file)!)].map(({ typeName }) => typeName);
    expect(descriptor.types.map(({ typeName }) => typeName)).toEqual(declared);
    for (const symbol of declared) expect(descriptor.declares(symbol)).toBe(true);
  });
});

test("a file depends on the files whose types it uses, wherever it imports them from", () => {
  expect(file_import_public_user.dependencies.map(({ name }) => name)).toEqual([
    "import-public/inner/left.proto",
    "import-public/all.proto",
    "import-public/inner/right.proto",
  ]);
  expect(file_import_option_options.dependencies).toEqual([file_google_protobuf_descriptor]);
});

test("a file does not depend on what it imports for its options alone", () => {
  expect(file_import_option_user.dependencies).toEqual([]);
});

describe("declares", () => {
  test("knows types, fields, oneofs, enum values, services and methods by their full names", () => {
    const symbols = ["Request", "Request.text", "Echo", "Echo.Unary"];
    for (const symbol of symbols) {
      expect(file_service_four_shapes.declares(`testdata.service_four_shapes.${symbol}`)).toBe(true);
    }
    for (const symbol of ["testdata.service_four_shapes", "Request", "testdata.service_four_shapes.Request.none", ""]) {
      expect(file_service_four_shapes.declares(symbol)).toBe(false);
    }
  });

  test("looks for the values of an enum beside the enum, where their names are", () => {
    const { typeName, values } = HttpMethodEnum;
    expect(file_enum_prefix.declares(typeName)).toBe(true);
    expect(file_enum_prefix.declares(`testdata.enum_prefix.${values[0]!.name}`)).toBe(true);
    expect(file_enum_prefix.declares(`${typeName}.${values[0]!.name}`)).toBe(false);
  });
});

describe("a registry of files", () => {
  const registry = createRegistry(file_service_four_shapes, file_import_option_options);

  test("has all their types, and those of the files that they depend on", () => {
    expect(registry.getMessage(Request.typeName)).toBe(Request);
    expect(registry.getService(Echo.typeName)).toBe(Echo);
    expect(registry.getExtension("testdata.import_option.file_note")).toBeDefined();
    expect(registry.getMessage("google.protobuf.FileOptions")).toBeDefined();
  });

  test("finds files by their paths, and by what they declare", () => {
    expect(registry.file("service-four-shapes.proto")).toBe(file_service_four_shapes);
    expect(registry.file("none.proto")).toBeUndefined();
    expect(registry.fileContaining("testdata.service_four_shapes.Echo.Unary")).toBe(file_service_four_shapes);
    expect(registry.fileContaining("google.protobuf.FieldOptions.CType")).toBe(file_google_protobuf_descriptor);
    expect(registry.fileContaining("google.protobuf.None")).toBeUndefined();
  });

  test("lists each file once, behind those that it depends on", () => {
    const names = [...registry.files].map(({ name }) => name);
    expect(names).toEqual([
      "service-four-shapes.proto",
      "google/protobuf/descriptor.proto",
      "import-option/options.proto",
    ]);
  });

  test("goes with its files into another registry", () => {
    const outer = createRegistry(registry, file_google_protobuf_timestamp);
    expect(outer.file("import-option/options.proto")).toBe(file_import_option_options);
    expect(outer.getMessage(Timestamp.typeName)).toBe(Timestamp);
  });
});

async function descriptorOf(name: string, file: string, form: "ts" | "js"): Promise<FileDescriptor> {
  const module = await importGolden(name, file, form);
  const found = Object.values(module).filter(
    (value): value is FileDescriptor => typeof value === "object" && value !== null && "declares" in value,
  );
  expect(found).toHaveLength(1);
  return found[0]!;
}

function again(file: FileDescriptorProto): string {
  return Buffer.from(toBinary(FileDescriptorProtoSchema, file)).toString("hex");
}

function bare(file: FileDescriptorProto): FileDescriptorProto {
  const { sourceCodeInfo: _, ...rest } = clone(FileDescriptorProtoSchema, file);
  const copy = Object.assign(Object.create(Object.getPrototypeOf(file)), rest) as FileDescriptorProto;
  copy.messageType.forEach(bareMessage);
  copy.messageType.forEach(spellFloats);
  copy.extension.forEach(bareField);
  return copy;
}

function bareMessage(message: DescriptorProto): void {
  message.field.forEach(bareField);
  message.extension.forEach(bareField);
  message.nestedType.forEach(bareMessage);
}

/** "lowerCamelCase" as descriptor.proto has it. */
function bareField(field: FieldDescriptorProto): void {
  const usual = field.name.replace(/_+(.?)/g, (_, next: string) => next.toUpperCase());
  if (field.jsonName === usual) delete (field as Partial<FieldDescriptorProto>).jsonName;
}

/** buf and protoc spell one default of 32 bits in different ways. */
function spellFloats(message: DescriptorProto): void {
  for (const field of message.field) {
    if (field.type === FieldDescriptorProto_Type.FLOAT && /\d/.test(field.defaultValue)) {
      field.defaultValue = String(Math.fround(Number(field.defaultValue)));
    }
  }
}
