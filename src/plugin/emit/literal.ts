import { type Code, global } from "../code.js";

/**
 * A string literal of JavaScript. Whatever the text is, it stays inside the quotes: control characters, the line separators
 * U+2028 and U+2029, and lone surrogates are escaped.
 */
export function stringLiteral(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

export function numberLiteral(value: number): string {
  if (Number.isNaN(value)) return "0 / 0";
  if (!Number.isFinite(value)) return value > 0 ? "1 / 0" : "-1 / 0";
  return Object.is(value, -0) ? "-0" : String(value);
}

export function bytesLiteral(value: Uint8Array): Code {
  return ["new ", global("Uint8Array"), `([${value.join(", ")}])`];
}

/** Bytes as the literal of a string in base64. */
export function base64Literal(value: Uint8Array): string {
  return `"${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")}"`;
}
