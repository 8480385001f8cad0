import type {
  DescriptorProto,
  EnumDescriptorProto,
  FieldDescriptorProto,
  FileDescriptorProto,
  ServiceDescriptorProto,
} from "../wkt/gen/google/protobuf/descriptor_pb.js";
import { type Features, fileFeatures, withFeatures } from "./features.js";

/** A message, and its own features. */
export interface DeclaredMessage {
  readonly kind: "message";
  readonly proto: DescriptorProto;
  readonly features: Features;
}

/** What a file declares, with the features of what it stands in. */
export type Declared =
  | DeclaredMessage
  | { readonly kind: "enum"; readonly proto: EnumDescriptorProto; readonly features: Features }
  | { readonly kind: "extension"; readonly proto: FieldDescriptorProto; readonly features: Features }
  | { readonly kind: "service"; readonly proto: ServiceDescriptorProto };

/** What a file declares, by full names, in the order in which generated code has it. */
export function declaredIn(file: FileDescriptorProto): Map<string, Declared> {
  const found = new Map<string, Declared>();
  const features = fileFeatures(file);
  const scope = file.package ?? "";
  addAll(found, scope, features, file.messageType, file.enumType, []);
  for (const proto of file.service) found.set(join(scope, proto.name), { kind: "service", proto });
  addAll(found, scope, features, [], [], file.extension);
  return found;
}

function addAll(
  found: Map<string, Declared>,
  scope: string,
  features: Features,
  messages: readonly DescriptorProto[],
  enums: readonly EnumDescriptorProto[],
  extensions: readonly FieldDescriptorProto[],
): void {
  for (const proto of messages) {
    const own = withFeatures(features, proto.options?.features);
    const typeName = join(scope, proto.name);
    found.set(typeName, { kind: "message", proto, features: own });
    addAll(found, typeName, own, proto.nestedType, proto.enumType, proto.extension);
  }
  for (const proto of enums) found.set(join(scope, proto.name), { kind: "enum", proto, features });
  for (const proto of extensions) found.set(join(scope, proto.name), { kind: "extension", proto, features });
}

function join(scope: string, name = ""): string {
  return scope === "" ? name : `${scope}.${name}`;
}
