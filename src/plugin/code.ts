/** The targets that a piece of code is for. */
export const TS = 1;
export const JS = 2;
export const DTS = 4;
export type Target = typeof TS | typeof JS | typeof DTS;

/**
 * A piece of generated code: text, a list of pieces, or something that only printing can decide, because it depends on the target
 * or on the names in the file. Text may have several lines; printing indents them to where the piece stands.
 */
export type Code = string | CodeNode | readonly Code[];

export type CodeNode =
  /** A name that the door exports. */
  | { readonly kind: "door"; readonly name: string; readonly typeOnly: boolean }
  /** A name of another generated file. `path` is relative to the root of the output. */
  | { readonly kind: "import"; readonly name: string; readonly path: string; readonly typeOnly: boolean }
  /** A global of JavaScript or TypeScript, which a declaration of the file, or an import, may hide. */
  | { readonly kind: "global"; readonly name: string }
  /** A name that the file exports, at its declaration. */
  | { readonly kind: "export"; readonly declaration: string; readonly name: Code }
  /** Code for some of the targets, which are added up. */
  | { readonly kind: "only"; readonly targets: number; readonly code: Code }
  /** Code that is made once and stands in many places: in one file, it is printed once for each indentation. */
  | { readonly kind: "constant"; readonly code: Code }
  /** Pieces that each begin a line, indented. The line break in front of each belongs to the list, but for one that is `first`. */
  | { readonly kind: "lines"; readonly indent: string; readonly first: boolean; readonly items: readonly Code[] };

export function door(name: string): CodeNode {
  return { kind: "door", name, typeOnly: false };
}

export function doorType(name: string): CodeNode {
  return { kind: "door", name, typeOnly: true };
}

export function global(name: string): CodeNode {
  return { kind: "global", name };
}

export function only(targets: number, code: Code): CodeNode {
  return { kind: "only", targets, code };
}

export function exported(declaration: string, name: Code): CodeNode {
  return { kind: "export", declaration, name };
}

export function constant(code: Code): CodeNode {
  return { kind: "constant", code };
}

export function lines(indent: string, items: readonly Code[]): CodeNode {
  return { kind: "lines", indent, first: false, items };
}

/** Lines with which a piece of code begins. */
export function firstLines(indent: string, items: readonly Code[]): CodeNode {
  return { kind: "lines", indent, first: true, items };
}

/** Pieces with a separator between them. */
export function join(pieces: readonly Code[], separator: string): Code {
  return pieces.flatMap((piece, i) => (i === 0 ? [piece] : [separator, piece]));
}
