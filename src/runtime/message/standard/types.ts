/**
 * What libraries for forms, routers and RPC ask of a validator. Source: Standard Schema, version 1 (standardschema.dev), whose types
 * are meant to be copied.
 */
export interface StandardSchema<Input, Output> {
  readonly version: 1;
  readonly vendor: "farcall";
  /** Takes an init, or else ProtoJSON as `fromJson` does, and gives a complete message, or all that is wrong. */
  readonly validate: (value: unknown) => StandardResult<Output>;
  /** For the compiler alone: never there. */
  readonly types?: { readonly input: Input; readonly output: Output } | undefined;
}

/** What validating has given. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** One thing that is wrong. */
export interface StandardIssue {
  /** What is wrong, without the place. */
  readonly message: string;
  /** Where: names of properties, indexes of lists and keys of maps. Empty for the value as a whole. */
  readonly path: readonly (string | number)[];
}
