import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import {
  CodeGeneratorRequestSchema,
  type CodeGeneratorResponse,
  CodeGeneratorResponse_Feature,
  CodeGeneratorResponseSchema,
  Edition,
} from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import type { PluginOptions } from "./parameter.js";
import { PluginError } from "./plugin-error.js";
import { type Plugin, respond } from "./respond.js";

function pluginThat(generate: (options: PluginOptions) => string): Plugin {
  return {
    name: "protoc-gen-test",
    version: "1.2.3",
    *generate(_, options) {
      yield { name: "output", content: generate(options) };
    },
  };
}

const writesOptions = pluginThat(({ targets, importExtension, services }) =>
  JSON.stringify({ targets, importExtension, services }),
);

function run(plugin: Plugin, request: MessageInitShape<typeof CodeGeneratorRequestSchema>): CodeGeneratorResponse {
  const bytes = toBinary(CodeGeneratorRequestSchema, create(CodeGeneratorRequestSchema, request));
  return fromBinary(CodeGeneratorResponseSchema, Buffer.concat(respond(plugin, bytes)));
}

test("gives the plugin our defaults for protoplugin's options", () => {
  const response = run(writesOptions, {});
  expect(JSON.parse(response.file[0]?.content ?? "")).toEqual({
    targets: ["ts"],
    importExtension: "js",
    services: "both",
  });
});

test("leaves the options alone that the user gave", () => {
  const response = run(writesOptions, { parameter: "target=ts+dts,import_extension=none,services=client" });
  expect(JSON.parse(response.file[0]?.content ?? "")).toMatchObject({
    targets: ["ts", "dts"],
    importExtension: "none",
    services: "client",
  });
});

test("declares proto3 optional and the editions whose features are resolved, in failure too", () => {
  const declared = {
    supportedFeatures: BigInt(
      CodeGeneratorResponse_Feature.PROTO3_OPTIONAL | CodeGeneratorResponse_Feature.SUPPORTS_EDITIONS,
    ),
    minimumEdition: Edition.EDITION_PROTO2,
    maximumEdition: Edition.EDITION_2024,
  };
  expect(run(writesOptions, {})).toMatchObject(declared);
  expect(run(writesOptions, { parameter: "nonsense" })).toMatchObject(declared);
});

test("answers an unknown option with one line", () => {
  const { error, file } = run(writesOptions, { parameter: "servces=both" });
  expect(error).toBe('option "servces" is unknown; did you mean "services"?');
  expect(file).toEqual([]);
});

test("answers a PluginError with its message alone", () => {
  const plugin = pluginThat(() => {
    throw new PluginError("acme/user.proto: User.id: is odd;\n  make it even");
  });
  expect(run(plugin, {}).error).toBe("acme/user.proto: User.id: is odd; make it even");
});

test.each([
  [
    "a name that is no identifier",
    { name: "evil.proto", messageType: [{ name: "x){}" }] },
    'evil.proto: invalid message name "x){}": use letters, digits and underscores',
  ],
  [
    "an import that is missing",
    { name: "a.proto", dependency: ["b.proto"] },
    "Cannot find b.proto, imported by a.proto; compile the schema with buf or protoc",
  ],
  [
    "a later edition",
    { name: "a.proto", syntax: "editions", edition: Edition.EDITION_99999_TEST_ONLY },
    "a.proto: unsupported edition 99999_TEST_ONLY - the latest supported edition is 2024; compile the schema with buf or protoc",
  ],
  [
    "an edition before all",
    { name: "a.proto", syntax: "editions", edition: Edition.EDITION_LEGACY },
    "a.proto: unsupported edition LEGACY - the earliest supported edition is PROTO2; compile the schema with buf or protoc",
  ],
  [
    "a type that is missing",
    { name: "a.proto", messageType: [{ name: "M", field: [{ name: "f", number: 1, type: 11, typeName: ".N" }] }] },
    "invalid FieldDescriptorProto: type_name .N not found; compile the schema with buf or protoc",
  ],
  [
    "a method whose input is missing",
    { name: "a.proto", service: [{ name: "S", method: [{ name: "Get", inputType: ".N", outputType: ".N" }] }] },
    "invalid MethodDescriptorProto: input_type .N not found; compile the schema with buf or protoc",
  ],
])("answers %s with one line that names the file", (_, file, error) => {
  expect(run(writesOptions, { protoFile: [file], fileToGenerate: [file.name] }).error).toBe(error);
});

test("answers a file to generate that is missing with one line that names it", () => {
  const { error } = run(writesOptions, { fileToGenerate: ["a.proto", "b.proto"], protoFile: [{ name: "a.proto" }] });
  expect(error).toBe("files_to_generate missing in the request: b.proto; compile the schema with buf or protoc");
});

test("keeps the stack of a bug and asks to report it", () => {
  const plugin = pluginThat(() => {
    throw new TypeError("x is undefined");
  });
  const { error } = run(plugin, {});
  expect(error).toMatch(/^a bug in protoc-gen-test 1\.2\.3, please report it .*:\nTypeError: x is undefined\n +at /);
});

test.each(["hello", "\xff\xff\xff", "\x0a\x05x", "\x7a\x02\x0a\x05"])("refuses %j on stdin in one line", (text) => {
  expect(() => respond(writesOptions, Buffer.from(text, "latin1"))).toThrow(
    expect.objectContaining({
      name: "PluginError",
      message: expect.stringMatching(
        /^stdin does not hold a CodeGeneratorRequest \(.+\); start the plugin through buf/,
      ),
    }),
  );
});
