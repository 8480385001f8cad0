import {
  Edition,
  type FeatureSet,
  FeatureSet_EnumType,
  FeatureSet_FieldPresence,
  FeatureSet_MessageEncoding,
  FeatureSet_RepeatedFieldEncoding,
  FeatureSet_Utf8Validation,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  type FileDescriptorProto,
} from "../wkt/gen/google/protobuf/descriptor_pb.js";

/** The features that decide how a field is read and written. Source: "Feature Settings for Editions" of the documentation. */
export interface Features {
  readonly fieldPresence: FeatureSet_FieldPresence;
  readonly enumType: FeatureSet_EnumType;
  readonly repeatedFieldEncoding: FeatureSet_RepeatedFieldEncoding;
  readonly utf8Validation: FeatureSet_Utf8Validation;
  readonly messageEncoding: FeatureSet_MessageEncoding;
}

const PROTO2: Features = {
  fieldPresence: FeatureSet_FieldPresence.EXPLICIT,
  enumType: FeatureSet_EnumType.CLOSED,
  repeatedFieldEncoding: FeatureSet_RepeatedFieldEncoding.EXPANDED,
  utf8Validation: FeatureSet_Utf8Validation.NONE,
  messageEncoding: FeatureSet_MessageEncoding.LENGTH_PREFIXED,
};

/** Those of edition 2023, which 2024 has not changed. */
const EDITIONS: Features = {
  fieldPresence: FeatureSet_FieldPresence.EXPLICIT,
  enumType: FeatureSet_EnumType.OPEN,
  repeatedFieldEncoding: FeatureSet_RepeatedFieldEncoding.PACKED,
  utf8Validation: FeatureSet_Utf8Validation.VERIFY,
  messageEncoding: FeatureSet_MessageEncoding.LENGTH_PREFIXED,
};

const PROTO3: Features = { ...EDITIONS, fieldPresence: FeatureSet_FieldPresence.IMPLICIT };

/** The features of a file. Throws Error for an edition that is not known. */
export function fileFeatures(file: FileDescriptorProto): Features {
  return withFeatures(editionDefaults(file), file.options?.features);
}

function editionDefaults({ name, syntax, edition }: FileDescriptorProto): Features {
  switch (syntax) {
    case undefined:
    case "":
    case "proto2":
      return PROTO2;
    case "proto3":
      return PROTO3;
    default:
      if (edition === Edition.EDITION_2023 || edition === Edition.EDITION_2024) return EDITIONS;
      throw new Error(`${name}: edition ${edition} is not known: the latest one that is known is 2024`);
  }
}

/** The features of an element, which has those of what it stands in but for those that it sets itself. */
export function withFeatures(outer: Features, own: FeatureSet | undefined): Features {
  if (own === undefined) return outer;
  return {
    fieldPresence: own.fieldPresence ?? outer.fieldPresence,
    enumType: own.enumType ?? outer.enumType,
    repeatedFieldEncoding: own.repeatedFieldEncoding ?? outer.repeatedFieldEncoding,
    utf8Validation: own.utf8Validation ?? outer.utf8Validation,
    messageEncoding: own.messageEncoding ?? outer.messageEncoding,
  };
}

/** The features of a field, those included that older syntax tells in other words. */
export function fieldFeatures(outer: Features, field: FieldDescriptorProto): Features {
  const features = withFeatures(outer, field.options?.features);
  const packed = field.options?.packed;
  return {
    ...features,
    fieldPresence:
      field.label === FieldDescriptorProto_Label.REQUIRED
        ? FeatureSet_FieldPresence.LEGACY_REQUIRED
        : field.proto3Optional
          ? FeatureSet_FieldPresence.EXPLICIT
          : features.fieldPresence,
    repeatedFieldEncoding:
      packed === undefined
        ? features.repeatedFieldEncoding
        : packed
          ? FeatureSet_RepeatedFieldEncoding.PACKED
          : FeatureSet_RepeatedFieldEncoding.EXPANDED,
    messageEncoding:
      field.type === FieldDescriptorProto_Type.GROUP ? FeatureSet_MessageEncoding.DELIMITED : features.messageEncoding,
  };
}
