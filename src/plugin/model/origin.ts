import { type DescFile, isFieldSet } from "@bufbuild/protobuf";
import { Edition, FeatureSetSchema } from "@bufbuild/protobuf/wkt";

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
  return `edition ${Edition[proto.edition]!.replace("EDITION_", "").toLowerCase()}`;
}

/** The comments above the first statement of a kind. */
function commentsAbove({ proto }: DescFile, statement: number): string[] {
  const found = proto.sourceCodeInfo?.location.find(({ path }) => path.length === 1 && path[0] === statement);
  if (found === undefined) return [];
  return [
    ...found.leadingDetachedComments,
    ...(Object.hasOwn(found, "leadingComments") ? [found.leadingComments] : []),
  ];
}

function featuresOf({ proto }: DescFile): string[] {
  const features = proto.options?.features;
  if (features === undefined) return [];
  return FeatureSetSchema.fields.flatMap((field) => {
    if (field.fieldKind !== "enum" || !isFieldSet(features, field)) return [];
    const number: unknown = features[field.localName as keyof typeof features];
    const value = field.enum.values.find((value) => value.number === number);
    return value === undefined ? [] : [`${field.name} = ${value.name}`];
  });
}
