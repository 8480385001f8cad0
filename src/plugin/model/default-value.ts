import { PluginError } from "../plugin-error.js";
import { type DescExtension, type DescField, describe } from "../schema/descriptor.js";

/** A value that a schema declares. */
export type DefaultValue = string | number | bigint | boolean | Uint8Array;

/** The default that a field declares, if it is not the zero of its type. Throws {@link PluginError} for one that is no value of it. */
export function declaredDefault(desc: DescField | DescExtension): DefaultValue | undefined {
  const text = desc.proto.defaultValue;
  if (text === undefined || text === "") return undefined;
  if (desc.fieldKind === "enum") return enumNumber(desc, text);
  return desc.fieldKind === "scalar" ? scalarDefault(desc, text) : undefined;
}

function enumNumber(desc: DescField | DescExtension, name: string): number {
  const value = desc.enum!.values.find((candidate) => candidate.name === name);
  if (value === undefined) throw noValue(desc, name);
  return value.number;
}

function scalarDefault(desc: DescField | DescExtension, text: string): DefaultValue {
  switch (desc.scalar!) {
    case "string":
      return text;
    case "bytes":
      return unescapedBytes(text);
    case "bool":
      return text === "true";
    case "double":
      return floating(text);
    case "float":
      // buf and protoc hand over different digits of one float.
      return Math.fround(floating(text));
    case "int64":
    case "sint64":
    case "sfixed64":
      return long(desc, text, BigInt.asIntN);
    case "uint64":
    case "fixed64":
      return long(desc, text, BigInt.asUintN);
    default:
      return Number.parseInt(text, 10);
  }
}

function floating(text: string): number {
  if (text === "inf") return Number.POSITIVE_INFINITY;
  if (text === "-inf") return Number.NEGATIVE_INFINITY;
  return Number.parseFloat(text);
}

function long(desc: DescField | DescExtension, text: string, cut: (bits: number, value: bigint) => bigint): bigint {
  const value = /^-?[0-9]+$/.test(text) ? BigInt(text) : undefined;
  if (value === undefined || cut(64, value) !== value) throw noValue(desc, text);
  return value;
}

const ESCAPES: { readonly [letter: string]: string } = { n: "\n", r: "\r", t: "\t" };

/** Bytes as descriptors spell them, with the escapes of C. */
function unescapedBytes(text: string): Uint8Array {
  const plain = text.replace(/\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))/gs, (_, octal, hex, other: string) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return ESCAPES[other] ?? other;
  });
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function noValue(desc: DescField | DescExtension, text: string): PluginError {
  const { proto } = desc.kind === "extension" ? desc.file : desc.parent.file;
  return new PluginError(
    `${proto.name}: ${describe(desc)}: the default ${JSON.stringify(text)} is no value of its type: correct it`,
  );
}
