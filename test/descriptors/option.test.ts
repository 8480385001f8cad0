import { descriptorsOf, getOption, hasOption } from "farcall";
import { expect, test } from "vitest";
import { Annotated, file_extensions_nested, hint } from "../golden/cases/extensions-nested/ts/extensions-nested_pb.js";
import { fieldNote, fileNote } from "../golden/cases/import-option/ts/options_pb.js";
import { file_import_option_user, User } from "../golden/cases/import-option/ts/user_pb.js";
import { file_options_hostile, Hostile, note } from "../golden/cases/options-hostile/ts/options-hostile_pb.js";

const descriptors = descriptorsOf(file_import_option_user, file_extensions_nested, file_options_hostile);
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the value in the .proto file
const hostile = '*/globalThis.PWN=1/*`${globalThis.PWN=1}"\n\u2028';

test("a custom option of a file", () => {
  expect(getOption(file_import_option_user, fileNote)).toBe("from an option import");
  expect(hasOption(file_import_option_user, fileNote)).toBe(true);
  expect(hasOption(file_extensions_nested, fileNote)).toBe(false);
});

test("a custom option of a field", () => {
  expect(getOption(descriptors.message(User)!.field("name")!, fieldNote)).toBe("imported for options alone");
  expect(getOption(descriptors.message(Annotated)!.field("name")!, hint)).toBe("hello");
});

test("a custom option of a method, from the service as calls know it and from its descriptor", () => {
  expect(getOption(Hostile.methods.get, note)).toBe(hostile);
  expect(getOption(descriptors.service(Hostile)!.method("Get")!, note)).toBe(hostile);
});

test("an option that is not set is its default", () => {
  const field = descriptors.message(User)!.field("name")!;
  expect(hasOption(field, hint)).toBe(false);
  expect(getOption(field, hint)).toBe("");
});
