import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  DescriptorProtoSchema,
  Edition,
  FeatureSet_EnumType,
  FeatureSet_FieldPresence,
  FeatureSet_MessageEncoding,
  FeatureSet_RepeatedFieldEncoding,
  type FeatureSetSchema,
  type FieldDescriptorProto,
  FieldDescriptorProtoSchema,
  type FieldOptions,
  FieldOptionsSchema,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  OneofDescriptorProtoSchema,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import type { Draw } from "../golden/random-message.js";

const SCALARS = [
  ...[Type.DOUBLE, Type.FLOAT, Type.INT64, Type.UINT64, Type.INT32, Type.FIXED64, Type.FIXED32, Type.BOOL],
  ...[Type.STRING, Type.BYTES, Type.UINT32, Type.SFIXED32, Type.SFIXED64, Type.SINT32, Type.SINT64],
];
const KEYS = SCALARS.filter((type) => ![Type.DOUBLE, Type.FLOAT, Type.BYTES].includes(type));

/** Random schemas of one file: every kind of field, in any number, order and mixture, in each syntax. */
export function randomSchemas(): fc.Arbitrary<FileDescriptorProto> {
  return fc.gen().map((draw) => new SchemaMaker(draw).file());
}

class SchemaMaker {
  readonly #draw: Draw;
  readonly #syntax: "proto2" | "proto3" | "editions";
  readonly #messages: readonly string[];

  constructor(draw: Draw) {
    this.#draw = draw;
    this.#syntax = this.#pick(["proto2", "proto3", "editions"] as const);
    // The second one is nested in the first.
    this.#messages = ["A", "A.Nested", "B"].map((name) => `.random.${name}`);
  }

  file(): FileDescriptorProto {
    const a = this.#message("A");
    a.nestedType.push(this.#message("Nested"));
    return create(FileDescriptorProtoSchema, {
      name: "random.proto",
      package: "random",
      syntax: this.#syntax,
      edition: this.#syntax === "editions" ? Edition.EDITION_2023 : Edition.EDITION_UNKNOWN,
      messageType: [a, this.#message("B")],
      enumType: [
        {
          name: "Kind",
          value: ["NONE", "ONE", "MANY"].map((name, i) => ({ name: `KIND_${name}`, number: i * 1000 })),
          ...(this.#syntax === "editions" && this.#flip()
            ? { options: { features: { enumType: FeatureSet_EnumType.CLOSED } } }
            : {}),
        },
      ],
    });
  }

  #message(name: string): DescriptorProto {
    const message = create(DescriptorProtoSchema, { name });
    const numbers = this.#draw(fc.uniqueArray<number, number>, fieldNumber, { maxLength: 14 });
    const inOneof: FieldDescriptorProto[] = [];
    for (const number of numbers) {
      const field = create(FieldDescriptorProtoSchema, {
        name: `f${number}`,
        jsonName: `f${number}`,
        number,
        label: Label.OPTIONAL,
      });
      const shape = this.#pick(["singular", "singular", "repeated", "map", "oneof"] as const);
      if (shape === "map") {
        this.#makeMap(message, field, name);
      } else {
        this.#giveType(field);
        if (shape === "repeated") this.#makeRepeated(field);
        else if (shape === "oneof") inOneof.push(field);
        else this.#givePresence(field);
      }
      message.field.push(field);
    }
    this.#makeOneofs(message, inOneof);
    return message;
  }

  #giveType(field: FieldDescriptorProto): void {
    const kind = this.#draw(fc.nat, { max: 9 });
    if (kind === 0) {
      field.type = Type.ENUM;
      field.typeName = ".random.Kind";
    } else if (kind <= 2) {
      field.type = Type.MESSAGE;
      field.typeName = this.#pick(this.#messages);
      if (this.#syntax === "editions" && this.#flip()) {
        field.options = options({ messageEncoding: FeatureSet_MessageEncoding.DELIMITED });
      }
    } else {
      field.type = this.#pick(SCALARS);
    }
  }

  #givePresence(field: FieldDescriptorProto): void {
    // A required message could demand itself without end.
    if (field.type === Type.MESSAGE) return;
    const choice = this.#draw(fc.nat, { max: 5 });
    if (this.#syntax === "proto2" && choice === 0) field.label = Label.REQUIRED;
    if (this.#syntax === "proto3") field.proto3Optional = choice < 2;
    if (this.#syntax === "editions" && choice === 0) {
      field.options = options({ fieldPresence: FeatureSet_FieldPresence.LEGACY_REQUIRED });
    }
    // An implicit field of a closed enum is refused by compilers.
    if (this.#syntax === "editions" && choice > 3 && field.type !== Type.ENUM) {
      field.options = options({ fieldPresence: FeatureSet_FieldPresence.IMPLICIT });
    }
  }

  #makeRepeated(field: FieldDescriptorProto): void {
    field.label = Label.REPEATED;
    if ([Type.STRING, Type.BYTES, Type.MESSAGE].includes(field.type)) return;
    const packed = this.#flip();
    field.options =
      this.#syntax === "editions"
        ? options({
            repeatedFieldEncoding: packed
              ? FeatureSet_RepeatedFieldEncoding.PACKED
              : FeatureSet_RepeatedFieldEncoding.EXPANDED,
          })
        : create(FieldOptionsSchema, { packed });
  }

  #makeMap(message: DescriptorProto, field: FieldDescriptorProto, parent: string): void {
    const key = { name: "key", jsonName: "key", number: 1, label: Label.OPTIONAL, type: this.#pick(KEYS) };
    const value = create(FieldDescriptorProtoSchema, {
      name: "value",
      jsonName: "value",
      number: 2,
      label: Label.OPTIONAL,
    });
    this.#giveType(value);
    value.options = undefined;
    const name = `F${field.number}Entry`;
    message.nestedType.push(create(DescriptorProtoSchema, { name, field: [key, value], options: { mapEntry: true } }));
    field.label = Label.REPEATED;
    field.type = Type.MESSAGE;
    field.typeName = `.random.${parent === "Nested" ? "A.Nested" : parent}.${name}`;
  }

  /** Splits the fields into one or two oneofs; proto3's optional fields get theirs behind them. */
  #makeOneofs(message: DescriptorProto, members: readonly FieldDescriptorProto[]): void {
    const middle = this.#flip() ? members.length : members.length >> 1;
    for (const group of [members.slice(0, middle), members.slice(middle)]) {
      if (group.length === 0) continue;
      for (const field of group) field.oneofIndex = message.oneofDecl.length;
      message.oneofDecl.push(create(OneofDescriptorProtoSchema, { name: `choice${message.oneofDecl.length}` }));
    }
    for (const field of message.field.filter((field) => field.proto3Optional)) {
      field.oneofIndex = message.oneofDecl.length;
      message.oneofDecl.push(create(OneofDescriptorProtoSchema, { name: `_${field.name}` }));
    }
  }

  #flip(): boolean {
    return this.#draw(fc.boolean);
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#draw(fc.nat, { max: from.length - 1 })]!;
  }
}

/** Field numbers at every length that a tag can have, but those that are reserved. */
const fieldNumber = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 20 }) },
  fc.integer({ min: 2040, max: 2060 }),
  fc.integer({ min: 20_000, max: 536_870_911 }),
);

function options(features: MessageInitShape<typeof FeatureSetSchema>): FieldOptions {
  return create(FieldOptionsSchema, { features });
}
