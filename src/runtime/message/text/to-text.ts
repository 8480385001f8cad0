import { DecodeError } from "../../wire/errors.js";
import { type AnyMap, entriesOf } from "../any-map.js";
import { describeInvalid } from "../describe-invalid.js";
import { getField, type PlainMessage } from "../field-access.js";
import { type Field, fieldsOf } from "../field-table.js";
import type { AnyMessageType, MessageType } from "../message-type.js";
import { RECURSION_LIMIT } from "../recursion-limit.js";
import type { AnyExtension, Registry } from "../registry.js";
import { isZero } from "../scalar.js";
import { ANY, ANY_URL } from "./any-url.js";
import { quoteString } from "./escape.js";
import { printScalar } from "./print-scalar.js";
import { printUnknown } from "./print-unknown.js";
import { extensionName, textName } from "./text-name.js";
import { shapeOf } from "./text-shape.js";

/** Options of {@link toText}. */
export interface ToTextOptions {
  /** Where to find the types of messages in an Any, and extensions. What it lacks is printed as the raw fields that it is. */
  readonly registry?: Registry | undefined;
  /**
   * Print the fields that the schema does not know, by their numbers. Such text is for people: fromText does not read it.
   * Default: `false`.
   */
  readonly printUnknownFields?: boolean | undefined;
}

/**
 * A message in the text format, one field a line. Throws EncodeError, which names the field, for a value its type cannot hold.
 *
 * Source: Text Format Language Specification.
 */
export function toText<T>(type: MessageType<T, never>, message: T, options: ToTextOptions = {}): string {
  const error = describeInvalid(type, message);
  if (error !== undefined) throw error;
  return new Printer(options).message(type, message, "", RECURSION_LIMIT);
}

class Printer {
  readonly #registry: Registry | undefined;
  readonly #unknown: boolean;

  constructor({ registry, printUnknownFields }: ToTextOptions) {
    this.#registry = registry;
    this.#unknown = printUnknownFields === true;
  }

  /** The fields of a message, with at most `depth` levels below it. */
  message(type: AnyMessageType, value: unknown, indent: string, depth: number): string {
    const shape = shapeOf(type);
    const message = shape.open(value);
    let text = type.typeName === ANY ? this.#any(message, indent, depth) : undefined;
    if (text === undefined) {
      text = "";
      for (const field of shape.fields) {
        text += this.#field(field, textName(field, type.typeName), getField(message, field), indent, depth);
      }
    }
    return message.$unknown === undefined ? text : text + this.#raw(type, message.$unknown, indent, depth);
  }

  #field(field: Field, name: string, value: unknown, indent: string, depth: number): string {
    if (value === undefined || (field.cardinality === "implicit" && isZero(field.value, value))) return "";
    switch (field.cardinality) {
      case "expanded":
      case "packed":
        return (value as unknown[]).map((element) => this.#value(field, name, element, indent, depth)).join("");
      case "map":
        return this.#map(field, name, value as AnyMap, indent, depth);
      default:
        return this.#value(field, name, value, indent, depth);
    }
  }

  #value({ value: expected }: Field, name: string, value: unknown, indent: string, depth: number): string {
    if (expected.kind !== "message") return `${indent}${name}: ${printScalar(expected, value)}\n`;
    return `${indent}${name} {\n${this.message(expected.type, value, `${indent}  `, depth - 1)}${indent}}\n`;
  }

  #map(field: Field, name: string, map: AnyMap, indent: string, depth: number): string {
    const isText = field.mapKey === "string";
    const inner = `${indent}  `;
    return entriesOf(map)
      .toSorted(([a], [b]) => (isText ? compare(String(a), String(b)) : compareKeys(String(a), String(b))))
      .map(([key, value]) => {
        const keyText = isText ? quoteString(key as string) : String(key);
        const valueText = this.#value(field, "value", value, inner, depth);
        return `${indent}${name} {\n${inner}key: ${keyText}\n${valueText}${indent}}\n`;
      })
      .join("");
  }

  /** An Any by the message in it, if its type is known and it is well-formed. */
  #any({ typeUrl, value }: PlainMessage, indent: string, depth: number): string | undefined {
    const url = String(typeUrl);
    const type =
      depth > 0 && ANY_URL.test(url) ? this.#registry?.getMessage(url.slice(url.lastIndexOf("/") + 1)) : undefined;
    if (type === undefined) return undefined;
    const message = decoded(() => type.decode((value as Uint8Array | undefined) ?? new Uint8Array(0)) as unknown);
    if (message === undefined) return undefined;
    return `${indent}[${url}] {\n${this.message(type, message, `${indent}  `, depth - 1)}${indent}}\n`;
  }

  /** Raw fields: extensions by their names, the others on request. */
  #raw(type: AnyMessageType, raw: Uint8Array, indent: string, depth: number): string {
    let text = "";
    let rest = raw;
    const extensions = [...(this.#registry?.getExtensionsOf(type.typeName) ?? [])].toSorted(
      (a, b) => a.number - b.number,
    );
    for (const extension of extensions) {
      const value = extensionValue(extension, raw);
      if (value === undefined) continue;
      text += this.#field(fieldsOf(extension.$holder).all[0]!, `[${extensionName(extension)}]`, value, indent, depth);
      rest = extension.$items.remove(rest, extension.number);
    }
    return this.#unknown ? text + printUnknown(rest, 0, rest.length, indent) : text;
  }
}

/** What the raw fields hold of an extension; undefined if they lack it, or hold something else under its number. */
function extensionValue({ $items, $holder, number }: AnyExtension, raw: Uint8Array): unknown {
  const bytes = $items.find(raw, number);
  if (bytes.length === 0) return undefined;
  return (decoded(() => $holder.decode(bytes)) as { readonly value?: unknown } | undefined)?.value;
}

/** What `decode` returns, or undefined for bytes that are not well-formed. */
function decoded<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** Orders keys that are no strings: false before true, integers by their size. */
function compareKeys(a: string, b: string): number {
  return /^-?\d+$/.test(a) && /^-?\d+$/.test(b) ? compare(BigInt(a), BigInt(b)) : compare(a, b);
}

function compare<T extends string | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
