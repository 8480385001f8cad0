import { type Code, DTS, only, TS } from "../code.js";
import type { Docs } from "../model/message.js";

/**
 * The JSDoc block of an element, with a line break behind it: the comments of the .proto file, and what the element was generated
 * from. The text is somebody else's: it may neither end the block nor be taken for a tag of ours.
 */
export function docs({ comments, source, deprecated }: Docs): Code {
  const tags = [`@generated from ${oneLine(source)}`, ...(deprecated ? ["@deprecated"] : [])];
  return block([...comments.map(commentText), tags.join("\n")]);
}

/** The same for a property that stands a second time, in the Init: only what a reader wants to see there too. */
export function briefDocs({ comments, deprecated }: Docs): Code {
  const paragraphs = [...comments.map(commentText), ...(deprecated ? ["@deprecated"] : [])];
  return paragraphs.length === 0 ? "" : block(paragraphs);
}

/** The same for a property whose comments editors take from the interface that its own extends. They do not take its deprecation. */
export function inheritedDocs({ deprecated }: Docs): Code {
  return deprecated ? note("@deprecated") : "";
}

/** A JSDoc block of one line for something that stands in no .proto file. */
export function note(text: string): Code {
  return only(TS | DTS, `/** ${text} */\n`);
}

function block(paragraphs: readonly string[]): Code {
  if (paragraphs.length === 1 && !paragraphs[0]!.includes("\n")) return note(paragraphs[0]!);
  return only(TS | DTS, `/**\n${paragraphs.map(lineStarts).join("\n *\n")}\n */\n`);
}

/** A paragraph of a block with the star in front of each line, and no space behind that of an empty one. */
function lineStarts(text: string): string {
  if (text === "") return " *";
  if (!text.includes("\n")) return ` * ${text}`;
  return `\n${text}`
    .replaceAll("\n", "\n * ")
    .replace(/ \* (?=\n|$)/g, " *")
    .slice(1);
}

/** A comment without the space that follows the comment sign, made safe for a block comment. */
function commentText(comment: string): string {
  return comment
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/\n+$/, "")
    .replace(/^ |[^\S\n]+$/gm, "")
    .replaceAll("*/", "*\\/")
    .replace(/^@generated/gm, "\\@generated");
}

function oneLine(text: string): string {
  return /[^\S ]| {2}|\*\//.test(text) ? text.replace(/\s+/g, " ").replaceAll("*/", "*\\/") : text;
}
