import { createFileRegistry } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { createRegistry, type Descriptor, descriptorsOf } from "farcall";
import { FieldDescriptorProto_Type, file_google_protobuf_descriptor } from "farcall/wkt";
import { describe, expect, test } from "vitest";
import { file_enum_prefix, HttpMethodEnum } from "../golden/cases/enum-prefix/ts/enum-prefix_pb.js";
import { file_import_option_user, User } from "../golden/cases/import-option/ts/user_pb.js";
import { file_map_string_key } from "../golden/cases/map-string-key/ts/map-string-key_pb.js";
import { file_nested } from "../golden/cases/nested/ts/nested_pb.js";
import { file_oneof } from "../golden/cases/oneof/ts/oneof_pb.js";
import { Echo, file_service_four_shapes } from "../golden/cases/service-four-shapes/ts/service-four-shapes_pb.js";
import { image } from "../golden/image.js";

const theirs = createFileRegistry(image);
const files = [file_enum_prefix, file_import_option_user, file_nested, file_oneof, file_service_four_shapes];

test.each([...files, file_google_protobuf_descriptor])(
  "everything that $name declares is found under its name",
  (file) => {
    const descriptors = descriptorsOf(file);
    for (const desc of nestedTypes(theirs.getFile(file.name)!)) {
      const kind = desc.kind;
      expect(descriptors.find(desc.typeName)).toMatchObject({ kind, name: desc.name, fullName: desc.typeName, file });
      expect(descriptors[kind](desc.typeName)).toBe(descriptors.find(desc.typeName));
      if (desc.kind === "message") {
        expect(names(descriptors.message(desc)!.fields)).toEqual(
          desc.proto.field.map((field) => `${desc.typeName}.${field.name}`),
        );
        expect(names(descriptors.message(desc)!.oneofs)).toEqual(
          desc.proto.oneofDecl.map(({ name }) => `${desc.typeName}.${name}`),
        );
      }
      if (desc.kind === "enum") {
        const scope = desc.typeName.slice(0, -desc.name.length);
        expect(names(descriptors.enum(desc)!.values)).toEqual(desc.values.map((value) => scope + value.name));
      }
      if (desc.kind === "service") {
        expect(names(descriptors.service(desc)!.methods)).toEqual(
          desc.methods.map((method) => `${desc.typeName}.${method.name}`),
        );
      }
    }
  },
);

test("every descriptor is found again under its full name", () => {
  const descriptors = descriptorsOf(...files);
  for (const file of files) {
    for (const type of file.types) {
      const found = descriptors.find(type.typeName)!;
      const members =
        "fields" in found
          ? [...found.fields, ...found.oneofs]
          : "values" in found
            ? found.values
            : "methods" in found
              ? found.methods
              : [];
      for (const member of members) {
        expect(descriptors.find(member.fullName)).toBe(member);
        expect(member.parent).toBe(found);
      }
    }
  }
});

describe("descriptorsOf", () => {
  const descriptors = descriptorsOf(createRegistry(...files, file_map_string_key));

  test("takes a type or its name", () => {
    expect(descriptors.message(User)).toBe(descriptors.message("testdata.import_option.User"));
    expect(descriptors.enum(HttpMethodEnum)?.name).toBe("HttpMethod");
    expect(descriptors.service(Echo)?.methods.map(({ name }) => name)).toEqual(["Unary", "Server", "Client", "Bidi"]);
  });

  test("gives nothing for a name of another kind, and for none", () => {
    expect(descriptors.enum(User)).toBeUndefined();
    expect(descriptors.message("testdata.import_option.None")).toBeUndefined();
    expect(descriptors.find("testdata.import_option")).toBeUndefined();
    expect(descriptors.find("")).toBeUndefined();
  });

  test("finds members by name and by number", () => {
    const user = descriptors.message(User)!;
    expect(user.field("name")).toBe(user.fields[0]);
    expect(user.field(1)).toBe(user.fields[0]);
    expect(user.field("Name")).toBeUndefined();
    expect(descriptors.enum(HttpMethodEnum)!.value(0)).toBe(descriptors.enum(HttpMethodEnum)!.values[0]);
    expect(descriptors.service(Echo)!.method("Bidi")?.proto.clientStreaming).toBe(true);
  });

  test("gives the descriptor's message as farcall/wkt has it", () => {
    expect(descriptors.message(User)!.fields[0]!.proto).toMatchObject({
      name: "name",
      number: 1,
      type: FieldDescriptorProto_Type.STRING,
    });
  });

  test("has the entry of a map as the message that compilers make of it", () => {
    const map = file_map_string_key.types[0]!.typeName;
    const entry = descriptors.message(descriptors.message(map)!.fields[0]!.proto.typeName!.slice(1))!;
    expect(entry.proto.options?.mapEntry).toBe(true);
    expect(entry.fields.map(({ name }) => name)).toEqual(["key", "value"]);
  });
});

function names(descriptors: readonly Descriptor[]): string[] {
  return descriptors.map(({ fullName }) => fullName);
}
