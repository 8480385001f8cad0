import { settings, skipField } from "../wire/reader.js";

/**
 * Fields that the schema does not know, as they came: the raw bytes of all of them, tags included, in the order of the wire.
 * encode writes them back behind the known ones.
 */
export interface UnknownFields {
  $unknown?: Uint8Array | undefined;
}

/** Steps over a field whose tag stands at `start` and whose value at `p`, and keeps it. Returns the position behind it. */
export function unknownField(
  message: UnknownFields,
  b: Uint8Array,
  start: number,
  p: number,
  tag: number,
  end: number,
): number {
  p = skipField(b, p, tag, end, settings.depth);
  keepField(message, b, start, p);
  return p;
}

/** Keeps the field that stands from `start` to `end`. */
export function keepField(message: UnknownFields, b: Uint8Array, start: number, end: number): void {
  if (settings.drop) return;
  const field = b.subarray(start, end);
  const kept = message.$unknown;
  message.$unknown = kept === undefined ? new Uint8Array(field) : append(kept, field);
}

/** How much of a buffer that {@link append} has made is in use. */
const used = new WeakMap<ArrayBufferLike, number>();

/** Both arrays in one. Doubles the room when it has to move, so that many unknown fields take linear time. */
function append(kept: Uint8Array, field: Uint8Array): Uint8Array {
  const size = kept.length + field.length;
  const buffer = kept.buffer;
  // Only the array that reaches to the end of what is in use may grow in place: a copy of the message may share it.
  if (kept.byteOffset === 0 && size <= buffer.byteLength && used.get(buffer) === kept.length) {
    const grown = new Uint8Array(buffer, 0, size);
    grown.set(field, kept.length);
    used.set(buffer, size);
    return grown;
  }
  const moved = new Uint8Array(size * 2);
  moved.set(kept);
  moved.set(field, kept.length);
  used.set(moved.buffer, size);
  return moved.subarray(0, size);
}
