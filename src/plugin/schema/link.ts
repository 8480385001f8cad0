import { PluginError } from "../plugin-error.js";
import type {
  DescEnum,
  DescExtension,
  DescField,
  DescFile,
  DescMessage,
  DescMethod,
  DescOneof,
  DescService,
  FieldType,
} from "./descriptor.js";
import { EXPLICIT, IMPLICIT, LEGACY_REQUIRED, type Presence, SCALARS, type ScalarType } from "./descriptor.js";
import { type Features, featuresOfFile, withFeatures } from "./features.js";
import type { EnumProto, FieldProto, FileProto, MessageProto, MethodProto, ServiceProto } from "./proto.js";

// Numbers of descriptor.proto.
const LABEL_REQUIRED = 2;
const LABEL_REPEATED = 3;
const TYPE_GROUP = 10;
const TYPE_MESSAGE = 11;
const TYPE_ENUM = 14;
const DEPRECATED = { file: 23, message: 3, field: 3, enum: 3, enumValue: 1, service: 33, method: 33 };
const FEATURES = { message: 12, field: 21, enum: 7 };
const MAP_ENTRY = 7;
const PACKED = 2;

/** Types as they are built: the interfaces are what others may do with them. */
type Building<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/**
 * Links files to each other, one after the other: what a file refers to has to stand in it or in one before it. Throws
 * {@link PluginError} where it does not.
 */
export class Linker {
  readonly #files = new Map<string, DescFile>();
  readonly #types = new Map<string, DescMessage | DescEnum>();
  readonly #features = new Map<DescMessage, Features>();

