import type { DescElement, DescExtension, DescField } from "../schema/descriptor.js";

/** What an element was generated from, as its .proto file says it: `field: repeated string tags = 3`. */
export function declarationOf(desc: DescElement): string {
  switch (desc.kind) {
    case "field":
      return `field: ${fieldDeclaration(desc)}`;
    case "extension":
      return `extension: ${fieldDeclaration(desc)} of ${desc.extendee.typeName}`;
    case "enum_value":
      return `enum value: ${desc.name} = ${desc.number}`;
    case "oneof":
      return `oneof ${desc.parent.typeName}.${desc.name}`;
    case "rpc":
      return `rpc ${desc.parent.typeName}.${desc.name}`;
    default:
      return `${desc.kind} ${desc.typeName}`;
  }
}

function fieldDeclaration(desc: DescField | DescExtension): string {
  return `${label(desc)}${typeName(desc)} ${desc.name} = ${desc.number}`;
}

function label(desc: DescField | DescExtension): string {
  if (desc.fieldKind === "list") return "repeated ";
  if (desc.proto.proto3Optional) return "optional ";
  return "";
}

function typeName(desc: DescField | DescExtension): string {
  if (desc.fieldKind === "map") return `map<${desc.mapKey}, ${elementName(desc)}>`;
  return elementName(desc);
}

function elementName(desc: DescField | DescExtension): string {
  return desc.message?.typeName ?? desc.enum?.typeName ?? desc.scalar!;
}
