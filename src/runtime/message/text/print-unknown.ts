import {
  at,
  endOfGroup,
  group,
  readFixed32,
  readFixed64,
  readLength,
  readTag,
  readUint64,
  skipField,
} from "../../wire/reader.js";
import { RECURSION_LIMIT } from "../recursion-limit.js";
import { quoteBytes } from "./escape.js";

/** How deep unknown fields are taken for messages; below, they are bytes. */
const DEPTH = 10;

/**
 * Lines of text for raw fields, which have numbers and no names: integers as they are, fixed ones in hexadecimal, and bytes as a
 * message where they can be one.
 */
export function printUnknown(b: Uint8Array, start: number, end: number, indent: string, depth: number = DEPTH): string {
  let text = "";
  for (let p = start; p < end; ) {
    const tag = readTag(b, p, end);
    const value = at.next;
    p = skipField(b, value, tag, end, RECURSION_LIMIT);
    const name = `${indent}${tag >>> 3}`;
    switch (tag & 7) {
      case 0:
        text += `${name}: ${readUint64(b, value)}\n`;
        break;
      case 1:
        text += `${name}: 0x${readFixed64(b, value, end).toString(16).padStart(16, "0")}\n`;
        break;
      case 2: {
        const length = readLength(b, value, end);
        text += `${name}${printBytes(b, at.next, at.next + length, indent, depth)}`;
        break;
      }
      case 3: {
        endOfGroup(b, value, tag >>> 3, end, RECURSION_LIMIT);
        text += `${name} {\n${printUnknown(b, value, group.contentEnd, `${indent}  `, depth)}${indent}}\n`;
        break;
      }
      default:
        text += `${name}: 0x${readFixed32(b, value, end).toString(16).padStart(8, "0")}\n`;
    }
  }
  return text;
}

function printBytes(b: Uint8Array, start: number, end: number, indent: string, depth: number): string {
  if (end > start && depth > 0 && isMessage(b, start, end)) {
    return ` {\n${printUnknown(b, start, end, `${indent}  `, depth - 1)}${indent}}\n`;
  }
  return `: ${quoteBytes(b.subarray(start, end))}\n`;
}

function isMessage(b: Uint8Array, start: number, end: number): boolean {
  try {
    for (let p = start; p < end; ) {
      const tag = readTag(b, p, end);
      p = skipField(b, at.next, tag, end, RECURSION_LIMIT);
    }
    return true;
  } catch {
    return false;
  }
}
