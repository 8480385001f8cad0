import type { Code, CodeNode, Target } from "./code.js";
import { type ImportedName, Imports } from "./imports.js";

/** What a CommonJS module begins with. */
export const COMMON_JS = '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n\n';

/** What printing has to know of the file it prints into. */
export interface PrintContext {
  readonly target: Target;
  /** The .proto file that is generated. */
  readonly protoFile: string;
  /** The module that is written, relative to the root of the output: `./acme/order_pb.js`. */
  readonly module: string;
  /** The module of the door. */
  readonly door: string;
  /** The module that a .proto file is imported from. */
  readonly moduleOf: (protoFile: string) => string;
  /** A module as an import names it, before it is made relative. */
  readonly rewritten: (module: string) => string;
  /** What the file declares. */
  readonly declared: ReadonlySet<string>;
  /** What the file, and those that it imports from, declare: names that may hide globals. */
  readonly hiding: readonly ReadonlySet<string>[];
  /** Whether to `require` and assign to `exports`. */
  readonly commonJs: boolean;
}

/**
 * A file that is printed, piece of code by piece of code, for one target. What is printed is text at once, but for the few imports
 * whose names may be taken.
 */
export class Printer {
  readonly #context: PrintContext;
  readonly #imports: Imports;
  /** The names that the file exports. */
  readonly exports: Set<string> = new Set();
  readonly #parts: (string | ImportedName)[] = [];
  /** What constants are as text, by their indentation. */
  readonly #constants = new Map<string, Map<CodeNode, string>>();
  #text = "";

  constructor(context: PrintContext) {
    this.#context = context;
    this.#imports = new Imports(context.declared);
  }

  /** Prints a piece of code behind an empty line, if the target has anything of it. */
  print(code: Code): void {
    const parts = this.#parts.length;
    this.#append(code, "");
    if (this.#text === "" && this.#parts.length === parts) return;
    if (parts > 0) {
      if (this.#parts.length > parts) this.#parts[parts] = `\n${this.#parts[parts]}`;
      else this.#text = `\n${this.#text}`;
    }
    this.#parts.push(flat(`${this.#text}\n`));
    this.#text = "";
  }

  /** The text of the file: empty, if nothing was printed. */
  content(): string {
    if (this.#parts.length === 0) return "";
    this.#imports.resolve(this.exports);
    const body = this.#parts.map((part) => (typeof part === "string" ? part : part.alias)).join("");
    return this.#head() + body + (this.#context.commonJs ? this.#commonJsExports() : "");
  }

  #head(): string {
    const { module, rewritten, commonJs } = this.#context;
    let head = commonJs ? COMMON_JS : "";
    for (const { module: from, typeOnly, names } of this.#imports.statements(module, rewritten)) {
      const separator = commonJs ? ": " : " as ";
      const items = names.map(({ name, alias }) => (name === alias ? name : name + separator + alias));
      // By the codes of their characters: the order of a user's language would make the output depend on it.
      const list = items.sort().join(", ");
      const path = JSON.stringify(from);
      head += commonJs
        ? `const { ${list} } = require(${path});\n`
        : `import ${typeOnly ? "type " : ""}{ ${list} } from ${path};\n`;
    }
    return head === "" ? "" : `${head}\n`;
  }

  #commonJsExports(): string {
    return `\n${[...this.exports].map((name) => `exports.${name} = ${name};\n`).join("")}`;
  }

  #append(code: Code, indent: string): void {
    if (typeof code === "string") this.#text += indent === "" ? code : indented(code, indent);
    else if ("kind" in code) this.#appendNode(code, indent);
    else for (let i = 0; i < code.length; i++) this.#append(code[i]!, indent);
  }

  #appendNode(node: CodeNode, indent: string): void {
    switch (node.kind) {
      case "only":
        if ((node.targets & this.#context.target) !== 0) this.#append(node.code, indent);
        break;
      case "constant":
        this.#appendConstant(node, indent);
        break;
      case "lines":
        this.#appendLines(node.items, node.first, indent + node.indent);
        break;
      case "door":
        this.#import(node.name, this.#context.door, node.typeOnly);
        break;
      case "import":
        if (node.path === this.#context.protoFile) this.#text += node.name;
        else this.#import(node.name, this.#context.moduleOf(node.path), node.typeOnly);
        break;
      case "global":
        this.#text += this.#isHidden(node.name) ? `globalThis.${node.name}` : node.name;
        break;
      case "export":
        this.exports.add(String(node.name));
        this.#text += `${this.#context.commonJs ? "" : "export "}${node.declaration} ${node.name}`;
        break;
    }
  }

  #isHidden(name: string): boolean {
    return this.#context.hiding.some((names) => names.has(name));
  }

  /** Code that was printed before is there as text, unless a name in it is not decided yet. */
  #appendConstant(node: CodeNode & { readonly kind: "constant" }, indent: string): void {
    let printed = this.#constants.get(indent);
    if (printed === undefined) {
      printed = new Map();
      this.#constants.set(indent, printed);
    }
    const known = printed.get(node);
    if (known !== undefined) {
      this.#text += known;
      return;
    }
    const before = this.#text;
    const parts = this.#parts.length;
    this.#text = "";
    this.#append(node.code, indent);
    if (this.#parts.length === parts) {
      printed.set(node, flat(this.#text));
      this.#text = before + this.#text;
    } else {
      this.#parts[parts] = before + this.#parts[parts];
    }
  }

  #appendLines(items: readonly Code[], first: boolean, indent: string): void {
    for (let i = 0; i < items.length; i++) {
      const item = items[i]!;
      if (i > 0 || !first) this.#text += item === "" ? "\n" : `\n${indent}`;
      this.#append(item, indent);
    }
  }

  #import(name: string, module: string, typeOnly: boolean): void {
    const imported = this.#imports.use(name, module, typeOnly);
    if (imported.alias !== undefined) {
      this.#text += imported.alias;
    } else {
      this.#parts.push(this.#text, imported);
      this.#text = "";
    }
  }
}

/** Text of several lines, indented but for the first. */
function indented(text: string, indent: string): string {
  if (!text.includes("\n")) return text;
  // An empty line stays empty, which takes a slower search.
  return text.includes("\n\n") ? text.replace(/\n(?!\n)/g, `\n${indent}`) : text.replaceAll("\n", `\n${indent}`);
}

/** The same text as one piece of memory: a sum of strings is kept as its parts until somebody looks into it. */
function flat(text: string): string {
  text.charCodeAt(0);
  return text;
}
