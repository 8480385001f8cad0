/**
 * Turns the living templates (templates/) into typed fragment functions (src/plugin/fragments.gen.ts).
 *
 * A template is TypeScript that compiles, in which a `$name` is a hole. The rules:
 *
 * 1. An exported declaration whose name is a hole is emitted whole. A function stays private to the generated file, all else
 *    is exported. The fragment is named as the declaration is, without the `$`; types keep their capital letter.
 * 2. Any other exported function is a list of statements, its body, or what stands behind the label `emit:` in it. Any other exported
 *    class or interface is a bag of members, each a fragment.
 * 3. A hole alone on its line is a list: `$fields();`, `$properties: never;`, `...$entries,`.
 * 4. What is imported from the door becomes an import of the generated file. A global is marked, because the generated file
 *    may declare something of its name.
 *
 * From one fragment come .ts, .js and .d.ts: types are marked as such, and so are initializers and bodies.
 */
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { type Identifier, type Node, Project, type SourceFile, SyntaxKind } from "ts-morph";

const TS_JS = "TS | JS";
const TS_DTS = "TS | DTS";

/** A hole alone on its line, with the line break in front of it. */
const LIST = /(^|\n *)(?:\$(\w+)(?:\(\);|!?: never;)|\.\.\.\$(\w+),)(?=\n|$)/g;

/** A stretch of a template that is not plain text. Inner stretches lie within outer ones. */
interface Mark {
  readonly start: number;
  readonly end: number;
  readonly render: (inner: string) => string;
}

const project = new Project({ tsConfigFilePath: "templates/tsconfig.json" });
const locals = new Set<string>();
/** What has no hole in it is made once, and printed once a file: its names by its expressions. */
const constants = new Map<string, string>();
const output = [
  "// Compiled from templates/ by `npm run templates`. Do not edit.",
  'import { type Code, constant, DTS, door, doorType, exported, firstLines, global, JS, lines, only, TS } from "./code.js";',
  "",
];
const compiled: string[] = [];

const templates = project.getSourceFiles().filter((file) => /\/templates\/(?!holes)/.test(file.getFilePath()));
for (const file of templates.sort((a, b) => (a.getFilePath() < b.getFilePath() ? -1 : 1))) {
  const fragments = compileFile(file);
  if (fragments.length === 0) continue;
  compiled.push(`export const ${camelCased(basename(file.getFilePath(), ".ts"))}Template = {`, ...fragments, "};", "");
}
const uses = [...constants.keys(), ...compiled].join("\n");
for (const [code, name] of constants) {
  if (new RegExp(`\\b${name}\\b`).test(uses)) output.push(`const ${name} = ${code};`);
}
output.push("", ...compiled);
writeFileSync("src/plugin/fragments.gen.ts", output.join("\n"));
writeFileSync(
  "src/plugin/model/template-locals.gen.ts",
  `// Compiled from templates/ by \`npm run templates\`. Do not edit.
/** The names of parameters and variables in the templates. A declaration of such a name would be hidden by them. */
export const TEMPLATE_LOCALS: ReadonlySet<string> = new Set(${JSON.stringify([...locals].sort())});
`,
);

