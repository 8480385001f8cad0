import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript-5.9";
import { expect, test } from "vitest";

const cases = fileURLToPath(new URL("cases/", import.meta.url));

const files = ["comments/ts/comments_pb.ts", "required-by-annotation/ts/book_pb.ts", "deprecated/ts/deprecated_pb.ts"];
const service = ts.createLanguageService({
  getCompilationSettings: () => ({ target: ts.ScriptTarget.ES2022, strict: true, types: [] }),
  getScriptFileNames: () => files.map((file) => cases + file),
  getScriptVersion: () => "1",
  getScriptSnapshot: (file) =>
    ts.sys.fileExists(file) ? ts.ScriptSnapshot.fromString(readFileSync(file, "utf8")) : undefined,
  getCurrentDirectory: () => cases,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
});

/** What an editor shows at a property of an interface: the text of its comment, and whether it is struck out. */
function shownAt(
  file: string,
  type: string,
  property: string,
): { readonly text: string; readonly deprecated: boolean } {
  const source = service.getProgram()!.getSourceFile(cases + file)!;
  const found = source.statements.find((s) => ts.isInterfaceDeclaration(s) && s.name.text === type);
  const member = (found as ts.InterfaceDeclaration).members.find((m) => m.name?.getText() === property)!;
  const info = service.getQuickInfoAtPosition(source.fileName, member.name!.getStart())!;
  const text = ts.displayPartsToString(info.documentation);
  return { text, deprecated: info.kindModifiers?.split(",").includes("deprecated") ?? false };
}

test.each(["Commented", "CommentedInit"])("an editor shows the comment of a field at %s", (type) => {
  expect(shownAt("comments/ts/comments_pb.ts", type, "leading").text).toBe("Leads the field.");
});

test.each(["Book", "BookInit"])("an editor shows it at %s too, whose init asks for more", (type) => {
  expect(shownAt("required-by-annotation/ts/book_pb.ts", type, "price").text).toMatch(/^A choice among several/);
});

test.each(["Old", "OldInit"])("an editor strikes out a deprecated field of %s", (type) => {
  expect(shownAt("deprecated/ts/deprecated_pb.ts", type, "alias")).toEqual({
    text: "A field that goes.",
    deprecated: true,
  });
});
