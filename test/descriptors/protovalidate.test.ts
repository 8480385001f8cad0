import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { create, type DescFile, type MessageInitShape, setExtension } from "@bufbuild/protobuf";
import {
  FieldDescriptorProtoSchema,
  FieldOptionsSchema,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  MessageOptionsSchema,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import { createValidator } from "@bufbuild/protovalidate";
import {
  type FieldRules,
  FieldRulesSchema,
  field as fieldRules,
  file_buf_validate_validate,
  MessageRulesSchema,
  message as messageRules,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import type { FileDescriptor, MessageType } from "farcall";
import { fromProtobufEs, toProtobufEs, toProtobufEsRegistry, toProtobufEsSchema } from "farcall/protobuf-es";
import { file_google_protobuf_wrappers, StringValue, Timestamp } from "farcall/wkt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Singular } from "../golden/cases/wkt-fields/ts/wkt-fields_pb.js";
import { generate, requestFor } from "../golden/run-plugin.js";

/** What is generated for {@link schema}. */
interface Generated {
  readonly Order: MessageType<Order, Partial<Order>>;
  readonly file_acme_order: FileDescriptor;
}

interface Order {
  id: string;
  quantity: number;
  refunded: number;
  placed?: Timestamp | undefined;
}

const rules = (init: MessageInitShape<typeof FieldRulesSchema>): FieldRules => create(FieldRulesSchema, init);

const field = (name: string, number: number, type: Type, rules?: FieldRules, typeName = "") => {
  const options = create(FieldOptionsSchema);
  if (rules !== undefined) setExtension(options, fieldRules, rules);
  return create(FieldDescriptorProtoSchema, { name, number, type, typeName, label: Label.OPTIONAL, options });
};

/** As buf compiles it with `import "buf/validate/validate.proto"`. */
function schema(): FileDescriptorProto {
  const options = create(MessageOptionsSchema);
  const expression = "this.refunded <= this.quantity";
  const message = "no more can be refunded than was ordered";
  setExtension(options, messageRules, create(MessageRulesSchema, { cel: [{ id: "refund", message, expression }] }));
  return create(FileDescriptorProtoSchema, {
    name: "acme/order.proto",
    package: "acme",
    syntax: "proto3",
    dependency: ["buf/validate/validate.proto", "google/protobuf/timestamp.proto"],
    messageType: [
      {
        name: "Order",
        options,
        field: [
          field("id", 1, Type.STRING, rules({ type: { case: "string", value: { minLen: 3n } } })),
          field(
            "quantity",
            2,
            Type.INT32,
            rules({ type: { case: "int32", value: { greaterThan: { case: "gte", value: 1 } } } }),
          ),
          field("refunded", 3, Type.INT32),
          field("placed", 4, Type.MESSAGE, rules({ required: true }), ".google.protobuf.Timestamp"),
        ],
      },
    ],
  });
}

mkdirSync(".cache", { recursive: true });
const folder = mkdtempSync(join(fileURLToPath(new URL("../../.cache", import.meta.url)), "protovalidate-"));
afterAll(() => rmSync(folder, { recursive: true }));

let generated: Generated;

beforeAll(async () => {
  const files = [...withDependencies(file_buf_validate_validate), schema()];
  for (const [path, content] of generate(requestFor(["acme/order.proto"], "target=ts", files))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  generated = await import(/* @vite-ignore */ pathToFileURL(join(folder, "acme/order_pb.ts")).href);
});

describe("protovalidate", () => {
  const placed = Timestamp.now();

  test.each([
    {
      says: "nothing of an order that keeps all rules",
      order: { id: "o-1", quantity: 2, refunded: 2, placed },
      rules: [],
    },
    { says: "that an id is too short", order: { id: "o", quantity: 2, placed }, rules: ["string.min_len"] },
    { says: "that a quantity is too small", order: { id: "o-1", quantity: 0, placed }, rules: ["int32.gte"] },
    { says: "that a time is missing", order: { id: "o-1", quantity: 2 }, rules: ["required"] },
    { says: "what an expression finds", order: { id: "o-1", quantity: 2, refunded: 3, placed }, rules: ["refund"] },
  ])("says $says", ({ order, rules }) => {
    const { Order, file_acme_order } = generated;
    const registry = toProtobufEsRegistry(file_acme_order);
    const validator = createValidator({ registry });
    const result = validator.validate(toProtobufEsSchema(Order, registry), toProtobufEs(Order, order, registry));
    expect((result.violations ?? []).map(({ ruleId }) => ruleId)).toEqual(rules);
    expect(result.kind).toBe(rules.length === 0 ? "valid" : "invalid");
  });
});

describe("a message", () => {
  test("is the same after it was in the form of @bufbuild/protobuf", () => {
    const { Order, file_acme_order } = generated;
    const registry = toProtobufEsRegistry(file_acme_order);
    const order = Order.create({ id: "o-1", quantity: 3, placed: Timestamp.fromDate(new Date(5)) });
    const theirs = toProtobufEs(Order, order, registry);
    expect(theirs).toMatchObject({ $typeName: "acme.Order", id: "o-1", quantity: 3, placed: { nanos: 5_000_000 } });
    expect(fromProtobufEs(Order, theirs, registry)).toEqual(order);
  });

  test("that stands for another value is converted as well", () => {
    const registry = toProtobufEsRegistry(file_google_protobuf_wrappers);
    const theirs = toProtobufEs(StringValue, "text", registry);
    expect(theirs).toMatchObject({ $typeName: "google.protobuf.StringValue", value: "text" });
    expect(fromProtobufEs(StringValue, theirs, registry)).toBe("text");
  });

  test("of a type that the registry does not have is refused with what to do about it", () => {
    const registry = toProtobufEsRegistry(generated.file_acme_order);
    expect(() => toProtobufEs(Singular, {}, registry)).toThrow(
      "testdata.wkt_fields.Singular: the registry does not have the type; give the descriptor of its file to toProtobufEsRegistry",
    );
  });
});

/** The files that a file imports, each behind its own imports, and the file. */
function withDependencies(file: DescFile): FileDescriptorProto[] {
  const all = new Map<string, FileDescriptorProto>();
  const visit = (next: DescFile): void => {
    next.dependencies.forEach(visit);
    all.set(next.proto.name, next.proto);
  };
  visit(file);
  return [...all.values()];
}