function compileFile(file: SourceFile): string[] {
  const fragments: string[] = [];
  for (const statement of file.getStatements()) {
    if (statement.isKind(SyntaxKind.VariableStatement)) {
      const declaration = statement.getDeclarations()[0]!;
      if (!statement.isExported()) continue;
      const ambient = statement.hasDeclareKeyword();
      const type = declaration.getTypeNode();
      const targets = ambient ? "DTS" : type === undefined ? TS_JS : undefined;
      const marks = exportMarks(statement, declaration.getNameNode(), ambient ? "declare const" : "const");
      const initializer = declaration.getInitializer();
      if (initializer !== undefined && type !== undefined) {
        marks.push(only(TS_JS, type.getEnd(), initializer.getEnd()));
      }
      fragments.push(fragment(uncapitalized(declaration.getName()), statement, marks, targets));
    } else if (statement.isKind(SyntaxKind.FunctionDeclaration) && statement.isExported()) {
      const name = statement.getName()!;
      if (isHole(name)) {
        const marks = [
          erase(statement.getStart(), statement.getFirstChildByKindOrThrow(SyntaxKind.FunctionKeyword).getStart()),
        ];
        fragments.push(fragment(uncapitalized(name), statement, marks, TS_JS));
      } else {
        fragments.push(statements(name, statement.getBodyOrThrow()));
      }
    } else if (statement.isKind(SyntaxKind.InterfaceDeclaration) && statement.isExported()) {
      if (isHole(statement.getName())) {
        const marks = exportMarks(statement, statement.getNameNode(), "interface");
        fragments.push(fragment(plain(statement.getName()), statement, marks, TS_DTS));
      } else {
        for (const member of statement.getMethods()) fragments.push(fragment(plain(member.getName()), member, []));
      }
    } else if (statement.isKind(SyntaxKind.TypeAliasDeclaration) && statement.isExported()) {
      const marks = exportMarks(statement, statement.getNameNode(), "type");
      fragments.push(fragment(plain(statement.getName()), statement, marks, TS_DTS));
    } else if (statement.isKind(SyntaxKind.ClassDeclaration) && statement.isExported()) {
      if (isHole(statement.getName()!)) {
        const marks = exportMarks(statement, statement.getNameNodeOrThrow(), "class");
        fragments.push(fragment(uncapitalized(statement.getName()!), statement, marks));
      } else {
        for (const member of statement.getMethods()) fragments.push(fragment(plain(member.getName()), member, []));
      }
    }
  }
  return fragments;
}

/** The statements of a body, or those behind the label `emit:`. */
function statements(name: string, body: Node): string {
  const labelled = body
    .getDescendantsOfKind(SyntaxKind.LabeledStatement)
    .find((s) => s.getLabel().getText() === "emit");
  const emitted: Node = labelled?.getStatement() ?? body;
  if (!emitted.isKind(SyntaxKind.Block)) return fragment(name, emitted, []);
  const inner = emitted.getStatements();
  return fragment(name, emitted, [], undefined, inner[0]!.getStart(), inner.at(-1)!.getEnd());
}

function fragment(
  name: string,
  node: Node,
  marks: Mark[],
  targets?: string,
  start = node.getStart(),
  end = node.getEnd(),
): string {
  const source = node.getSourceFile().getFullText();
  const holes = new Map<string, "Code" | "readonly Code[]">();
  const all = [...marks, ...listMarks(source, start, end, holes)];
  for (const inner of [node, ...node.getDescendants()]) {
    if (inner.getStart() < start || inner.getEnd() > end) continue;
    all.push(...typeMarks(inner));
    if (inner.isKind(SyntaxKind.Identifier)) all.push(...identifierMarks(inner, holes));
    if (inner.isKind(SyntaxKind.Parameter) || inner.isKind(SyntaxKind.VariableDeclaration)) {
      const local = inner.getName();
      if (/^\w+$/.test(local)) locals.add(local);
    }
  }
  const code = render(source, start, end, all, indentationAt(source, start));
  const whole = targets === undefined ? code : `only(${targets}, ${code})`;
  const types = [...holes].map(([hole, type]) => `${hole}: ${type}`).join("; ");
  return `  ${name}: (${holes.size === 0 ? "" : `$: { ${types} }`}): Code =>\n    ${whole},`;
}

/** Replaces `export const`, `export interface` and so on by an export that printing decides upon. */
function exportMarks(declaration: Node, name: Node, keyword: string): Mark[] {
  const rendered = `only(${TS_JS}, exported(${JSON.stringify(keyword)}, $.${plain(name.getText())}))`;
  const ambient = keyword === "const" || keyword === "class" ? `declare ${keyword}` : keyword;
  const declared = `only(DTS, exported(${JSON.stringify(ambient)}, $.${plain(name.getText())}))`;
  const code = keyword === ambient ? rendered.replace(`${TS_JS}, `, "TS | JS | DTS, ") : `${rendered}, ${declared}`;
  return [{ start: declaration.getStart(), end: name.getEnd(), render: () => code }];
}

