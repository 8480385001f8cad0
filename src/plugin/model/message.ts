import {
  type DescExtension,
  type DescField,
  type DescMessage,
  type DescOneof,
  IMPLICIT,
  LEGACY_REQUIRED,
} from "../schema/descriptor.js";
import { type Comments, commentsOf } from "./comments.js";
import { declarationOf } from "./declaration.js";
import { type DefaultValue, declaredDefault } from "./default-value.js";
import { demandsMoreThanMessage, isDemanded } from "./demanded.js";
import { namesOf, propertiesOf } from "./names.js";
import { reachOf } from "./reach.js";
import { isMapped, type ModelOptions, type ScalarValue, scalarValue, type ValueModel, valueModel } from "./value.js";

/** What documents an element of the generated file. */
export interface Docs {
  readonly comments: Comments;
  /** The element of the .proto file: `field: string id = 1`. */
  readonly source: string;
  readonly deprecated: boolean;
}

/** How a field is present, and how often. */
export type Cardinality = "implicit" | "explicit" | "required" | "expanded" | "packed" | "map";

export interface FieldModel {
  readonly kind: "field";
  readonly docs: Docs;
  readonly number: number;
  /** The name in the .proto file. */
  readonly protoName: string;
  /** The name of the property, or the case of the oneof. */
  readonly name: string;
  readonly jsonName: string;
  readonly cardinality: Cardinality;
  /** Whether an init has to have it though the wire need not: an annotation of the field says that it is required. */
  readonly demanded: boolean;
  readonly value: ValueModel;
  /** The key of a map. */
  readonly key: ScalarValue | undefined;
  /** What a map is: an object, or an ES Map. */
  readonly mapForm: ModelOptions["map"];
  /** The property of the oneof that the field is a member of. */
  readonly oneof: string | undefined;
  /** A declared default that is not the zero of the type. */
  readonly declaredDefault: DefaultValue | undefined;
}

export interface OneofModel {
  readonly kind: "oneof";
  readonly docs: Docs;
  readonly name: string;
  /** Whether an init has to have one of its members. */
  readonly demanded: boolean;
  readonly fields: readonly FieldModel[];
}

/** A property of a message: a field of its own, or a oneof. */
export type Member = FieldModel | OneofModel;

export interface MessageModel {
  readonly docs: Docs;
  readonly typeName: string;
  readonly name: string;
  readonly initName: string;
  /** Whether the init asks for what the message may lack, so that a message is no init of its type. */
  readonly demanding: boolean;
  readonly members: readonly Member[];
  /** All fields, those of oneofs too, in the order of the .proto file. */
  readonly fields: readonly FieldModel[];
  /** Whether it carries a table of its fields. Where fields are required, decode itself reads it. */
  readonly hasTable: boolean;
  /** The names that no field may have; those that the text format can write. */
  readonly reservedNames: readonly string[];
  readonly deep: boolean;
  /** Whether the message, or one below it, has required fields. */
  readonly required: boolean;
  /** Whether the message stands for another value, and has no fields of its own in TypeScript. */
  readonly mapped: boolean;
}

export function messageModel(desc: DescMessage, options: ModelOptions): MessageModel {
  const names = namesOf(desc.file);
  const properties = propertiesOf(desc, options.fieldNames);
  const fields = new Map(desc.fields.map((field) => [field, fieldModel(field, properties, options)]));
  const { deep, required } = reachOf(desc);
  return {
    docs: docsOf(desc),
    typeName: desc.typeName,
    name: names.of(desc),
    initName: names.companion(desc, "Init"),
    demanding: demandsMoreThanMessage(desc),
    members: desc.members.map((member) =>
      member.kind === "oneof" ? oneofModel(member, properties.get(member)!, fields) : fields.get(member)!,
    ),
    fields: [...fields.values()],
    hasTable: options.json || required,
    reservedNames: desc.proto.reservedName.filter((name) => /^[A-Za-z_]\w*$/.test(name)),
    deep,
    required,
    mapped: isMapped(desc),
  };
}

