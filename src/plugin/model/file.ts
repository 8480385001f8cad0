import { create, type DescFile, type DescMessage, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Type,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import { camelCase, namesOf } from "./names.js";

/** A file as its descriptor tells of it at run time. */
export interface FileModel {
  /** The name of the constant: `file_acme_shop_v1_order`. */
  readonly name: string;
  /** The path of the .proto file. */
  readonly path: string;
  /**
   * The serialized FileDescriptorProto in pieces, which are it when they are joined: what the file says of itself, then each
   * top-level element. So a change of one message is a change of one piece.
   */
  readonly pieces: readonly Uint8Array[];
  /** The descriptors of the files whose types this one uses. What is imported for its options alone is not among them. */
  readonly dependencies: readonly FileReference[];
  /** The names of what the file declares at run time: messages, enums, extensions, services. */
  readonly types: readonly string[];
}

/** The descriptor of another file. */
export interface FileReference {
  readonly name: string;
  /** The path of the .proto file. */
  readonly file: string;
}

/**
 * The descriptor of a file; undefined for one that declares nothing. `proto` is the file without the options that are for
 * generators only.
 */
export function fileModel(desc: DescFile, proto: FileDescriptorProto, withServices: boolean): FileModel | undefined {
  const names = namesOf(desc);
  const declared = [...nestedTypes(desc)];
  if (declared.length === 0) return undefined;
  return {
    name: names.file,
    path: desc.proto.name,
    pieces: piecesOf(proto),
    dependencies: [...filesUsed(desc)].map((file) => ({ name: namesOf(file).file, file: file.proto.name })),
    types: declared
      .filter((type) => withServices || type.kind !== "service")
      .map((type) => (type.kind === "enum" ? names.companion(type, "Enum") : names.of(type))),
  };
}

/** The files that declare what this one uses: the types of fields and methods, and the messages that it extends. */
export function filesUsed(desc: DescFile): Set<DescFile> {
  const used = new Set<DescFile>();
  const use = (type: { readonly file: DescFile } | undefined): void => {
    if (type !== undefined && type.file !== desc) used.add(type.file);
  };
  const useFieldsOf = (message: DescMessage): void => {
    for (const field of message.fields) use(field.message ?? field.enum);
  };
  for (const type of nestedTypes(desc)) {
    switch (type.kind) {
      case "message":
        useFieldsOf(type);
        break;
      case "extension":
        use(type.extendee);
        use(type.message ?? type.enum);
        break;
      case "service":
        for (const method of type.methods) {
          use(method.input);
          use(method.output);
        }
        break;
    }
  }
  return used;
}

function piecesOf(proto: FileDescriptorProto): Uint8Array[] {
  const { messageType, enumType, service, extension } = proto;
  const head: FileDescriptorProto = { ...proto, messageType: [], enumType: [], service: [], extension: [] };
  // Comments are for readers of the source.
  delete head.sourceCodeInfo;
  const elements: MessageInitShape<typeof FileDescriptorProtoSchema>[] = [
    ...messageType.map((type) => ({ messageType: [plainMessage(type)] })),
    ...enumType.map((type) => ({ enumType: [type] })),
    ...service.map((type) => ({ service: [type] })),
    ...extension.map((field) => ({ extension: [plainField(field)] })),
  ];
  return [head, ...elements].map((piece) =>
    toBinary(FileDescriptorProtoSchema, create(FileDescriptorProtoSchema, piece)),
  );
}

function plainMessage(message: DescriptorProto): DescriptorProto {
  return {
    ...message,
    field: message.field.map(plainField),
    extension: message.extension.map(plainField),
    nestedType: message.nestedType.map(plainMessage),
  };
}

/**
 * A field without what tells nothing. Compilers give every field its JSON name, also where that follows from the field's name; and
 * they hand over different digits of one float.
 */
function plainField(field: FieldDescriptorProto): FieldDescriptorProto {
  const copy: Partial<FieldDescriptorProto> = { ...field };
  if (field.jsonName === camelCase(field.name)) delete copy.jsonName;
  if (field.type === FieldDescriptorProto_Type.FLOAT && /\d/.test(field.defaultValue)) {
    copy.defaultValue = shortestFloat(field.defaultValue);
  }
  return copy as FieldDescriptorProto;
}

/** The fewest digits that tell a number of 32 bits from all others: 9 always do. */
function shortestFloat(text: string): string {
  const value = Math.fround(Number(text));
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return numberText(rounded);
  }
  return numberText(Number(value.toPrecision(9)));
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
