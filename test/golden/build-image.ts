import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { clone, create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  FieldDescriptorProtoSchema,
  type FileDescriptorSet,
  FileDescriptorSetSchema,
  MessageOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { bufConfig } from "./buf-modules.js";

/**
 * The schemas of proto/testdata, and proto/farcall, as a serialized FileDescriptorSet with source info, as the pinned buf builds them. The tests read
 * the committed result, so that they need no compiler.
 *
 *     tsx test/golden/build-image.ts            writes test/golden/image.binpb
 *     tsx test/golden/build-image.ts --check    fails if the committed file is not what the schemas give
 */
export function buildImage(): Uint8Array {
  const built = execFileSync(
    pathOf("../../node_modules/.bin/buf"),
    ["build", ".", "--config", bufConfig, "--as-file-descriptor-set", "--output", "-#format=binpb"],
    { cwd: pathOf("../.."), maxBuffer: 1 << 26 },
  );
  const image = fromBinary(FileDescriptorSetSchema, built);
  restoreMessageSet(image);
  // No golden shows the comments of these, and they would be most of the image.
  for (const file of image.file) if (/^(buf|google\/api)\//.test(file.name)) file.sourceCodeInfo = undefined;
  return toBinary(FileDescriptorSetSchema, image);
}

/**
 * Gives message-set.proto back what buf strips, because Go's runtime lacks it: the option, the numbers above those of fields,
 * and the extension that has such a number. protoc leaves them in place; with-protoc.ts shows that the result is the same.
 */
function restoreMessageSet(image: FileDescriptorSet): void {
  const file = image.file.find(({ name }) => name === "message-set.proto")!;
  const [set, alpha, beta] = file.messageType as [DescriptorProto, DescriptorProto, DescriptorProto];
  set.options = create(MessageOptionsSchema, { messageSetWireFormat: true });
  set.extensionRange[0]!.end = 0x7fffffff;
  beta.extension = [
    {
      ...clone(FieldDescriptorProtoSchema, alpha.extension[0]!),
      number: 0x7ffffffe,
      typeName: ".testdata.message_set.Beta",
    },
  ];
}

function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = pathOf("image.binpb");
  const built = buildImage();
  if (!process.argv.includes("--check")) {
    writeFileSync(path, built);
  } else if (!readFileSync(path).equals(built)) {
    console.error("test/golden/image.binpb is not what proto/testdata gives; run: npx tsx test/golden/build-image.ts");
    process.exitCode = 1;
  }
}
