import { createDynamicRegistry, fileDescriptorSet, getExtension, setExtension } from "farcall";
import { type AnyMethod, Router, type ServiceType, startUnary } from "farcall/rpc";
import { InMemoryChannel } from "farcall/testing";
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  type FieldDescriptorProtoInit,
  FileDescriptorProto,
  type FileDescriptorProtoInit,
  FileDescriptorSet,
  Timestamp,
} from "farcall/wkt";
import { describe, expect, test } from "vitest";
import { file_extensions_nested, Scope_note } from "../golden/cases/extensions-nested/ts/extensions-nested_pb.js";
import { Echo, file_service_four_shapes } from "../golden/cases/service-four-shapes/ts/service-four-shapes_pb.js";
import { file_wkt_fields } from "../golden/cases/wkt-fields/ts/wkt-fields_pb.js";

const field: FieldDescriptorProtoInit = {
  name: "f",
  number: 1,
  label: FieldDescriptorProto_Label.OPTIONAL,
  type: FieldDescriptorProto_Type.STRING,
};

test("a set that was read from bytes gives types, and the files that they come from", () => {
  const set = FileDescriptorSet.decode(FileDescriptorSet.encode(fileDescriptorSet(file_wkt_fields)));
  const registry = createDynamicRegistry(set);
  expect([...registry.files].map(({ name }) => name)).toEqual(set.file.map(({ name }) => name));
  expect(registry.file("wkt-fields.proto")!.bytes).not.toBe(file_wkt_fields.bytes);
  expect(FileDescriptorProto.decode(registry.file("wkt-fields.proto")!.bytes)).toEqual(set.file.at(-1));
  expect(registry.fileContaining("testdata.wkt_fields.Singular")).toBe(registry.file("wkt-fields.proto"));
});

test("well-known types are those of farcall/wkt", () => {
  const registry = createDynamicRegistry(fileDescriptorSet(file_wkt_fields));
  expect(registry.getMessage("google.protobuf.Timestamp")).toBe(Timestamp);
});

test("a call can be made of a service that is known from a descriptor alone", async () => {
  const registry = createDynamicRegistry(fileDescriptorSet(file_service_four_shapes));
  const service = registry.getService("testdata.service_four_shapes.Echo") as ServiceType;
  const router = new Router().add(Echo, { unary: ({ text }) => ({ text: text.toUpperCase() }) });
  const method = service.methods["unary"] as AnyMethod & { kind: "unary" };
  const response = await startUnary(new InMemoryChannel(router), method, { text: "hello" }, undefined, undefined);
  expect(response).toEqual({ text: "HELLO" });
});

test("an extension is set and read as the generated one is", () => {
  const registry = createDynamicRegistry(fileDescriptorSet(file_extensions_nested));
  const extension = registry.getExtension("testdata.extensions_nested.Scope.note")!;
  const base: { $unknown?: Uint8Array } = {};
  setExtension(base, extension, "text");
  expect(getExtension(base, Scope_note)).toBe("text");
});

describe("a set that cannot be linked is refused with its place:", () => {
  test.each<[what: string, file: FileDescriptorProtoInit, problem: string]>([
    [
      "a type that is not there",
      {
        messageType: [
          {
            name: "M",
            field: [{ ...field, type: FieldDescriptorProto_Type.MESSAGE, typeName: ".acme.Order" }],
          },
        ],
      },
      "M: the set does not declare acme.Order, which it uses: give a set with all imports",
    ],
    [
      "the message of a method that is not there",
      { service: [{ name: "S", method: [{ name: "Get", inputType: ".acme.In", outputType: ".acme.In" }] }] },
      "S: the set does not declare acme.In, which it uses: give a set with all imports",
    ],
    [
      "a field without a type",
      { messageType: [{ name: "M", field: [{ name: "f", number: 1, typeName: ".M" }] }] },
      "M.f: the descriptor does not tell the field's type",
    ],
    [
      "a name that no field can have",
      { messageType: [{ name: "M", field: [{ ...field, name: "a;2s b" }] }] },
      'M: "a;2s b" is no name of a field',
    ],
    [
      "an edition that is not known",
      { syntax: "editions", edition: 9999, messageType: [{ name: "M", field: [field] }] },
      "x.proto: edition 9999 is not known: the latest one that is known is 2024",
    ],
  ])("%s", (_, file, problem) => {
    const set = FileDescriptorSet.create({ file: [{ name: "x.proto", ...file }] });
    expect(() => createDynamicRegistry(set)).toThrow(problem);
  });
});

test("fields that are named like what objects inherit do no harm", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "__"];
  const fields = names.map((name, i) => ({ ...field, name, number: i + 1 }));
  const set = FileDescriptorSet.create({
    file: [{ name: "x.proto", syntax: "proto3", messageType: [{ name: "M", field: fields }] }],
  });
  const type = createDynamicRegistry(set).getMessage("M")!;
  const empty = type.create();
  expect(Object.getPrototypeOf(empty)).toBe(Object.prototype);
  expect(Object.keys(empty)).toEqual(["Proto", "constructor$", "toString$", "hasOwnProperty$", "__"]);
  const full = Object.fromEntries(Object.keys(empty).map((name) => [name, name]));
  expect(type.decode(type.encode(full))).toEqual(full);
});
