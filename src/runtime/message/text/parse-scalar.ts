import { decodeUtf8 } from "../../wire/utf8.js";
import type { EnumType } from "../enum-type.js";
import type { FieldValue, ScalarName } from "../field-table.js";
import { literalBytes } from "./escape.js";
import type { Tokenizer } from "./tokenizer.js";

const TRUE: ReadonlySet<string> = new Set(["true", "True", "t"]);
const FALSE: ReadonlySet<string> = new Set(["false", "False", "f"]);
const INTEGER = /^(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/;
const FLOAT = /^(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fF]?$/;

/** Takes the value of a scalar or enum field. Source: "Values" of the Text Format Language Specification. */
export function parseScalar(tokens: Tokenizer, expected: Exclude<FieldValue, { kind: "message" }>): unknown {
  if (expected.kind === "enum") return parseEnum(tokens, expected.type);
  switch (expected.scalar) {
    case "string":
      return parseString(tokens);
    case "bytes":
      return parseBytes(tokens);
    case "bool":
      return parseBool(tokens);
    case "double":
      return parseFloating(tokens, expected.scalar);
    case "float":
      return Math.fround(parseFloating(tokens, expected.scalar));
    default: {
      const { offset } = tokens.token;
      const value = parseInteger(tokens, expected.scalar);
      if (expected.as === "string") return String(value);
      if (expected.as !== "number" && expected.scalar.endsWith("64")) return value;
      if (Number.isSafeInteger(Number(value))) return Number(value);
      throw tokens.error(
        `${value} is more than a number holds exactly; generate the field as a bigint or string`,
        offset,
      );
    }
  }
}

function parseString(tokens: Tokenizer): string {
  const { offset } = tokens.token;
  const bytes = parseBytes(tokens);
  const text = decodeUtf8(bytes, 0, bytes.length);
  if (text === undefined) throw tokens.error("the escapes of the string are not valid UTF-8", offset);
  return text;
}

/** The bytes of one literal, or of several that stand side by side. */
function parseBytes(tokens: Tokenizer): Uint8Array {
  if (tokens.token.kind !== "string") throw tokens.error(`expected a string in quotes, got ${tokens.describe()}`);
  const parts: Uint8Array[] = [];
  while (tokens.token.kind === "string") {
    const { text, offset } = tokens.take();
    const part = literalBytes(text);
    if (!(part instanceof Uint8Array)) throw tokens.error(part.problem, offset + part.offset);
    parts.push(part);
  }
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let length = 0;
  for (const part of parts) {
    bytes.set(part, length);
    length += part.length;
  }
  return bytes;
}

function parseBool(tokens: Tokenizer): boolean {
  const { kind, text } = tokens.token;
  const number = kind === "number" && INTEGER.test(text) ? integer(text) : undefined;
  const value = TRUE.has(text) || number === 1n ? true : FALSE.has(text) || number === 0n ? false : undefined;
  if (value === undefined) throw tokens.error(`expected true or false, got ${tokens.describe()}`);
  tokens.take();
  return value;
}

function parseEnum(tokens: Tokenizer, type: EnumType<number>): number {
  const { kind, text, offset } = tokens.token;
  if (kind === "name") {
    const number = type.number(text);
    if (number === undefined) throw tokens.error(`the enum ${type.typeName} has no value "${text}"`);
    tokens.take();
    return number;
  }
  const number = Number(parseInteger(tokens, "int32"));
  if (!type.closed || type.isKnown(number)) return number;
  throw tokens.error(`the enum ${type.typeName} has no value with the number ${number}, and is closed`, offset);
}

const RANGES: { readonly [S in ScalarName]?: readonly [least: bigint, most: bigint] } = {
  ...ranges(["int32", "sint32", "sfixed32"], -(2n ** 31n), 2n ** 31n - 1n),
  ...ranges(["uint32", "fixed32"], 0n, 2n ** 32n - 1n),
  ...ranges(["int64", "sint64", "sfixed64"], -(2n ** 63n), 2n ** 63n - 1n),
  ...ranges(["uint64", "fixed64"], 0n, 2n ** 64n - 1n),
};

function ranges(scalars: readonly ScalarName[], least: bigint, most: bigint): typeof RANGES {
  return Object.fromEntries(scalars.map((scalar) => [scalar, [least, most] as const]));
}

function parseInteger(tokens: Tokenizer, scalar: ScalarName): bigint {
  const { offset } = tokens.token;
  const negative = tokens.takeIf("-");
  const { kind, text } = tokens.token;
  // A bigint is made of its text in more than linear time; no integer in range has this many digits.
  if (kind !== "number" || !INTEGER.test(text) || text.length > 1000) {
    throw tokens.error(`expected an integer for ${scalar}, got ${tokens.describe()}`, offset);
  }
  const [least, most] = RANGES[scalar]!;
  const value = negative ? -integer(text) : integer(text);
  if (value < least || value > most) {
    throw tokens.error(`${value} is out of the range of ${scalar}, which is ${least} to ${most}`, offset);
  }
  tokens.take();
  return value;
}

function integer(text: string): bigint {
  return BigInt(/^0[0-7]+$/.test(text) ? `0o${text.slice(1)}` : text);
}

/** A number that overflows is infinite. */
function parseFloating(tokens: Tokenizer, scalar: ScalarName): number {
  const { offset } = tokens.token;
  const sign = tokens.takeIf("-") ? -1 : 1;
  const { kind, text } = tokens.token;
  const value =
    kind === "name"
      ? special(text)
      : kind === "number" && FLOAT.test(text)
        ? Number(text.replace(/[fF]$/, ""))
        : undefined;
  if (value === undefined) {
    throw tokens.error(`expected a decimal number, inf or nan for ${scalar}, got ${tokens.describe()}`, offset);
  }
  tokens.take();
  return sign * value;
}

function special(name: string): number | undefined {
  switch (name.toLowerCase()) {
    case "inf":
    case "infinity":
      return Infinity;
    case "nan":
      return NaN;
    default:
      return undefined;
  }
}
