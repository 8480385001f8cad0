import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { googleSchemas } from "../../bench/real-sets/google-schemas.js";
import { cases } from "../golden/image.js";
import { generate, requestFor } from "../golden/run-plugin.js";

type FileInit = MessageInitShape<typeof FileDescriptorProtoSchema>;

const google = googleSchemas("node_modules/google-gax/build/protos");

test("a declaration that is named as the descriptor keeps its name, and the descriptor gets a `$`", () => {
  const output = generated({ name: "acme/x.proto", syntax: "proto3", messageType: [{ name: "file_acme_x" }] });
  expect(output).toContain("export interface file_acme_x extends");
  expect(output).toContain("export const file_acme_x$: FileDescriptor =");
});

test("a path gives a name that is an identifier", () => {
  const output = generated({ name: "1st/a b/c.d-e_f.proto", syntax: "proto3", messageType: [{ name: "M" }] });
  expect(output).toContain("export const file_1st_a_b_c_d_e_f: FileDescriptor =");
});

test("a file that declares nothing has no descriptor, so that nothing is written for it", () => {
  const file = create(FileDescriptorProtoSchema, { name: "empty.proto", syntax: "proto3" });
  expect(generate(requestFor(["empty.proto"], "", [file]))).toEqual(new Map());
});

test("an import that is there for its options alone causes no import of a module", () => {
  const path = "google/longrunning/operations.proto";
  const output = generate(requestFor([path], "", google)).get("google/longrunning/operations_pb.ts")!;
  expect(google.find(({ name }) => name === path)!.dependency).toContain("google/api/annotations.proto");
  expect(output).not.toContain("annotations");
  expect(output).toContain("dependencies: () => [file_google_protobuf_any,");
});

test("descriptors cause no import of a module that is not imported without them", () => {
  const paths = cases.flatMap(({ files }) => files);
  const modules = (output: string): string[] =>
    [...output.matchAll(/^import .* from "(.*)";$/gm)].map(([, name]) => name!);
  const without = generate(requestFor(paths, "descriptors=false"));
  for (const [path, output] of generate(requestFor(paths, ""))) {
    expect(new Set(modules(output)), path).toEqual(new Set(modules(without.get(path)!)));
  }
});

test("options that are for generators alone are left out, as the compiler leaves them out of the files for run time", () => {
  const name = "acme/x.proto";
  const init = { name, syntax: "proto3", messageType: [{ name: "M" }] };
  const atRunTime = create(FileDescriptorProtoSchema, { ...init, options: { goPackage: "kept" } });
  const atSource = create(FileDescriptorProtoSchema, { ...init, options: { goPackage: "for generators" } });
  const request = { fileToGenerate: [name], protoFile: [atRunTime], sourceFileDescriptors: [atSource] };
  const output = [...generate(request).values()].join("");
  expect(output).toContain(`"${Buffer.from(headOf(atRunTime)).toString("base64")}",`);
});

test("descriptors=false leaves them out", () => {
  const output = generate(requestFor(["scalars-proto3.proto"], "descriptors=false")).get("scalars-proto3_pb.ts")!;
  expect(output).not.toContain("ileDescriptor");
});

/** What the file says of itself, which is the first piece of a descriptor. */
function headOf({ name, syntax, options }: FileDescriptorProto): Uint8Array {
  const head = create(FileDescriptorProtoSchema, { name, syntax, ...(options && { options }) });
  return toBinary(FileDescriptorProtoSchema, head);
}

function generated(file: FileInit): string {
  const output = generate(requestFor([file.name!], "", [create(FileDescriptorProtoSchema, file)]));
  return [...output.values()].join("");
}
