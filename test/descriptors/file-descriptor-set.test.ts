import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { createRegistry, type FileDescriptor, fileDescriptorSet, fileProto } from "farcall";
import { FileDescriptorSet, file_google_protobuf_descriptor } from "farcall/wkt";
import { describe, expect, test } from "vitest";
import { fileDescriptor } from "../../src/runtime/message/descriptor/file-descriptor.js";
import { FileDescriptorProto, type FileDescriptorProtoInit } from "../../src/runtime/wkt/index.js";
import { file_import_option_options } from "../golden/cases/import-option/ts/options_pb.js";
import { file_import_option_user } from "../golden/cases/import-option/ts/user_pb.js";
import { file_import_public_user } from "../golden/cases/import-public/ts/user_pb.js";
import { file_wkt_fields } from "../golden/cases/wkt-fields/ts/wkt-fields_pb.js";

test("a set has the files that a file depends on, each once and behind its imports", () => {
  expect(namesIn(fileDescriptorSet(file_import_public_user, file_import_public_user))).toEqual([
    "import-public/inner/left.proto",
    "import-public/inner/right.proto",
    "import-public/all.proto",
    "import-public/user.proto",
  ]);
});

test.each([[file_wkt_fields], [file_import_public_user], [file_import_option_user], [file_google_protobuf_descriptor]])(
  "another implementation takes the set of $name",
  (file) => {
    const registry = linked(fileDescriptorSet(file));
    expect([...registry.files].map(({ proto }) => proto.name)).toContain(file.name);
    for (const type of file.types) expect(registry.get(type.typeName)).toBeDefined();
  },
);

test("a set is made anew for each caller", () => {
  const set = fileDescriptorSet(file_import_public_user);
  set.file[3]!.dependency.length = 0;
  expect(fileDescriptorSet(file_import_public_user).file[3]!.dependency).toEqual(["import-public/all.proto"]);
  expect(fileProto(file_import_public_user).dependency).toEqual(["import-public/all.proto"]);
});

test("a registry gives the set of all its files", () => {
  const set = fileDescriptorSet(createRegistry(file_import_public_user, file_import_option_options));
  expect(namesIn(set).slice(-2)).toEqual(["google/protobuf/descriptor.proto", "import-option/options.proto"]);
});

describe("an import that is there for its options alone", () => {
  const options = file("acme/options.proto", { messageType: [{ name: "Rules" }] });
  const order = file("acme/order.proto", { dependency: ["acme/options.proto"], messageType: [{ name: "Order" }] });

  test("is left out of the set, so that the set is complete", () => {
    const set = fileDescriptorSet(order);
    expect(set.file).toMatchObject([{ name: "acme/order.proto", dependency: [] }]);
    linked(set);
  });

  test("is in the set if it is given, whatever the order", () => {
    const set = fileDescriptorSet(order, options);
    expect(set.file).toMatchObject([
      { name: "acme/options.proto" },
      { name: "acme/order.proto", dependency: ["acme/options.proto"] },
    ]);
    linked(set);
  });
});

describe("a file that is imported for what it imports publicly, and is not given,", () => {
  const money = file("acme/money.proto", { messageType: [{ name: "Money" }] });
  const left = file("acme/left.proto", { messageType: [{ name: "Left" }] });
  const order = file(
    "acme/order.proto",
    {
      dependency: ["acme/all.proto", "acme/left.proto"],
      publicDependency: [0, 1],
      messageType: [{ name: "Order", field: [{ name: "m", number: 1, label: 1, type: 11, typeName: ".acme.Money" }] }],
    },
    () => [money, left],
  );

  test("gives its place to the files that are used", () => {
    const set = fileDescriptorSet(order);
    expect(set.file.at(-1)).toMatchObject({
      dependency: ["acme/left.proto", "acme/money.proto"],
      publicDependency: [0],
    });
    linked(set);
  });
});

function file(
  name: string,
  init: FileDescriptorProtoInit,
  dependencies: () => readonly FileDescriptor[] = () => [],
): FileDescriptor {
  const bytes = FileDescriptorProto.encode({ name, package: "acme", syntax: "proto3", ...init });
  return fileDescriptor(name, { dependencies, proto: [Buffer.from(bytes).toString("base64")] });
}

function namesIn(set: FileDescriptorSet): (string | undefined)[] {
  return set.file.map(({ name }) => name);
}

/** The set as @bufbuild/protobuf takes it, which refuses one that is not complete. */
function linked(set: FileDescriptorSet): ReturnType<typeof createFileRegistry> {
  return createFileRegistry(fromBinary(FileDescriptorSetSchema, FileDescriptorSet.encode(set)));
}