/** Holes that stand alone on their line. The mark takes the line break in front of it too. */
function listMarks(source: string, start: number, end: number, holes: Map<string, "Code" | "readonly Code[]">): Mark[] {
  const marks: Mark[] = [];
  for (const match of source.slice(start, end).matchAll(LIST)) {
    const name = (match[2] ?? match[3])!;
    const first = match.index === 0;
    const indent = first ? "" : match[1]!.slice(indentationAt(source, start) + 1);
    holes.set(name, "readonly Code[]");
    const from = start + match.index;
    const code = `${first ? "firstLines" : "lines"}(${JSON.stringify(indent)}, $.${name})`;
    marks.push({ start: from, end: from + match[0].length, render: () => code });
  }
  return marks;
}

/** What is there for the type checker only, and what is there for programs only. */
function typeMarks(node: Node): Mark[] {
  if (node.isKind(SyntaxKind.Parameter)) {
    const type = node.getTypeNode();
    return type === undefined ? [] : [only(TS_DTS, node.getNameNode().getEnd(), type.getEnd())];
  }
  if (node.isKind(SyntaxKind.VariableDeclaration)) {
    const type = node.getTypeNode();
    return type === undefined ? [] : [only(TS_DTS, node.getNameNode().getEnd(), type.getEnd())];
  }
  if (node.isKind(SyntaxKind.PropertyDeclaration)) {
    const marks = node.getModifiers().map((modifier) => only(TS_DTS, modifier.getStart(), modifier.getEnd() + 1));
    const type = node.getTypeNode();
    return type === undefined ? marks : [...marks, only(TS_DTS, node.getNameNode().getEnd(), type.getEnd())];
  }
  if (node.isKind(SyntaxKind.FunctionDeclaration) || node.isKind(SyntaxKind.MethodDeclaration)) {
    const type = node.getReturnTypeNode();
    const close = node.getLastChildByKindOrThrow(SyntaxKind.CloseParenToken).getEnd();
    const body = node.getBodyOrThrow();
    const marks = type === undefined ? [] : [only(TS_DTS, close, type.getEnd())];
    if (node.isKind(SyntaxKind.MethodDeclaration)) marks.push(...bodyMarks(body));
    return marks;
  }
  if (node.isKind(SyntaxKind.Constructor)) return bodyMarks(node.getBodyOrThrow());
  if (node.isKind(SyntaxKind.NonNullExpression) || node.isKind(SyntaxKind.AsExpression)) {
    if (node.getText().endsWith(" as const")) {
      return [
        only(TS_DTS, node.getExpressionIfKindOrThrow(SyntaxKind.ObjectLiteralExpression).getEnd(), node.getEnd()),
      ];
    }
    return [only(TS_DTS, node.getExpression().getEnd(), node.getEnd())];
  }
  if (node.isKind(SyntaxKind.CallExpression) && node.getTypeArguments().length > 0) {
    const open = node.getFirstChildByKindOrThrow(SyntaxKind.LessThanToken).getStart();
    return [only(TS_DTS, open, node.getFirstChildByKindOrThrow(SyntaxKind.GreaterThanToken).getEnd())];
  }
  return [];
}

function bodyMarks(body: Node): Mark[] {
  const start = body.getStart() - 1;
  return [{ start, end: body.getEnd(), render: (inner) => `only(${TS_JS}, ${inner}), only(DTS, ";")` }];
}

