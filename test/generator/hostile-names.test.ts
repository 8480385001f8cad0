import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  Edition,
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import { describe, expect, test } from "vitest";
import { requestFor, runPlugin } from "../golden/run-plugin.js";
import { identifiers, parse } from "./syntax-tree.js";

type FileInit = MessageInitShape<typeof FileDescriptorProtoSchema>;

const field = (name: string, typeName?: string) => ({
  name,
  number: 1,
  label: Label.OPTIONAL,
  ...(typeName === undefined ? { type: Type.STRING } : { type: Type.MESSAGE, typeName }),
});

/** Where in a file a name may stand. */
const places: { readonly [place: string]: (name: string) => FileInit } = {
  message: (name) => ({ messageType: [{ name }] }),
  "nested message": (name) => ({ messageType: [{ name: "M", nestedType: [{ name }] }] }),
  field: (name) => ({ messageType: [{ name: "M", field: [field(name)] }] }),
  oneof: (name) => ({ messageType: [{ name: "M", field: [{ ...field("f"), oneofIndex: 0 }], oneofDecl: [{ name }] }] }),
  enum: (name) => ({ enumType: [{ name, value: [{ name: "ZERO", number: 0 }] }] }),
  "enum value": (name) => ({ enumType: [{ name: "E", value: [{ name, number: 0 }] }] }),
  extension: (name) => ({
    messageType: [{ name: "M", extensionRange: [{ start: 1, end: 10 }] }],
    extension: [{ ...field(name), extendee: ".M" }],
  }),
  service: (name) => ({ service: [{ name }] }),
  method: (name) => ({
    messageType: [{ name: "M" }],
    service: [{ name: "S", method: [{ name, inputType: ".M", outputType: ".M" }] }],
  }),
  package: (name) => ({ package: name }),
};

const names = ["x){}evil(", "a b", "1a", "a-b", "a\nb", "a\u2028b", "é", "a;", "`", "a*/b", "a\0", "../x", "$a"];

describe.each(Object.entries(places))("a name that is no identifier, of a %s,", (place, file) => {
  test.each(place === "package" ? names : [...names, "", "a.b"])("is refused: %j", (name) => {
    expectRefused({ name: "evil.proto", syntax: "proto2", ...file(name) });
  });
});

describe("a path that leads out of the output folder is refused", () => {
  test.each([
    "../x.proto",
    "../../x.proto",
    "a/../../x.proto",
    "a/b/../../../x.proto",
    "/etc/x.proto",
    "..\\x.proto",
    "a\\..\\..\\x.proto",
    "C:\\x.proto",
    "C:/x.proto",
    "\\\\host\\x.proto",
    "..",
    ".",
    "",
  ])("%j", (name) => {
    expectRefused({ name, syntax: "proto3", messageType: [{ name: "M" }] }, false);
  });
});

test("a path with a line separator or a control character is refused, or inert", () => {
  for (const separator of ["\u2028", "\u2029", "\n", "\r", "\0"]) {
    const name = `a${separator}globalThis.PWN=1.proto`;
    const file = create(FileDescriptorProtoSchema, { name, syntax: "proto3", messageType: [{ name: "M" }] });
    const response = runPlugin(requestFor([name], "target=ts", [file]));
    for (const { name, content } of response.file) expect(identifiers(parse(name, content))).not.toContain("PWN");
    expect(response.error).not.toMatch(/[\n\r\u2028\u2029\0]/);
  }
});

test("a path with quotes cannot leave the string of an import", () => {
  const imported = create(FileDescriptorProtoSchema, {
    name: `a"'\`\${x}.proto`,
    syntax: "proto3",
    messageType: [{ name: "M" }],
  });
  const importing = create(FileDescriptorProtoSchema, {
    name: "b.proto",
    syntax: "proto3",
    dependency: [imported.name],
    messageType: [{ name: "N", field: [field("m", ".M")] }],
  });
  const { error, file } = runPlugin(requestFor([importing.name], "target=ts", [imported, importing]));
  if (error === "") expect(file[0]?.content).toContain(JSON.stringify(`./a"'\`\${x}_pb.js`));
  else expect(error).not.toContain("\n");
});

describe("a schema that does not hold together is refused", () => {
  test.each<[string, FileInit]>([
    ["a field of a type that is not there", { messageType: [{ name: "M", field: [field("f", ".Missing")] }] }],
    ["a field of a type whose name is code", { messageType: [{ name: "M", field: [field("f", ".M){}evil(")] }] }],
    [
      "a method with a type that is not there",
      { service: [{ name: "S", method: [{ name: "Get", inputType: ".A", outputType: ".B" }] }] },
    ],
    ["an extension of a message that is not there", { extension: [{ ...field("f"), extendee: ".Missing" }] }],
    ["an import that is not there", { dependency: ["missing.proto"] }],
    ["a oneof that is not there", { messageType: [{ name: "M", field: [{ ...field("f"), oneofIndex: 3 }] }] }],
    ["a syntax that nobody knows", { syntax: "proto9" }],
    ["an edition of the future", { syntax: "editions", edition: Edition.EDITION_99999_TEST_ONLY }],
    ["an edition of the past", { syntax: "editions", edition: Edition.EDITION_LEGACY }],
  ])("%s", (_, file) => {
    expectRefused({ name: "evil.proto", syntax: "proto3", ...file }, false);
  });
});

test("an edition of the future is refused with the latest that is supported", () => {
  const file = create(FileDescriptorProtoSchema, {
    name: "new.proto",
    syntax: "editions",
    edition: Edition.EDITION_99999_TEST_ONLY,
  });
  expect(runPlugin(requestFor([file.name], "", [file])).error).toMatch(/^new\.proto: unsupported edition .*2024/);
});

/** Demands an error of one line, which names the file, and no output. */
function expectRefused(init: FileInit, namesFile = true): void {
  const file = create(FileDescriptorProtoSchema, init);
  for (const target of ["ts", "js+dts"]) {
    const response = runPlugin(requestFor([file.name], `target=${target}`, [file]));
    expect(response.file).toEqual([]);
    expect(response.error).toMatch(/^.+$/);
    expect(response.error).not.toMatch(/[\n\r\u2028\u2029\0]/);
    expect(response.error).not.toContain("a bug in");
    if (namesFile) expect(response.error).toContain("evil.proto");
  }
}
