import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { descriptorsOf, type Extension, type FileDescriptor, fileDescriptorSet, getOption } from "farcall";
import type { FieldOptions, MethodOptions } from "farcall/wkt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Book, Books, file_required_by_annotation_book } from "../golden/cases/required-by-annotation/ts/book_pb.js";
import { generate, requestFor } from "../golden/run-plugin.js";

mkdirSync(".cache", { recursive: true });
const folder = mkdtempSync(join(fileURLToPath(new URL("../../.cache", import.meta.url)), "annotations-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is generated for the files that declare the annotations, as their owners publish them. */
const annotations = ["google/api/annotations", "google/api/field_behavior", "google/api/http", "buf/validate/validate"];
let exports: { [name: string]: unknown } = {};

beforeAll(async () => {
  const paths = annotations.map((path) => `${path}.proto`);
  for (const [path, content] of generate(requestFor(paths, "target=ts"))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  for (const path of annotations) {
    const module: object = await import(/* @vite-ignore */ pathToFileURL(join(folder, `${path}_pb.ts`)).href);
    exports = { ...exports, ...module };
  }
});

const extension = <O extends FieldOptions | MethodOptions>(name: string) =>
  exports[name] as Extension<O, unknown, never>;
const field = (name: string) => descriptorsOf(file_required_by_annotation_book).message(Book)!.field(name)!;

test("google.api.http of a method", () => {
  expect(getOption(Books.methods.createBook, extension<MethodOptions>("http"))).toMatchObject({
    pattern: { case: "post", value: "/v1/books" },
  });
});

test("google.api.field_behavior of a field", () => {
  const { REQUIRED, IMMUTABLE } = exports["FieldBehavior"] as { [name: string]: number };
  expect(getOption(field("name"), extension<FieldOptions>("fieldBehavior"))).toEqual([IMMUTABLE, REQUIRED]);
});

test("buf.validate.field of a field", () => {
  expect(getOption(field("pages"), extension<FieldOptions>("field"))).toMatchObject({ required: true });
  expect(getOption(field("authors"), extension<FieldOptions>("field"))).toMatchObject({
    celExpression: ["this.size() < 10"],
  });
});

test("a file that is imported for its options alone is part of a descriptor set when it is given", () => {
  const given = annotations.map((path) => exports[`file_${path.replaceAll("/", "_")}`] as FileDescriptor);
  const { file } = fileDescriptorSet(file_required_by_annotation_book, ...given);
  const book = file.find(({ name }) => name === "required-by-annotation/book.proto")!;
  expect(book.dependency).toContain("buf/validate/validate.proto");
  expect(book.dependency).toContain("google/api/annotations.proto");
  expect(file.map(({ name }) => name)).toEqual(expect.arrayContaining(annotations.map((path) => `${path}.proto`)));
});
