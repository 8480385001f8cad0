/** The files of google/protobuf that protobuf itself publishes: generated code has them from a package, as other generators do. */
export const WELL_KNOWN_FILES: ReadonlySet<string> = new Set(
  [
    ...[
      "any",
      "api",
      "c_sharp_features",
      "compiler/plugin",
      "cpp_features",
      "cpp_file_options",
      "cpp_options",
      "descriptor",
    ],
    ...["duration", "empty", "field_mask", "go_features", "java_features", "json_enumvalue_options", "json_options"],
    ...["source_context", "struct", "timestamp", "type", "wrappers"],
  ].map((name) => `google/protobuf/${name}.proto`),
);
