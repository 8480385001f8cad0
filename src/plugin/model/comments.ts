import type {
  DescEnum,
  DescEnumValue,
  DescExtension,
  DescField,
  DescFile,
  DescMessage,
  DescMethod,
  DescOneof,
  DescService,
} from "@bufbuild/protobuf";

type Commented =
  | DescMessage
  | DescEnum
  | DescEnumValue
  | DescField
  | DescOneof
  | DescExtension
  | DescService
  | DescMethod;

/** The comments of an element, in the order of the source: detached ones, the leading and the trailing one. */
export type Comments = readonly string[];

const indexes = new WeakMap<DescFile, Map<string, Comments>>();

/**
 * The comments of an element of a .proto file. They are looked up by its path in the descriptor
 * (`SourceCodeInfo.Location.path` of descriptor.proto), from an index that is made once a file.
 */
export function commentsOf(desc: Commented): Comments {
  const file = fileOf(desc);
  let index = indexes.get(file);
  if (index === undefined) {
    index = new Map();
    for (const { path, leadingDetachedComments, leadingComments, trailingComments } of file.proto.sourceCodeInfo
      ?.location ?? []) {
      const comments = [...leadingDetachedComments, leadingComments, trailingComments].filter(
        (text) => text.trim() !== "",
      );
      if (comments.length > 0) index.set(path.join(), comments);
    }
    indexes.set(file, index);
  }
  return index.size === 0 ? [] : (index.get(pathOf(desc).join()) ?? []);
}

function fileOf(desc: Commented): DescFile {
  return "file" in desc ? desc.file : desc.parent.file;
}

// Field numbers of descriptor.proto.
const FILE = { message: 4, enum: 5, service: 6, extension: 7 } as const;
const MESSAGE = { field: 2, message: 3, enum: 4, extension: 6, oneof: 8 } as const;
const ENUM_VALUE = 2;
const METHOD = 2;

function pathOf(desc: Commented): readonly number[] {
  switch (desc.kind) {
    case "message":
      return nested(
        desc.parent,
        desc,
        "message",
        (p) => p.nestedType,
        (f) => f.messageType,
      );
    case "enum":
      return nested(
        desc.parent,
        desc,
        "enum",
        (p) => p.enumType,
        (f) => f.enumType,
      );
    case "extension":
      return nested(
        desc.parent,
        desc,
        "extension",
        (p) => p.extension,
        (f) => f.extension,
      );
    case "service":
      return [FILE.service, desc.file.proto.service.indexOf(desc.proto)];
    case "rpc":
      return [...pathOf(desc.parent), METHOD, desc.parent.proto.method.indexOf(desc.proto)];
    case "enum_value":
      return [...pathOf(desc.parent), ENUM_VALUE, desc.parent.proto.value.indexOf(desc.proto)];
    case "field":
      return [...pathOf(desc.parent), MESSAGE.field, desc.parent.proto.field.indexOf(desc.proto)];
    case "oneof":
      return [...pathOf(desc.parent), MESSAGE.oneof, desc.parent.proto.oneofDecl.indexOf(desc.proto)];
  }
}

function nested<D extends DescMessage | DescEnum | DescExtension>(
  parent: DescMessage | undefined,
  desc: D,
  kind: "message" | "enum" | "extension",
  inMessage: (parent: DescMessage["proto"]) => readonly D["proto"][],
  inFile: (file: DescFile["proto"]) => readonly D["proto"][],
): readonly number[] {
  if (parent === undefined) return [FILE[kind], inFile(desc.file.proto).indexOf(desc.proto)];
  return [...pathOf(parent), MESSAGE[kind], inMessage(parent.proto).indexOf(desc.proto)];
}
