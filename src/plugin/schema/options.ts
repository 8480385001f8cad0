import { LEN, Reader, VARINT } from "./wire.js";

/** The features that decide how a field is read and written, by their numbers in google.protobuf.FeatureSet. */
export const FIELD_PRESENCE = 1;
export const ENUM_TYPE = 2;
export const REPEATED_FIELD_ENCODING = 3;
export const UTF8_VALIDATION = 4;
export const MESSAGE_ENCODING = 5;

/**
 * The options of an element, of which one asks for a field by its number in descriptor.proto, or by that of a custom option. Nothing is
 * read before that.
 */
export class Options {
  /** The serialized message: google.protobuf.FileOptions, FieldOptions, … */
  readonly bytes: Buffer;
  #fields: ReadonlyMap<number, readonly OptionField[]> | undefined;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** The number, enum value or bool of a field; undefined if it is not set. */
  number(field: number): number | undefined {
    if (this.bytes.length === 0) return undefined;
    const last = this.all(field).at(-1);
    if (last === undefined || last.type !== VARINT) return undefined;
    return new Reader(last.value).varint();
  }

  bool(field: number): boolean {
    return (this.number(field) ?? 0) !== 0;
  }

  /** A message among the options, in all its parts. */
  message(field: number): Options {
    const parts = this.all(field).filter(({ type }) => type === LEN);
    if (parts.length === 0) return NO_OPTIONS;
    return new Options(Buffer.concat(parts.map(({ value }) => value)));
  }

  has(field: number): boolean {
    return this.bytes.length > 0 && this.all(field).length > 0;
  }

  /** All occurrences of a field. */
  all(field: number): readonly OptionField[] {
    if (this.bytes.length === 0) return [];
    this.#fields ??= fieldsOf(this.bytes);
    return this.#fields.get(field) ?? [];
  }
}

/** One occurrence of a field among options. */
export interface OptionField {
  /** The wire type. */
  readonly type: number;
  /** The content of a value of wire type LEN; the bytes of any other. */
  readonly value: Buffer;
}

const NO_OPTIONS = new Options(Buffer.alloc(0));

export function optionsOf(bytes: Buffer | undefined): Options {
  return bytes === undefined ? NO_OPTIONS : new Options(bytes);
}

function fieldsOf(bytes: Buffer): Map<number, OptionField[]> {
  const found = new Map<number, OptionField[]>();
  const r = new Reader(bytes);
  while (r.next()) {
    const { field, type } = r;
    let value: Buffer;
    if (type === LEN) {
      value = r.value();
    } else {
      const start = r.pos;
      r.skip();
      value = bytes.subarray(start, r.pos);
    }
    const list = found.get(field);
    if (list === undefined) found.set(field, [{ type, value }]);
    else list.push({ type, value });
  }
  return found;
}
