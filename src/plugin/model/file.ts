import { type DescFile, type DescMessage, nestedTypes } from "../schema/descriptor.js";
import { piecesOf } from "./descriptor-pieces.js";
import { namesOf } from "./names.js";

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
 * The descriptor of a file; undefined for one that declares nothing. `atRunTime` is the serialized file without the options that are for
 * generators only.
 */
export function fileModel(desc: DescFile, atRunTime: Buffer, withServices: boolean): FileModel | undefined {
  const names = namesOf(desc);
  const declared = nestedTypes(desc);
  if (declared.length === 0) return undefined;
  return {
    name: names.file,
    path: desc.proto.name,
    pieces: piecesOf(atRunTime),
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