function oneofModel(desc: DescOneof, name: string, fields: ReadonlyMap<DescField, FieldModel>): OneofModel {
  return {
    kind: "oneof",
    docs: docsOf(desc),
    name,
    demanded: isDemanded(desc),
    fields: desc.fields.map((field) => fields.get(field)!),
  };
}

function fieldModel(
  desc: DescField,
  properties: ReadonlyMap<DescField | DescOneof, string>,
  options: ModelOptions,
): FieldModel {
  const oneof = desc.oneof === undefined ? undefined : properties.get(desc.oneof)!;
  return commonModel(desc, desc.number, desc.name, properties.get(desc)!, desc.jsonName, oneof, options);
}

/** What a field and an extension have in common. All models of fields have one shape, and are made in one go: there are many. */
function commonModel(
  desc: DescField | DescExtension,
  number: number,
  protoName: string,
  name: string,
  jsonName: string,
  oneof: string | undefined,
  options: ModelOptions,
): FieldModel {
  return {
    kind: "field",
    docs: docsOf(desc),
    number,
    protoName,
    name,
    jsonName,
    oneof,
    cardinality: cardinalityOf(desc),
    demanded: desc.kind === "field" && isDemanded(desc),
    value: valueModel(desc, options),
    key: desc.fieldKind === "map" ? scalarValue(desc.mapKey!, desc, options) : undefined,
    mapForm: options.map,
    declaredDefault: declaredDefault(desc),
  };
}

function cardinalityOf(desc: DescField | DescExtension): Cardinality {
  switch (desc.fieldKind) {
    case "map":
      return "map";
    case "list":
      return desc.packed ? "packed" : "expanded";
    default:
      if (desc.presence === LEGACY_REQUIRED) return "required";
      return desc.presence === IMPLICIT && desc.kind === "field" && desc.message === undefined
        ? "implicit"
        : "explicit";
  }
}

export function docsOf(desc: DescMessage | DescField | DescOneof | DescExtension): Docs {
  return {
    comments: commentsOf(desc),
    source: declarationOf(desc),
    deprecated: desc.deprecated || (desc.kind === "message" && (desc.file.deprecated || isInDeprecated(desc.parent))),
  };
}

function isInDeprecated(desc: DescMessage | undefined): boolean {
  return desc !== undefined && (desc.deprecated || isInDeprecated(desc.parent));
}

/** An extension, which is encoded as the only field of a message. */
export interface ExtensionModel {
  readonly docs: Docs;
  readonly typeName: string;
  readonly name: string;
  readonly extendee: { readonly typeName: string; readonly name: string; readonly file: string };
  readonly number: number;
  /** Whether the extendee has `message_set_wire_format`. */
  readonly inMessageSet: boolean;
  readonly holder: MessageModel;
  readonly field: FieldModel;
}

/** A field of google.protobuf.MessageOptions. */
const MESSAGE_SET_WIRE_FORMAT = 1;

export function extensionModel(desc: DescExtension, options: ModelOptions): ExtensionModel {
  const name = namesOf(desc.file).of(desc);
  const { extendee } = desc;
  const inMessageSet = extendee.proto.options.bool(MESSAGE_SET_WIRE_FORMAT);
  // An item of a message set has the message as field 3, and the number of the extension beside it.
  const number = inMessageSet ? 3 : desc.number;
  const field = commonModel(desc, number, "value", "value", "value", undefined, options);
  return {
    docs: docsOf(desc),
    typeName: desc.typeName,
    name,
    extendee: {
      typeName: extendee.typeName,
      name: namesOf(extendee.file).of(extendee),
      file: extendee.file.proto.name,
    },
    number: desc.number,
    inMessageSet,
    field,
    holder: {
      docs: docsOf(desc),
      typeName: desc.typeName,
      name,
      initName: name,
      demanding: false,
      members: [field],
      fields: [field],
      deep: field.value.kind === "message" && field.value.deep,
      required: field.value.kind === "message" && field.value.required,
      hasTable: options.json || (field.value.kind === "message" && field.value.required),
      reservedNames: [],
      mapped: false,
    },
  };
}
