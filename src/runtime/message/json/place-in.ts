import { show } from "../scalar.js";

/**
 * The place that a JSON text comes to where it is cut off: `$.items[3].quantity` for `{"items":[{},{},{},{"quantity":`. So neither reader
 * nor writer has to know where it is until something is wrong.
 */
export function placeIn(text: string): string {
  const segments: (string | number | undefined)[] = [];
  let string = "";
  for (const piece of piecesOf(text)) {
    const top = segments.length - 1;
    const segment = segments[top];
    if (piece === "{" || piece === "[") segments.push(piece === "{" ? undefined : 0);
    else if (piece === "}" || piece === "]") segments.pop();
    else if (piece === ":") segments[top] = JSON.parse(string) as string;
    else if (piece === ",") segments[top] = typeof segment === "number" ? segment + 1 : undefined;
    else if (piece[0] === '"') string = piece;
  }
  return `$${segments.map(showSegment).join("")}`;
}

/** The strings of a JSON text, and all that stands between them, character by character. */
export function* piecesOf(text: string): Iterable<string> {
  for (let i = 0; i < text.length; ) {
    const end = text[i] === '"' ? endOfString(text, i) : i + 1;
    yield text.slice(i, end);
    i = end;
  }
}

/** The position behind the string that begins at `start`; behind the text for one that does not end. */
export function endOfString(text: string, start: number): number {
  for (let quote = start; ; ) {
    quote = text.indexOf('"', quote + 1);
    if (quote < 0) return text.length + 1;
    let escapes = quote;
    while (text[escapes - 1] === "\\") escapes--;
    if ((quote - escapes) % 2 === 0) return quote + 1;
  }
}

function showSegment(segment: string | number | undefined): string {
  if (segment === undefined) return "";
  if (typeof segment === "number") return `[${segment}]`;
  return /^[A-Za-z_]\w{0,99}$/.test(segment) ? `.${segment}` : `[${show(segment)}]`;
}
