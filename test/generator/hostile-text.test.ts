import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import { describe, expect, test } from "vitest";
import { generate, requestFor, runPlugin } from "../golden/run-plugin.js";
import { identifiers, parse } from "./syntax-tree.js";

/** Every hostile text tries to run `globalThis.PWN=1`. */
function expectInert(output: ReadonlyMap<string, string>): void {
  expect(output.size).toBeGreaterThan(0);
  for (const [path, content] of output) {
    expect(identifiers(parse(path, content)), path).not.toContain("PWN");
    expect(content, "raw line separators end comments").not.toMatch(/[\u2028\u2029]/);
  }
}

test.each(["comments-hostile.proto", "defaults-hostile.proto", "json-name-hostile.proto", "options-hostile.proto"])(
  "%s is inert in every target",
  (path) => {
    expectInert(generate(requestFor([path], "target=ts+js+dts")));
  },
);

describe("comments that a compiler of schemas would not hand on", () => {
  const elements: readonly (readonly [what: string, path: readonly number[]])[] = [
    ["syntax", [12]],
    ["package", [2]],
    ["message", [4, 0]],
    ["field", [4, 0, 2, 0]],
    ["member of a oneof", [4, 0, 2, 1]],
    ["oneof", [4, 0, 8, 0]],
    ["enum", [5, 0]],
    ["enum value", [5, 0, 2, 0]],
    ["service", [6, 0]],
    ["method", [6, 0, 2, 0]],
    ["extension", [7, 0]],
  ];
  const texts = [
    "*/globalThis.PWN=1/*",
    "\u2028globalThis.PWN=1",
    "\u2029globalThis.PWN=1",
    "\rglobalThis.PWN=1",
    "\r\nglobalThis.PWN=1",
    "a\nb*/\nglobalThis.PWN=1\n/*",
    "*\u200b/globalThis.PWN=1",
    "* /\n/globalThis.PWN=1",
    "*".repeat(100),
    "/",
    "\0\b\x1b[31m",
    "\\u002a/globalThis.PWN=1",
  ];

  test.each(elements)("of a %s are inert", (_, path) => {
    for (const text of texts) {
      const location = {
        path: [...path],
        span: [0, 0, 1],
        leadingComments: text,
        trailingComments: text,
        leadingDetachedComments: [text, text],
      };
      const file = everyElement({ sourceCodeInfo: { location: [location] } });
      expectInert(generate(requestFor([file.name], "target=ts+js+dts", [file])));
    }
  });
});

describe("defaults that no compiler of schemas would hand on are refused, or inert", () => {
  const payloads = [
    "globalThis.PWN=1",
    "1;globalThis.PWN=1",
    "1n);globalThis.PWN=1;(1",
    "0+globalThis.PWN",
    "$" + "{globalThis.PWN=1}",
    '"+globalThis.PWN+"',
    "\\",
    "\\x",
    "\\777",
    "'",
    "`",
    "\n",
    "\u2028",
    "",
    " 1",
    "1e5",
    "0x10",
    "--1",
    "99999999999999999999",
  ];
  const types = Object.values(Type).filter(
    (type): type is Type => typeof type === "number" && type !== Type.MESSAGE && type !== Type.GROUP,
  );

  test.each(types.map((type) => ({ type, name: Type[type] })))("$name", ({ type }) => {
    for (const defaultValue of payloads) {
      const file = create(FileDescriptorProtoSchema, {
        name: "defaults.proto",
        syntax: "proto2",
        enumType: [{ name: "Kind", value: [{ name: "ONE", number: 1 }] }],
        messageType: [
          {
            name: "M",
            field: [
              {
                name: "f",
                number: 1,
                type,
                label: Label.OPTIONAL,
                defaultValue,
                ...(type === Type.ENUM ? { typeName: ".Kind" } : {}),
              },
            ],
          },
        ],
      });
      const { error } = runPlugin(requestFor([file.name], "target=ts+js+dts", [file]));
      if (error === "") expectInert(generate(requestFor([file.name], "target=ts+js+dts", [file])));
      else expect(error).toMatch(/^[^\n]*defaults\.proto[^\n]*$/);
    }
  });
});

test.each([
  "\0",
  "\u2028",
  "\n",
  '"',
  "'",
  "`$" + "{globalThis.PWN=1}`",
  "\\",
  "|",
  "@",
  ";",
  ">",
  "%",
  "a|b;c@d>e%20",
  "\ud83d\ude00",
])("json_name %j is inert", (jsonName) => {
  const file = create(FileDescriptorProtoSchema, {
    name: "json.proto",
    syntax: "proto3",
    messageType: [{ name: "M", field: [{ name: "f", number: 1, type: Type.STRING, label: Label.OPTIONAL, jsonName }] }],
  });
  expectInert(generate(requestFor([file.name], "target=ts+js+dts", [file])));
});

/** A file with one element of each kind. */
function everyElement(more: MessageInitShape<typeof FileDescriptorProtoSchema>) {
  return create(FileDescriptorProtoSchema, {
    name: "every.proto",
    package: "every",
    syntax: "proto2",
    messageType: [
      {
        name: "M",
        field: [
          { name: "f", number: 1, type: Type.STRING, label: Label.OPTIONAL },
          { name: "g", number: 2, type: Type.STRING, label: Label.OPTIONAL, oneofIndex: 0 },
        ],
        oneofDecl: [{ name: "choice" }],
        extensionRange: [{ start: 100, end: 200 }],
      },
    ],
    enumType: [{ name: "Kind", value: [{ name: "ONE", number: 1 }] }],
    service: [{ name: "S", method: [{ name: "Get", inputType: ".every.M", outputType: ".every.M" }] }],
    extension: [{ name: "x", number: 100, type: Type.STRING, label: Label.OPTIONAL, extendee: ".every.M" }],
    ...more,
  });
}
