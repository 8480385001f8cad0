import type { Options } from "./options.js";
import type {
  EnumProto,
  EnumValueProto,
  FieldProto,
  FileProto,
  MessageProto,
  MethodProto,
  OneofProto,
  ServiceProto,
} from "./proto.js";

// The elements of files, linked to each other. Names and meanings are those of the descriptors of @bufbuild/protobuf.

export interface DescFile {
  readonly kind: "file";
  readonly proto: FileProto;
  /** The path without `.proto`. */
  readonly name: string;
  readonly deprecated: boolean;
  readonly messages: readonly DescMessage[];
  readonly enums: readonly DescEnum[];
  readonly services: readonly DescService[];
  readonly extensions: readonly DescExtension[];
}

interface Type<Kind extends string, Proto> {
  readonly kind: Kind;
  readonly proto: Proto;
  readonly file: DescFile;
  readonly name: string;
  /** The name with all that stands around it: `acme.shop.v1.Order`. */
  readonly typeName: string;
  readonly deprecated: boolean;
}

export interface DescMessage extends Type<"message", MessageProto> {
  readonly parent: DescMessage | undefined;
  readonly fields: readonly DescField[];
  /** Those that have members, and are no wrapper of a field that is `optional` in proto3. */
  readonly oneofs: readonly DescOneof[];
  /** Fields that are in no oneof, and oneofs, where their first field stands. */
  readonly members: readonly (DescField | DescOneof)[];
  /** But for the entries of maps. */
  readonly nestedMessages: readonly DescMessage[];
  readonly nestedEnums: readonly DescEnum[];
  readonly nestedExtensions: readonly DescExtension[];
}

export interface DescEnum extends Type<"enum", EnumProto> {
  readonly parent: DescMessage | undefined;
  readonly values: readonly DescEnumValue[];
  readonly open: boolean;
}

export interface DescEnumValue {
  readonly kind: "enum_value";
  readonly proto: EnumValueProto;
  readonly parent: DescEnum;
  readonly name: string;
  readonly number: number;
  readonly deprecated: boolean;
}

export interface DescService extends Type<"service", ServiceProto> {
  readonly methods: readonly DescMethod[];
}

export interface DescMethod {
  readonly kind: "rpc";
  readonly proto: MethodProto;
  readonly parent: DescService;
  readonly name: string;
  readonly methodKind: "unary" | "server_streaming" | "client_streaming" | "bidi_streaming";
  readonly input: DescMessage;
  readonly output: DescMessage;
  readonly deprecated: boolean;
}

export interface DescOneof {
  readonly kind: "oneof";
  readonly proto: OneofProto;
  readonly parent: DescMessage;
  readonly name: string;
  readonly fields: readonly DescField[];
  readonly deprecated: false;
}

/** What a field or an extension holds. For a map, it is what the values are. */
export interface FieldType {
  readonly fieldKind: "scalar" | "enum" | "message" | "list" | "map";
  readonly scalar: ScalarType | undefined;
  readonly enum: DescEnum | undefined;
  readonly message: DescMessage | undefined;
  /** The key of a map. */
  readonly mapKey: ScalarType | undefined;
  readonly presence: Presence;
  readonly packed: boolean;
  /** Whether a message is sent as a group. */
  readonly delimitedEncoding: boolean;
  /** Whether strings have to be UTF-8. */
  readonly utf8Validation: boolean;
}

export interface DescField extends FieldType {
  readonly kind: "field";
  readonly proto: FieldProto;
  readonly parent: DescMessage;
  readonly name: string;
  readonly number: number;
  readonly jsonName: string;
  readonly oneof: DescOneof | undefined;
  readonly deprecated: boolean;
}

export interface DescExtension extends FieldType, Type<"extension", FieldProto> {
  readonly parent: DescMessage | undefined;
  readonly number: number;
  readonly jsonName: string;
  readonly extendee: DescMessage;
  readonly oneof: undefined;
}

/** What a file declares by a name of its own. */
export type Declared = DescMessage | DescEnum | DescExtension | DescService;

/** Everything that comments can be of. */
export type DescElement = Declared | DescEnumValue | DescField | DescOneof | DescMethod;

/** Everything that a file declares: each message with what is nested in it, then enums, services and extensions. */
export function nestedTypes(file: DescFile): readonly Declared[] {
  let types = declared.get(file);
  if (types === undefined) {
    types = [];
    for (const message of file.messages) addMessage(message, types);
    types.push(...file.enums, ...file.services, ...file.extensions);
    declared.set(file, types);
  }
  return types;
}

const declared = new WeakMap<DescFile, Declared[]>();

function addMessage(message: DescMessage, types: Declared[]): void {
  types.push(message);
  for (const nested of message.nestedMessages) addMessage(nested, types);
  types.push(...message.nestedEnums, ...message.nestedExtensions);
}

/** An element as errors name it: `field acme.Order.id`. */
export function describe(desc: DescField | DescExtension): string {
  return desc.kind === "extension" ? `extension ${desc.typeName}` : `field ${desc.parent.typeName}.${desc.name}`;
}

/** The options of an element. */
export function optionsOf(desc: DescElement): Options {
  return desc.proto.options;
}

/** google.protobuf.FieldDescriptorProto.Type, without messages and enums. */
export const SCALARS = {
  1: "double",
  2: "float",
  3: "int64",
  4: "uint64",
  5: "int32",
  6: "fixed64",
  7: "fixed32",
  8: "bool",
  9: "string",
  12: "bytes",
  13: "uint32",
  15: "sfixed32",
  16: "sfixed64",
  17: "sint32",
  18: "sint64",
} as const;

/** A scalar type by its name in .proto files. */
export type ScalarType = (typeof SCALARS)[keyof typeof SCALARS];

/** google.protobuf.FeatureSet.FieldPresence. */
export type Presence = typeof EXPLICIT | typeof IMPLICIT | typeof LEGACY_REQUIRED;
export const EXPLICIT = 1;
export const IMPLICIT = 2;
export const LEGACY_REQUIRED = 3;
