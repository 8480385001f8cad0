import ts from "typescript-5.9";

/** A parsed file of the output. Throws if it is not well-formed. */
export function parse(path: string, content: string): ts.SourceFile {
  const file = ts.createSourceFile(path, content, ts.ScriptTarget.ES2022, true);
  // TypeScript keeps these from its declarations, because a Program usually reports them.
  const { parseDiagnostics } = file as ts.SourceFile & { readonly parseDiagnostics: readonly ts.Diagnostic[] };
  for (const { messageText, start } of parseDiagnostics) {
    throw new Error(
      `${path}: ${ts.flattenDiagnosticMessageText(messageText, " ")} at ${content.slice(start, start! + 80)}`,
    );
  }
  return file;
}

/** Every identifier of a file that is code, not comment or string. */
export function identifiers(file: ts.SourceFile): Set<string> {
  const found = new Set<string>();
  function visit(node: ts.Node): void {
    if (ts.isIdentifier(node)) found.add(node.text);
    ts.forEachChild(node, visit);
  }
  visit(file);
  return found;
}

/** A declaration or a member of one by its path: `Order`, `Order.id`, `OrderServiceClient.createOrder`. Of several, all. */
export function declarations(file: ts.SourceFile, path: string): ts.Node[] {
  const [name, member] = path.split(".");
  const found: ts.Node[] = file.statements.filter((statement) => nameOf(statement) === name);
  if (member === undefined) return found;
  const inside: ts.Node[] = [];
  function visit(node: ts.Node): void {
    if (node.parent !== undefined && nameOf(node) === member) inside.push(node);
    else ts.forEachChild(node, visit);
  }
  for (const node of found) ts.forEachChild(node, visit);
  return inside;
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0]?.name.getText();
  if (
    ts.isPropertySignature(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node)
  ) {
    return node.name.getText();
  }
  if (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isTypeAliasDeclaration(node))
    return node.name?.text;
  return undefined;
}

/** The text of the JSDoc comments right above a node, without their asterisks. */
export function jsDoc(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .filter((doc) => ts.isJSDoc(doc))
    .map((doc) =>
      doc
        .getText()
        .replace(/^\/\*\*|\*\/$/g, "")
        .replace(/^\s*\* ?/gm, "")
        .trim(),
    )
    .join("\n");
}

/** Whether a node is marked as deprecated, as an editor sees it. */
export function isDeprecated(node: ts.Node): boolean {
  return ts.getJSDocDeprecatedTag(node) !== undefined;
}
