import { settings, skipFieldAt, spend } from "../wire/reader.js";
import { writeInt32, writeUint32 } from "../wire/writer.js";

/** What an array of bytes takes in memory besides its bytes, and the property that holds it. */
const ARRAY_MEMORY = 320;

/**
 * Fields that the schema does not know, as they came: the raw bytes of all of them, tags included, in the order of the wire.
 * encode writes them back behind the known ones.
 */
export interface UnknownFields {
  $unknown?: Uint8Array | undefined;
}

/** Steps over a field whose tag stands at `start`, and keeps it. Returns the position behind it. */
export function unknownField(
  message: UnknownFields,
  b: Uint8Array,
  start: number,
  tag: number,
  end: number,
  depth: number = settings.depth,
): number {
  const p = skipFieldAt(b, start, tag, end, depth);
  keepField(message, b, start, p);
  return p;
}

/** Keeps the field that stands from `start` to `end`. */
export function keepField(message: UnknownFields, b: Uint8Array, start: number, end: number): void {
  if (settings.drop) return;
  const field = b.subarray(start, end);
  const kept = message.$unknown;
  if (kept === undefined && field.length < ARRAY_MEMORY / 32) spend(ARRAY_MEMORY);
  message.$unknown = kept === undefined ? new Uint8Array(field) : append(kept, field);
}

/** Keeps a number of a field of wire type VARINT: an element of a packed list that a closed enum does not know. */
export function keepNumber(message: UnknownFields, field: number, value: number): void {
  const bytes = new Uint8Array(15);
  const end = writeInt32(bytes, writeUint32(bytes, 0, (field << 3) >>> 0), value);
  keepField(message, bytes, 0, end);
}

/** Gives a new message the unknown fields of what it is made from. */
export function withUnknown<T>(from: UnknownFields, message: T): T {
  if (from.$unknown !== undefined) (message as UnknownFields).$unknown = from.$unknown;
  return message;
}

/** How much of a buffer that {@link append} has made is in use. */
const used = new WeakMap<ArrayBufferLike, number>();

/** Both arrays in one. Doubles the room when it has to move, so that many unknown fields take linear time. */
function append(kept: Uint8Array, field: Uint8Array): Uint8Array {
  const size = kept.length + field.length;
  // Only the array that reaches to the end of what is in use may grow in place: a copy of the message may share it.
  const fits = kept.byteOffset === 0 && used.get(kept.buffer) === kept.length && size <= kept.buffer.byteLength;
  const all = fits ? new Uint8Array(kept.buffer) : new Uint8Array(size * 2);
  if (!fits) all.set(kept);
  all.set(field, kept.length);
  used.set(all.buffer, size);
  return all.subarray(0, size);
}
