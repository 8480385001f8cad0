import type { DescFile } from "../schema/descriptor.js";
import { EDITION_NAMES } from "../schema/features.js";
import { commentsAbove } from "./comments.js";

// Field numbers of descriptor.proto: where the statements stand that comments are of.
const SYNTAX = 12;
const PACKAGE = 2;

/** What the head of a generated file says of its source. */
export interface Origin {
  /** The path of the .proto file. */
  readonly path: string;
  readonly package: string;
  /** `syntax proto3` or `edition 2023`. */
  readonly syntax: string;
  /** The features that the file sets for all that is in it: `field_presence = IMPLICIT`. */
  readonly features: readonly string[];
  /** The comments that stand above its syntax and its package, in the order of the source. */
  readonly syntaxComments: readonly string[];
  readonly packageComments: readonly string[];
}

/** Where a generated file comes from. */
export function originOf(file: DescFile): Origin {
  return {
    path: `${file.name}.proto`,
    package: file.proto.package,
    syntax: syntaxOf(file),
    features: featuresOf(file),
    syntaxComments: commentsAbove(file, SYNTAX),
    packageComments: commentsAbove(file, PACKAGE),
  };
}

/** `syntax proto3`, or `edition 2023`. */
export function syntaxOf({ proto }: DescFile): string {
  if (proto.syntax !== "editions") return `syntax ${proto.syntax === "" ? "proto2" : proto.syntax}`;
  return `edition ${EDITION_NAMES.get(proto.edition)?.toLowerCase()}`;
}

const FEATURES = 50;

/** The fields of google.protobuf.FeatureSet, and the names of their values. */
const FEATURE_VALUES: readonly (readonly [feature: string, values: readonly (string | undefined)[]])[] = [
  ["field_presence", ["FIELD_PRESENCE_UNKNOWN", "EXPLICIT", "IMPLICIT", "LEGACY_REQUIRED"]],
  ["enum_type", ["ENUM_TYPE_UNKNOWN", "OPEN", "CLOSED"]],
  ["repeated_field_encoding", ["REPEATED_FIELD_ENCODING_UNKNOWN", "PACKED", "EXPANDED"]],
  ["utf8_validation", ["UTF8_VALIDATION_UNKNOWN", undefined, "VERIFY", "NONE"]],
  ["message_encoding", ["MESSAGE_ENCODING_UNKNOWN", "LENGTH_PREFIXED", "DELIMITED"]],
  ["json_format", ["JSON_FORMAT_UNKNOWN", "ALLOW", "LEGACY_BEST_EFFORT"]],
  ["enforce_naming_style", ["ENFORCE_NAMING_STYLE_UNKNOWN", "STYLE2024", "STYLE_LEGACY", "STYLE2026"]],
  [
    "default_symbol_visibility",
    ["DEFAULT_SYMBOL_VISIBILITY_UNKNOWN", "EXPORT_ALL", "EXPORT_TOP_LEVEL", "LOCAL_ALL", "STRICT"],
  ],
];

function featuresOf({ proto }: DescFile): string[] {
  const features = proto.options.message(FEATURES);
  return FEATURE_VALUES.flatMap(([feature, values], i) => {
    const value = values[features.number(i + 1) ?? -1];
    return value === undefined ? [] : [`${feature} = ${value}`];
  });
}
