import { readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript-5.9";
import { expect, test } from "vitest";
import { parse } from "../generator/syntax-tree.js";
import { cases } from "./image.js";
import { importGolden } from "./import-golden.js";

const files = cases
  .filter(({ name }) => name !== "empty")
  .flatMap(({ name, files }) => files.map((file) => ({ name, file })));

test.each(files)("the .js file of $file exports what its .d.ts file declares", async ({ name, file }) => {
  const path = file.startsWith(`${name}/`) ? file.slice(name.length + 1) : file;
  const declared = declaredValues(`cases/${name}/js/${path.replace(/\.proto$/, "_pb.d.ts")}`);
  const exported = Object.keys(await importGolden(name, file, "js"));
  expect(declared.sort()).toEqual(exported.sort());
  expect(Object.keys(await importGolden(name, file, "ts")).sort()).toEqual(exported.sort());
});

/** The names of the values, not the types, that a declaration file exports. */
function declaredValues(path: string): string[] {
  const { statements } = parse(path, readFileSync(new URL(path, import.meta.url), "utf8"));
  const local = new Set(statements.flatMap(valuesOf));
  return statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement)) return isExported(statement) ? valuesOf(statement) : [];
    const { exportClause, moduleSpecifier } = statement;
    if (exportClause !== undefined && ts.isNamedExports(exportClause)) {
      return exportClause.elements
        .filter(({ name, propertyName }) => local.has((propertyName ?? name).text))
        .map(({ name }) => name.text);
    }
    const target = (moduleSpecifier as ts.StringLiteral).text.replace(/\.js$/, ".d.ts");
    return declaredValues(posix.join(posix.dirname(path), target));
  });
}

function valuesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  return ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement) ? [statement.name!.text] : [];
}

function isExported(node: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}
