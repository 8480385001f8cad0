import { at, endOfGroup, group, readTag, readVarint32, skipField } from "../wire/reader.js";
import { writeUint32 } from "../wire/writer.js";
import { RECURSION_LIMIT } from "./recursion-limit.js";

/** How a message holds the values of its extensions among its raw fields. */
export interface ExtensionItems {
  /** The fields that a holder reads, of the extension with the number. */
  find(raw: Uint8Array, number: number): Uint8Array;
  /** The raw fields without those of the extension. */
  remove(raw: Uint8Array, number: number): Uint8Array;
  /** What a holder has written, as it goes among the raw fields. */
  wrap(written: Uint8Array, number: number): Uint8Array;
}

/** Fields like all others. */
export const FIELDS: ExtensionItems = {
  find: (raw, number) => collect(raw, ({ tag, start, end }) => (tag >>> 3 === number ? [start, end] : undefined)),
  remove: (raw, number) => collect(raw, ({ tag, start, end }) => (tag >>> 3 === number ? undefined : [start, end])),
  wrap: (written) => written,
};

// `repeated group Item = 1 { required int32 type_id = 2; required bytes message = 3; }`
const ITEM_START = 11;
const ITEM_END = 12;
const TYPE_ID = 16;

/** Items of a message with `message_set_wire_format`: groups of the extension's number and its message, in either order. */
export const MESSAGE_SET: ExtensionItems = {
  find: (raw, number) =>
    collect(raw, (field) => (numberOf(raw, field) === number ? [field.value, field.contentEnd] : undefined)),
  remove: (raw, number) =>
    collect(raw, (field) => (numberOf(raw, field) === number ? undefined : [field.start, field.end])),
  wrap(written, number) {
    if (written.length === 0) return written;
    const bytes = new Uint8Array(written.length + 8);
    bytes[0] = ITEM_START;
    bytes[1] = TYPE_ID;
    const p = writeUint32(bytes, 2, number);
    bytes.set(written, p);
    bytes[p + written.length] = ITEM_END;
    return bytes.subarray(0, p + written.length + 1);
  },
};

/** A raw field: where its tag begins, where its value begins, where the content of a group ends, and where it ends. */
interface RawField {
  readonly tag: number;
  readonly start: number;
  readonly value: number;
  readonly contentEnd: number;
  readonly end: number;
}

/** The stretches that `pick` takes of each of the raw fields, in their order. */
function collect(raw: Uint8Array, pick: (field: RawField) => readonly [number, number] | undefined): Uint8Array {
  const result = new Uint8Array(raw.length);
  let length = 0;
  for (let p = 0; p < raw.length; ) {
    const field = fieldAt(raw, p);
    p = field.end;
    const picked = pick(field);
    if (picked === undefined) continue;
    result.set(raw.subarray(...picked), length);
    length += picked[1] - picked[0];
  }
  return result.subarray(0, length);
}

function fieldAt(raw: Uint8Array, start: number): RawField {
  const tag = readTag(raw, start, raw.length);
  const value = at.next;
  if ((tag & 7) !== 3) {
    const end = skipField(raw, value, tag, raw.length, RECURSION_LIMIT);
    return { tag, start, value, contentEnd: end, end };
  }
  const end = endOfGroup(raw, value, tag >>> 3, raw.length, RECURSION_LIMIT);
  return { tag, start, value, contentEnd: group.contentEnd, end };
}

/** The number of the extension that an item holds; the last one counts if there are several. */
function numberOf(raw: Uint8Array, item: RawField): number | undefined {
  if (item.tag !== ITEM_START) return undefined;
  let number: number | undefined;
  for (let p = item.value; p < item.contentEnd; ) {
    const field = fieldAt(raw, p);
    if (field.tag === TYPE_ID) number = readVarint32(raw, field.value);
    p = field.end;
  }
  return number;
}
