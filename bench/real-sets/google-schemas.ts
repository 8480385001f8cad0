import { execFileSync } from "node:child_process";
import { fromBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

/**
 * Parts of google/protobuf that no compiler takes as they stand in Google's packages: protobuf's own tests and internals, which
 * import what the packages lack or are written in an edition to come.
 */
const unusable = [
  "compiler/ruby",
  "internal_options.proto",
  "json",
  "late_loaded_option.proto",
  "late_loaded_option_user.proto",
  "sample_messages_edition.proto",
  "util",
];

/**
 * The schemas below `root`/google, with their comments, and what they import, as buf compiles them. The well-known types among them
 * are those of farcall/wkt, since Google's packages carry newer ones, with fields that it does not know yet.
 */
export function googleSchemas(root: string): FileDescriptorProto[] {
  const exclude = unusable.flatMap((path) => ["--exclude-path", `${root}/google/protobuf/${path}`]);
  const wellKnown = new Map(compile("proto/wkt").map((file) => [file.name, file]));
  return compile(root, "--path", `${root}/google`, ...exclude).map((file) => wellKnown.get(file.name) ?? file);
}

function compile(root: string, ...args: string[]): FileDescriptorProto[] {
  const output = ["--as-file-descriptor-set", "--output", "-#format=binpb"];
  const image = execFileSync("node_modules/.bin/buf", ["build", root, ...args, ...output], { maxBuffer: 2 ** 30 });
  return fromBinary(FileDescriptorSetSchema, image).file;
}

/** Whether a file is one of Google's, and not one that it imports. */
export function isGoogle(file: FileDescriptorProto): boolean {
  return file.name.startsWith("google/");
}
