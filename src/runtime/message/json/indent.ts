import { piecesOf } from "./place-in.js";

/** JSON text without spaces, as JSON.stringify indents it. */
export function indent(text: string, spaces: number): string {
  const step = " ".repeat(spaces);
  let result = "";
  let line = "\n";
  let last = "";
  for (const piece of piecesOf(text)) {
    const closes = piece === "}" || piece === "]";
    const opened = last === "{" || last === "[";
    if (opened && !closes) line += step;
    if (closes && !opened) line = line.slice(0, line.length - step.length);
    if (opened !== closes || last === ",") result += line;
    result += piece === ":" ? ": " : piece;
    last = piece;
  }
  return result;
}
