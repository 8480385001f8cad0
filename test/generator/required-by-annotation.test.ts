import {
  create,
  createFileRegistry,
  fromBinary,
  type MessageInitShape,
  setExtension,
  toBinary,
} from "@bufbuild/protobuf";
import {
  type DescriptorProtoSchema,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  type FieldOptions,
  FieldOptionsSchema,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  OneofOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import {
  type FieldRules,
  FieldRulesSchema,
  field,
  Ignore,
  OneofRulesSchema,
  oneof,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { expect, test } from "vitest";
import { googleSchemas } from "../../bench/real-sets/google-schemas.js";
import { generate, requestFor } from "../golden/run-plugin.js";

// The annotations as their owners declare them.
const google = googleSchemas("node_modules/google-gax/build/protos");
const fieldBehavior = createFileRegistry(create(FileDescriptorSetSchema, { file: google })).getExtension(
  "google.api.field_behavior",
)!;

test.each<[what: string, annotate: (options: FieldOptions) => void, expected: string]>([
  ["REQUIRED", (options) => setExtension(options, fieldBehavior, [2]), "a: string;"],
  ["REQUIRED among others", (options) => setExtension(options, fieldBehavior, [5, 2, 4]), "a: string;"],
  ["another behavior", (options) => setExtension(options, fieldBehavior, [1, 3]), "a?: string | undefined;"],
  ["a rule", (options) => setExtension(options, field, rules({ required: true })), "a: string;"],
  [
    "a rule that is false",
    (options) => setExtension(options, field, rules({ required: false })),
    "a?: string | undefined;",
  ],
  [
    "a rule that is ignored",
    (options) => setExtension(options, field, rules({ required: true, ignore: Ignore.ALWAYS })),
    "a?: string | undefined;",
  ],
  [
    "other rules",
    (options) => setExtension(options, field, rules({ type: { case: "string", value: { minLen: 2n } } })),
    "a?: string | undefined;",
  ],
  ["nothing", () => undefined, "a?: string | undefined;"],
])("an init with a field that has %s", (_, annotate, expected) => {
  const options = create(FieldOptionsSchema);
  annotate(options);
  expect(initOf(options)).toContain(`  ${expected}\n`);
});

test("a list of behaviors may be packed", () => {
  // Tag 1052 with wire type LEN, and the values 5 and 2.
  const options = fromBinary(FieldOptionsSchema, Uint8Array.of(0xe2, 0x41, 2, 5, 2));
  expect(initOf(options)).toContain("  a: string;\n");
});

test("a oneof that protovalidate requires has no empty case in an init", () => {
  const options = create(OneofOptionsSchema);
  setExtension(options, oneof, create(OneofRulesSchema, { required: true }));
  const type = FieldDescriptorProto_Type.STRING;
  const label = FieldDescriptorProto_Label.OPTIONAL;
  const init = generateInit({
    name: "M",
    field: [{ name: "a", number: 1, type, label, oneofIndex: 0 }],
    oneofDecl: [{ name: "choice", options }],
  });
  expect(init).toMatch(/^ {2}choice:\n {4}\| { case: "a"; value: string };\n}/m);
});

function rules(init: MessageInitShape<typeof FieldRulesSchema>): FieldRules {
  return create(FieldRulesSchema, init);
}

/** The init of a message with the field `a`. */
function initOf(options: FieldOptions): string {
  const type = FieldDescriptorProto_Type.STRING;
  const label = FieldDescriptorProto_Label.OPTIONAL;
  return generateInit({ name: "M", field: [{ name: "a", number: 1, type, label, options }] });
}

function generateInit(message: MessageInitShape<typeof DescriptorProtoSchema>): string {
  const file = create(FileDescriptorProtoSchema, { name: "a.proto", syntax: "proto3", messageType: [message] });
  // A compiler hands over bytes, of which the plugin knows no extensions.
  const read = fromBinary(FileDescriptorProtoSchema, toBinary(FileDescriptorProtoSchema, file));
  const output = generate(requestFor(["a.proto"], "target=ts", [read])).get("a_pb.ts")!;
  return output.slice(output.indexOf("export interface MInit"), output.indexOf("export const M:"));
}