  add(proto: FileProto): DescFile {
    const missing = proto.dependency.find((path) => !this.#files.has(path));
    if (missing !== undefined) throw wrong(`Cannot find ${missing}, imported by ${proto.name}`);
    const features = featuresOfFile(proto);
    const file: Building<DescFile> = {
      kind: "file",
      proto,
      name: proto.name.replace(/\.proto$/, ""),
      deprecated: proto.options.bool(DEPRECATED.file),
      messages: [],
      enums: [],
      services: [],
      extensions: [],
    };
    const entries = new Map<string, DescMessage>();
    const all: Building<DescMessage>[] = [];
    for (const type of proto.enumType) file.enums.push(this.#enum(type, file, undefined, features));
    for (const type of proto.messageType) {
      const message = this.#message(type, file, undefined, features, entries, all);
      if (message !== undefined) file.messages.push(message);
    }
    for (const service of proto.service) file.services.push(this.#service(service, file));
    for (const field of proto.extension) file.extensions.push(this.#extension(field, file, undefined, features));
    // The entries of maps come first, because a map is what its entry says.
    for (const message of all) if (entries.get(message.typeName) === message) this.#addFields(message, entries);
    for (const message of all) if (entries.get(message.typeName) !== message) this.#addFields(message, entries);
    for (const message of all) {
      for (const field of message.proto.extension) {
        message.nestedExtensions.push(this.#extension(field, file, message, this.#features.get(message)!));
      }
    }
    this.#files.set(proto.name, file);
    return file;
  }

  #enum(proto: EnumProto, file: DescFile, parent: DescMessage | undefined, outer: Features): DescEnum {
    const desc: Building<DescEnum> = {
      kind: "enum",
      proto,
      file,
      parent,
      name: proto.name,
      typeName: qualified(proto.name, file, parent),
      deprecated: proto.options.bool(DEPRECATED.enum),
      values: [],
      open: withFeatures(outer, proto.options, FEATURES.enum).openEnum,
    };
    for (const value of proto.value) {
      desc.values.push({
        kind: "enum_value",
        proto: value,
        parent: desc,
        name: value.name,
        number: value.number,
        deprecated: value.options.bool(DEPRECATED.enumValue),
      });
    }
    this.#types.set(desc.typeName, desc);
    return desc;
  }

  /** A message without its fields; undefined for the entry of a map. */
  #message(
    proto: MessageProto,
    file: DescFile,
    parent: DescMessage | undefined,
    outer: Features,
    entries: Map<string, DescMessage>,
    all: Building<DescMessage>[],
  ): DescMessage | undefined {
    const desc: Building<DescMessage> = {
      kind: "message",
      proto,
      file,
      parent,
      name: proto.name,
      typeName: qualified(proto.name, file, parent),
      deprecated: proto.options.bool(DEPRECATED.message),
      fields: [],
      oneofs: [],
      members: [],
      nestedMessages: [],
      nestedEnums: [],
      nestedExtensions: [],
    };
    const features = withFeatures(outer, proto.options, FEATURES.message);
    this.#features.set(desc, features);
    all.push(desc);
    const isEntry = proto.options.bool(MAP_ENTRY);
    if (isEntry) entries.set(desc.typeName, desc);
    else this.#types.set(desc.typeName, desc);
    for (const type of proto.enumType) desc.nestedEnums.push(this.#enum(type, file, desc, features));
    for (const type of proto.nestedType) {
      const nested = this.#message(type, file, desc, features, entries, all);
      if (nested !== undefined) desc.nestedMessages.push(nested);
    }
    return isEntry ? undefined : desc;
  }

  #addFields(message: Building<DescMessage>, entries: ReadonlyMap<string, DescMessage>): void {
    const { proto } = message;
    const features = this.#features.get(message)!;
    const oneofs = proto.oneofDecl.map(
      (oneof): Building<DescOneof> => ({
        kind: "oneof",
        proto: oneof,
        parent: message,
        name: oneof.name,
        fields: [],
        deprecated: false,
      }),
    );
    for (const field of proto.field) {
      // proto3's `optional` is a oneof of one field in descriptors, and none in the source.
      const index = field.proto3Optional ? undefined : field.oneofIndex;
      const oneof = index === undefined ? undefined : oneofs[index];
      if (index !== undefined && oneof === undefined) {
        throw wrong(`invalid FieldDescriptorProto: oneof #${index} for field #${field.number} not found`);
      }
      const desc: DescField = {
        kind: "field",
        proto: field,
        parent: message,
        name: field.name,
        number: field.number,
        jsonName: field.jsonName,
        oneof,
        deprecated: field.options.bool(DEPRECATED.field),
        ...this.#typeOf(field, features, oneof !== undefined, entries),
      };
      message.fields.push(desc);
      if (oneof === undefined) message.members.push(desc);
      else if (oneof.fields.push(desc) === 1) message.members.push(oneof);
    }
    message.oneofs.push(...oneofs.filter((oneof) => oneof.fields.length > 0));
  }

  #extension(proto: FieldProto, file: DescFile, parent: DescMessage | undefined, features: Features): DescExtension {
    const typeName = qualified(proto.name, file, parent);
    const extendee = this.#types.get(withoutDot(proto.extendee));
    if (extendee?.kind !== "message") {
      throw wrong(`invalid FieldDescriptorProto: extendee ${proto.extendee} not found`);
    }
    return {
      kind: "extension",
      proto,
      file,
      parent,
      name: proto.name,
      typeName,
      number: proto.number,
      jsonName: `[${typeName}]`,
      extendee,
      oneof: undefined,
      deprecated: proto.options.bool(DEPRECATED.field),
      ...this.#typeOf(proto, features, true, undefined),
    };
  }

  /** `entries` is undefined for an extension, which can be no map. */
  #typeOf(
    proto: FieldProto,
    outer: Features,
    tracksPresence: boolean,
    entries: ReadonlyMap<string, DescMessage> | undefined,
  ): FieldType {
    const { label, type, typeName } = proto;
    const features = withFeatures(outer, proto.options, FEATURES.field);
    const isMessage = type === TYPE_MESSAGE || type === TYPE_GROUP;
    const repeated = label === LABEL_REPEATED;
    const entry = repeated && type === TYPE_MESSAGE ? entries?.get(withoutDot(typeName)) : undefined;
    const presence = presenceOf(proto, features, tracksPresence, isMessage);
    const utf8Validation = features.verifyUtf8;
    if (entry !== undefined) {
      const [key, value] = [1, 2].map((number) => entry.fields.find((field) => field.number === number));
      if (
        key?.fieldKind !== "scalar" ||
        value === undefined ||
        value.fieldKind === "list" ||
        value.fieldKind === "map"
      ) {
        throw wrong(`${entry.file.proto.name}: ${entry.typeName} is no entry of a map`);
      }
      return {
        fieldKind: "map",
        scalar: value.scalar,
        enum: value.enum,
        message: value.message,
        mapKey: key.scalar,
        presence,
        packed: false,
        delimitedEncoding: false,
        utf8Validation,
      };
    }
    const scalar = (SCALARS as { readonly [type: number]: ScalarType | undefined })[type];
    const found = scalar === undefined ? this.#types.get(withoutDot(typeName)) : undefined;
    const message = isMessage && found?.kind === "message" ? found : undefined;
    const enumeration = type === TYPE_ENUM && found?.kind === "enum" ? found : undefined;
    if (scalar === undefined && message === undefined && enumeration === undefined) {
      throw wrong(`invalid FieldDescriptorProto: type_name ${typeName} not found`);
    }
    return {
      fieldKind: repeated ? "list" : message !== undefined ? "message" : enumeration !== undefined ? "enum" : "scalar",
      scalar,
      enum: enumeration,
      message,
      mapKey: undefined,
      presence,
      packed: repeated && !isMessage && scalar !== "string" && scalar !== "bytes" && isPacked(proto, features),
      delimitedEncoding: type === TYPE_GROUP || (isMessage && features.delimited),
      utf8Validation,
    };
  }

  #service(proto: ServiceProto, file: DescFile): DescService {
    const desc: Building<DescService> = {
      kind: "service",
      proto,
      file,
      name: proto.name,
      typeName: qualified(proto.name, file, undefined),
      deprecated: proto.options.bool(DEPRECATED.service),
      methods: [],
    };
    for (const method of proto.method) desc.methods.push(this.#method(method, desc));
    return desc;
  }

  #method(proto: MethodProto, parent: DescService): DescMethod {
    const input = this.#types.get(withoutDot(proto.inputType));
    const output = this.#types.get(withoutDot(proto.outputType));
    if (input?.kind !== "message")
      throw wrong(`invalid MethodDescriptorProto: input_type ${proto.inputType} not found`);
    if (output?.kind !== "message")
      throw wrong(`invalid MethodDescriptorProto: output_type ${proto.outputType} not found`);
    const { clientStreaming, serverStreaming } = proto;
    const streams = clientStreaming ? (serverStreaming ? "bidi_streaming" : "client_streaming") : "server_streaming";
    return {
      kind: "rpc",
      proto,
      parent,
      name: proto.name,
      methodKind: clientStreaming || serverStreaming ? streams : "unary",
      input,
      output,
      deprecated: proto.options.bool(DEPRECATED.method),
    };
  }
}

function presenceOf(proto: FieldProto, features: Features, tracks: boolean, isMessage: boolean): Presence {
  if (proto.label === LABEL_REQUIRED) return LEGACY_REQUIRED;
  if (proto.label === LABEL_REPEATED) return IMPLICIT;
  if (tracks || proto.proto3Optional) return EXPLICIT;
  return features.presence === IMPLICIT && isMessage ? EXPLICIT : features.presence;
}

function isPacked(proto: FieldProto, features: Features): boolean {
  const chosen = proto.options.number(PACKED);
  return chosen === undefined ? features.packed : chosen !== 0;
}

function qualified(name: string, file: DescFile, parent: DescMessage | undefined): string {
  const scope = parent === undefined ? file.proto.package : parent.typeName;
  return scope === "" ? name : `${scope}.${name}`;
}

function withoutDot(typeName: string): string {
  return typeName.startsWith(".") ? typeName.slice(1) : typeName;
}

/** A schema that no compiler would have let through. */
function wrong(what: string): PluginError {
  return new PluginError(`${what}; compile the schema with buf or protoc`);
}
