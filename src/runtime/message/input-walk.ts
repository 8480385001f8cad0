import { DecodeError } from "../wire/errors.js";
import { at, group, readLength, readTag, skipField } from "../wire/reader.js";
import { type Field, type FieldValue, fieldByNumber, fieldsOf, hasFields } from "./field-table.js";
import type { AnyMessageType } from "./message-type.js";
import { RECURSION_LIMIT } from "./recursion-limit.js";

/** One field of the input: the position of its tag, of its value, and behind it. */
interface Span {
  readonly tag: number;
  readonly start: number;
  readonly value: number;
  /** Where the content of a group ends; the same as `end` for all else. */
  readonly contentEnd: number;
  readonly end: number;
}

/** The tag of the value, a message, in an entry of a map. */
const ENTRY_VALUE = 18;

/** The field at `p`. Where its end cannot be found, it takes all that is left. */
function spanAt(b: Uint8Array, p: number, end: number, tolerant: boolean): Span {
  let tag = 0;
  let value = end;
  try {
    tag = readTag(b, p, end);
    value = at.next;
    const next = skipField(b, value, tag, end, RECURSION_LIMIT);
    if ((tag & 7) === 2) {
      readLength(b, value, end);
      value = at.next;
    }
    return { tag, start: p, value, contentEnd: (tag & 7) === 3 ? group.contentEnd : next, end: next };
  } catch (error) {
    if (!tolerant) throw error;
    if ((tag & 7) === 2) value = at.next > value ? at.next : value;
    return { tag, start: p, value, contentEnd: end, end };
  }
}

/**
 * The path of the field that stands at `offset` in the input, as far as the field table tells: `acme.Order.items[3].quantity`. Where
 * there is none, the number of the field ends it: `acme.Order.items[3].2`.
 * Runs only after a failure, so that the readers need not know their path.
 */
export function pathOf(type: AnyMessageType, b: Uint8Array, start: number, end: number, offset: number): string {
  let path = type.typeName;
  let fields: AnyMessageType | undefined = type;
  while (fields !== undefined) {
    const counts = new Map<number, number>();
    let inner: AnyMessageType | undefined;
    let p = start;
    let entered = false;
    while (p < end) {
      const span = spanAt(b, p, end, true);
      const number = span.tag >>> 3;
      const field: Field | undefined = hasFields(fields) ? fieldByNumber(fieldsOf(fields), number) : undefined;
      const index = counts.get(number) ?? 0;
      counts.set(number, index + 1);
      p = span.end;
      if (offset > span.end || (offset === span.end && span.end < end)) continue;
      if (field === undefined) {
        if (!hasFields(fields) && number !== 0) path += `.${number}`;
        continue;
      }
      path += `${field.oneof === undefined ? "" : `.${field.oneof}`}.${field.localName}${field.cardinality === "expanded" ? `[${index}]` : ""}`;
      if (
        offset >= span.value &&
        field.cardinality !== "map" &&
        (span.tag & 7) === 2 &&
        field.value.kind === "message"
      ) {
        inner = field.value.type;
        start = span.value;
        end = span.end;
        entered = true;
      }
      break;
    }
    fields = entered ? inner : undefined;
  }
  return path;
}

/** Counts list elements, map entries and sub-messages before anything is made of them; refuses more than `limit`. */
export function countElements(type: AnyMessageType, b: Uint8Array, start: number, end: number, limit: number): void {
  let left = limit;
  const visit = (inside: AnyMessageType, p: number, to: number, depth: number): void => {
    while (p < to) {
      const span = spanAt(b, p, to, false);
      const field = fieldByNumber(fieldsOf(inside), span.tag >>> 3);
      p = span.end;
      if (field === undefined) continue;
      left -= elementsOf(field, b, span);
      if (left < 0) throw new DecodeError(`more than ${limit} elements (see the option maxElements)`, span.start);
      const { value } = field;
      if (value.kind !== "message" || depth === 0) continue;
      if (field.cardinality === "map") visitEntry(value.type, span.value, span.end, depth - 1);
      else if ((span.tag & 7) === (value.delimited ? 3 : 2)) visit(value.type, span.value, span.contentEnd, depth - 1);
    }
  };
  const visitEntry = (valueType: AnyMessageType, p: number, to: number, depth: number): void => {
    while (p < to) {
      const span = spanAt(b, p, to, false);
      p = span.end;
      if (span.tag === ENTRY_VALUE) visit(valueType, span.value, span.end, depth);
    }
  };
  visit(type, start, end, RECURSION_LIMIT);
}

function elementsOf(field: Field, b: Uint8Array, span: Span): number {
  if (field.value.kind === "message" || field.cardinality === "map") return 1;
  if (field.cardinality !== "expanded" && field.cardinality !== "packed") return 0;
  if ((span.tag & 7) !== 2) return 1;
  return packedLength(field.value, b, span.value, span.end);
}

function packedLength(value: FieldValue, b: Uint8Array, start: number, end: number): number {
  if (value.kind === "scalar") {
    switch (value.scalar) {
      case "string":
      case "bytes":
        return 1;
      case "double":
      case "fixed64":
      case "sfixed64":
        return (end - start) / 8;
      case "float":
      case "fixed32":
      case "sfixed32":
        return (end - start) / 4;
      default:
    }
  }
  let count = 0;
  for (let p = start; p < end; p++) if (b[p]! < 128) count++;
  return count;
}
