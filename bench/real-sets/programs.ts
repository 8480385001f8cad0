/** The generators that are compared, as programs that Node runs. */
export const programs = {
  farcall: "dist/plugin/protoc-gen-farcall.js",
  "protoc-gen-es": "node_modules/.bin/protoc-gen-es",
  "ts-proto": "node_modules/.bin/protoc-gen-ts_proto",
  "protobuf-ts": "node_modules/.bin/protoc-gen-ts",
} as const;
