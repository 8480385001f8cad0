import type { GeneratedFile, Printable } from "@bufbuild/protoplugin";
import type { Code, Target } from "./code.js";

/** What printing has to know of the file it prints into. */
export interface PrintContext {
  readonly target: Target;
  /** The .proto file that is generated. */
  readonly protoFile: string;
  /** The module of the door. */
  readonly door: string;
  /** The module that a .proto file is imported from. */
  readonly moduleOf: (protoFile: string) => string;
  /** What the file, and those that it imports from, declare: names that may hide globals. */
  readonly hiding: ReadonlySet<string>;
  /** Takes up the names that the file exports. */
  readonly exports: Set<string>;
}

/**
 * Prints a piece of code, and a line break, into a generated file, which owns the imports and their aliases. Returns whether the
 * target has anything of it.
 */
export function print(file: GeneratedFile, code: Code, context: PrintContext): boolean {
  const pieces: Printable[] = [];
  let text = "";
  const flush = (piece: Printable): void => {
    if (text !== "") pieces.push(text);
    text = "";
    pieces.push(piece);
  };
  const append = (part: Code, indent: string): void => {
    if (typeof part === "string") {
      text += indent === "" ? part : part.replace(/\n(?!\n)/g, `\n${indent}`);
    } else if (!("kind" in part)) {
      for (const inner of part) append(inner, indent);
    } else {
      switch (part.kind) {
        case "door":
          flush(file.import(part.name, context.door, part.typeOnly));
          break;
        case "import":
          if (part.path === context.protoFile) text += part.name;
          else flush(file.import(part.name, context.moduleOf(part.path), part.typeOnly));
          break;
        case "global":
          text += context.hiding.has(part.name) ? `globalThis.${part.name}` : part.name;
          break;
        case "export": {
          const name = String(part.name);
          context.exports.add(name);
          flush(file.export(part.declaration, name));
          break;
        }
        case "only":
          if ((part.targets & context.target) !== 0) append(part.code, indent);
          break;
        case "lines":
          appendLines(part.items, part.first, indent + part.indent);
          break;
      }
    }
  };
  const appendLines = (items: readonly Code[], first: boolean, indent: string): void => {
    for (const [i, item] of items.entries()) {
      if (i > 0 || !first) text += item === "" ? "\n" : `\n${indent}`;
      append(item, indent);
    }
  };
  append(code, "");
  if (text !== "") pieces.push(text);
  if (pieces.length === 0 || (pieces.length === 1 && pieces[0] === "\n")) return false;
  file.print(...pieces);
  return true;
}
