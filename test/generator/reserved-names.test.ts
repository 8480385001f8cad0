import { clone } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { image } from "../golden/image.js";
import { generate, requestFor } from "../golden/run-plugin.js";

test("reserved names that are no identifiers are left out of the field table", () => {
  const file = clone(FileDescriptorProtoSchema, image.file.find(({ name }) => name === "reserved/proto3.proto")!);
  file.messageType[0]!.reservedName = ["a b", "1st", "", 'x";', "ok", "a;b", "ä", "-"];
  const [content] = generate(requestFor([file.name], "target=ts", [file])).values();
  expect(content).toContain('fields: "1s id;-ok",');
});