function identifierMarks(identifier: Identifier, holes: Map<string, "Code" | "readonly Code[]">): Mark[] {
  const text = identifier.getText();
  const mark = (code: string): Mark[] => [
    { start: identifier.getStart(), end: identifier.getEnd(), render: () => code },
  ];
  if (isHole(text)) {
    const name = plain(text);
    if (!holes.has(name)) holes.set(name, "Code");
    return mark(`$.${name}`);
  }
  const parent = identifier.getParent();
  if (parent.isKind(SyntaxKind.PropertyAccessExpression) && parent.getNameNode() === identifier) return [];
  if (parent.isKind(SyntaxKind.PropertyAssignment) && parent.getNameNode() === identifier) return [];
  const declarations = identifier.getSymbol()?.getDeclarations() ?? [];
  const specifier = declarations.find((declaration) => declaration.isKind(SyntaxKind.ImportSpecifier));
  if (specifier?.isKind(SyntaxKind.ImportSpecifier)) {
    const typeOnly = specifier.isTypeOnly() || specifier.getImportDeclaration().isTypeOnly();
    return mark(`${typeOnly ? "doorType" : "door"}(${JSON.stringify(text)})`);
  }
  const isLibrary = declarations.some((declaration) =>
    /\/lib\.[\w.]+\.d\.ts$/.test(declaration.getSourceFile().getFilePath()),
  );
  return isLibrary ? mark(`global(${JSON.stringify(text)})`) : [];
}

/** The stretch from `start` to `end` as the expression that makes its code. */
function render(source: string, start: number, end: number, marks: readonly Mark[], indentation: number): string {
  const pieces: string[] = [];
  const text = (from: number, to: number): void => {
    const dedented = source.slice(from, to).replaceAll(`\n${" ".repeat(indentation)}`, "\n");
    if (dedented !== "") pieces.push(JSON.stringify(dedented));
  };
  const inside = marks.filter((mark) => mark.start >= start && mark.end <= end);
  let p = start;
  for (const mark of outermost(inside)) {
    text(p, mark.start);
    const inner = inside.filter((other) => other !== mark && other.start >= mark.start && other.end <= mark.end);
    pieces.push(mark.render(render(source, mark.start, mark.end, inner, indentation)));
    p = mark.end;
  }
  text(p, end);
  if (pieces.length === 1 && pieces[0]!.startsWith('"')) return pieces[0]!;
  return `[${withConstants(pieces.filter((piece) => piece !== "")).join(", ")}]`;
}

/** Pieces of code with those in a row that have no hole as one constant, unless they are text alone. */
function withConstants(pieces: readonly string[]): string[] {
  const result: string[] = [];
  let row: string[] = [];
  const endRow = (): void => {
    if (row.every((piece) => piece.startsWith('"'))) result.push(...row);
    else
      result.push(named(row.length === 1 && !row[0]!.startsWith("only") ? row[0]! : `constant([${row.join(", ")}])`));
    row = [];
  };
  for (const piece of pieces) {
    if (!piece.includes("$.")) {
      row.push(piece);
    } else {
      endRow();
      result.push(piece);
    }
  }
  endRow();
  return result;
}

function named(code: string): string {
  const name = constants.get(code) ?? `c${constants.size}`;
  constants.set(code, name);
  return name;
}

function outermost(marks: readonly Mark[]): Mark[] {
  const sorted = [...marks].sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Mark[] = [];
  for (const mark of sorted) if (result.length === 0 || mark.start >= result.at(-1)!.end) result.push(mark);
  return result;
}

function only(targets: string, start: number, end: number): Mark {
  return { start, end, render: (inner) => `only(${targets}, ${inner})` };
}

function erase(start: number, end: number): Mark {
  return { start, end, render: () => "" };
}

function indentationAt(source: string, position: number): number {
  const line = source.slice(source.lastIndexOf("\n", position - 1) + 1, position);
  return line.length - line.trimStart().length;
}

function isHole(name: string): boolean {
  return name.startsWith("$");
}

function plain(name: string): string {
  return name.replace("$", "");
}

function uncapitalized(name: string): string {
  const bare = plain(name);
  return bare.charAt(0).toLowerCase() + bare.slice(1);
}

function camelCased(fileName: string): string {
  return fileName.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
