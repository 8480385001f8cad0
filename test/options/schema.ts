import { create, createFileRegistry, type DescMessage, type FileRegistry } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { image, withImports } from "../golden/image.js";

/** Fields of every kind, a service, and a folder below. */
const schema = ["every-kind/kinds.proto", "every-kind/part.proto", "every-kind/prices/price.proto"] as const;

const all = withImports(schema, image.file);

/** All that is generated: the schema, the well-known types that it uses, which `bootstrap_wkt` asks for, and a file without content. */
export const toGenerate: readonly string[] = [...all.map(({ name }) => name), "empty.proto"];

/** The schema as @bufbuild/protobuf understands it. */
export const registry: FileRegistry = createFileRegistry(create(FileDescriptorSetSchema, { file: all }));

/** The messages of the schema. */
export const messages: readonly DescMessage[] = schema.flatMap((file) =>
  [...nestedTypes(registry.getFile(file)!)].filter((type) => type.kind === "message"),
);
