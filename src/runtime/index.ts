export type {
  Descriptor,
  EnumDescriptor,
  EnumValueDescriptor,
  ExtensionDescriptor,
  FieldDescriptor,
  MessageDescriptor,
  MethodDescriptor,
  OneofDescriptor,
  ServiceDescriptor,
} from "./descriptor/descriptor.js";
export { type Descriptors, descriptorsOf, type TypeKey } from "./descriptor/descriptors.js";
export { fileDescriptorSet } from "./descriptor/file-descriptor-set.js";
export { fileProto } from "./descriptor/file-proto.js";
export { type Described, getOption, hasOption } from "./descriptor/option.js";
export { createDynamicRegistry } from "./dynamic/dynamic-registry.js";
export { clone } from "./message/clone.js";
export type { FileDescriptor } from "./message/descriptor/file-descriptor.js";
export type { EnumType } from "./message/enum-type.js";
export { equals } from "./message/equals.js";
export type { Extension } from "./message/extension.js";
export { clearExtension, getExtension, hasExtension, setExtension } from "./message/extension.js";
export { applyFieldMask } from "./message/field-mask/apply-field-mask.js";
export { diffFieldMask } from "./message/field-mask/diff-field-mask.js";
export { checkFieldMask, fieldMask } from "./message/field-mask/field-mask.js";
export { FieldMaskError } from "./message/field-mask/field-mask-error.js";
export type { FieldPath } from "./message/field-mask/field-path.js";
export { intersectFieldMasks, normalizeFieldMask, uniteFieldMasks } from "./message/field-mask/mask-algebra.js";
export { type MergeFieldMaskOptions, mergeFieldMask } from "./message/field-mask/merge-field-mask.js";
export type { FieldMaskInit, FieldMaskPaths } from "./message/field-mask/path-tree.js";
export { type FromJsonOptions, fromJson, fromJsonString } from "./message/json/from-json.js";
export { JsonError } from "./message/json/json-error.js";
export { type ToJsonOptions, type ToJsonStringOptions, toJson, toJsonString } from "./message/json/to-json.js";
export type { JsonObject, JsonValue } from "./message/json-value.js";
export { merge } from "./message/merge.js";
export type { AnyMessageType, DecodeOptions, Defaults, EncodeOptions, MessageType } from "./message/message-type.js";
export type { Registry } from "./message/registry.js";
export { createRegistry } from "./message/registry.js";
export type { StandardIssue, StandardResult, StandardSchema } from "./message/standard/types.js";
export { type FromTextOptions, fromText } from "./message/text/from-text.js";
export { TextError } from "./message/text/text-error.js";
export { type ToTextOptions, toText } from "./message/text/to-text.js";
export { DecodeError, EncodeError } from "./wire/errors.js";
