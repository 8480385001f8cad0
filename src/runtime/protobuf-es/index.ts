/**
 * For libraries that are written for @bufbuild/protobuf, such as protovalidate: the schemas of generated files as a registry of
 * theirs, and messages in their form. Needs the package `@bufbuild/protobuf`, version 2.
 */
export { fromProtobufEs, toProtobufEs } from "./messages.js";
export { toProtobufEsRegistry, toProtobufEsSchema } from "./registry.js";
