import type { FieldValue } from "../message/field-table.js";

const ESCAPES: { readonly [letter: string]: string } = {
  n: "\n",
  r: "\r",
  t: "\t",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
};

/** The value that `default_value` of a FieldDescriptorProto spells, or undefined if it spells none of the type. */
export function defaultValue(text: string, value: FieldValue): unknown {
  if (value.kind === "message") return undefined;
  if (value.kind === "enum") return value.type.number(text);
  switch (value.scalar) {
    case "string":
      return text;
    case "bytes":
      return unescaped(text);
    case "bool":
      return text === "true";
    case "float":
      return Math.fround(floatOf(text));
    case "double":
      return floatOf(text);
    default:
      if (!/^-?\d+$/.test(text)) return undefined;
      if (!value.scalar.endsWith("64") || value.as === "number") return Number(text);
      return value.as === "string" ? String(BigInt(text)) : BigInt(text);
  }
}

function floatOf(text: string): number {
  if (text === "inf" || text === "-inf") return text === "inf" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return Number(text);
}

/** Bytes, of which descriptors spell those outside of ASCII and control characters as C does. */
function unescaped(text: string): Uint8Array {
  const plain = text.replace(/\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))/gs, (_, octal, hex, other: string) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return ESCAPES[other] ?? other;
  });
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
