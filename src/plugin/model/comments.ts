import type { DescElement, DescFile, DescMessage } from "../schema/descriptor.js";
import { type LocatedComments, readComments, step } from "../schema/source-info.js";

/** The comments of an element, in the order of the source: detached ones, the leading and the trailing one. */
export type Comments = readonly string[];

/** The comments of the file that is generated, by the path of their element in the descriptor. They are read once a file. */
let current: { readonly file: DescFile; readonly index: ReadonlyMap<string, LocatedComments> } | undefined;

function indexOf(file: DescFile): ReadonlyMap<string, LocatedComments> {
  if (current?.file !== file) {
    const { sourceCodeInfo } = file.proto;
    current = { file, index: sourceCodeInfo === undefined ? new Map() : readComments(sourceCodeInfo) };
  }
  return current.index;
}

/** The comments of an element of a .proto file. */
export function commentsOf(desc: DescElement): Comments {
  const index = indexOf("file" in desc ? desc.file : desc.parent.file);
  const found = index.size === 0 ? undefined : index.get(pathOf(desc));
  if (found === undefined) return [];
  const { detached, leading = "", trailing = "" } = found;
  return [...detached, leading, trailing].filter((text) => text.trim() !== "");
}

/** The comments above a statement of a file, by the number of its field in FileDescriptorProto. */
export function commentsAbove(file: DescFile, statement: number): string[] {
  const found = indexOf(file).get(step(statement));
  if (found === undefined) return [];
  return found.leading === undefined ? [...found.detached] : [...found.detached, found.leading];
}

// Field numbers of descriptor.proto.
const FILE = { message: 4, enum: 5, service: 6, extension: 7 } as const;
const MESSAGE = { field: 2, message: 3, enum: 4, extension: 6, oneof: 8 } as const;
const ENUM_VALUE = 2;
const METHOD = 2;

const paths = new WeakMap<DescMessage, string>();

function pathOf(desc: DescElement): string {
  switch (desc.kind) {
    case "message": {
      let path = paths.get(desc);
      if (path === undefined) {
        const { parent, file, proto } = desc;
        path =
          parent === undefined
            ? step(FILE.message) + step(file.proto.messageType.indexOf(proto))
            : pathOf(parent) + step(MESSAGE.message) + step(parent.proto.nestedType.indexOf(proto));
        paths.set(desc, path);
      }
      return path;
    }
    case "enum":
      return desc.parent === undefined
        ? step(FILE.enum) + step(desc.file.proto.enumType.indexOf(desc.proto))
        : pathOf(desc.parent) + step(MESSAGE.enum) + step(desc.parent.proto.enumType.indexOf(desc.proto));
    case "extension":
      return desc.parent === undefined
        ? step(FILE.extension) + step(desc.file.proto.extension.indexOf(desc.proto))
        : pathOf(desc.parent) + step(MESSAGE.extension) + step(desc.parent.proto.extension.indexOf(desc.proto));
    case "service":
      return step(FILE.service) + step(desc.file.proto.service.indexOf(desc.proto));
    case "rpc":
      return pathOf(desc.parent) + step(METHOD) + step(desc.parent.proto.method.indexOf(desc.proto));
    case "enum_value":
      return pathOf(desc.parent) + step(ENUM_VALUE) + step(desc.parent.proto.value.indexOf(desc.proto));
    case "field":
      return pathOf(desc.parent) + step(MESSAGE.field) + step(desc.parent.proto.field.indexOf(desc.proto));
    case "oneof":
      return pathOf(desc.parent) + step(MESSAGE.oneof) + step(desc.parent.proto.oneofDecl.indexOf(desc.proto));
  }
}
