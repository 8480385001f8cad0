import { type Code, join, lines } from "../code.js";
import { descriptorTemplate } from "../fragments.gen.js";
import type { FileModel } from "../model/file.js";
import { note } from "./docs.js";
import { base64Literal, stringLiteral } from "./literal.js";

/** The descriptor of a file, to which nothing else in the file refers. */
export function emitDescriptor({ name, path, pieces, dependencies, types }: FileModel): Code {
  const entries: Code[] = [];
  if (dependencies.length > 0) {
    const files = dependencies.map(({ name, file }): Code => ({ kind: "import", name, path: file, typeOnly: false }));
    entries.push(["dependencies: () => [", join(files, ", "), "],"]);
  }
  if (types.length > 0) {
    const list = types.map((type) => `${type},`);
    entries.push(["types: () => [", lines("  ", list), "\n],"]);
  }
  return [
    note("The descriptor of this file."),
    descriptorTemplate.file({
      file: name,
      path: stringLiteral(path),
      entries,
      pieces: pieces.map((piece) => `${base64Literal(piece)},`),
    }),
  ];
}
