/** The wire types of the encoding. */
export const VARINT = 0;
export const I64 = 1;
export const LEN = 2;
export const SGROUP = 3;
export const I32 = 5;

const NOT_ASCII = /[\x80-\xff]/;

/** Bytes that are not what they should be. */
export class WireError extends Error {
  override readonly name: string = "WireError";
}

/**
 * Reads the fields of a serialized message, one after the other: after `next()`, `field` and `type` tell what stands at `pos`, and one
 * of the methods has to take it. Throws {@link WireError} for what is no message.
 */
export class Reader {
  readonly bytes: Buffer;
  readonly end: number;
  /** The first bytes as characters, of which strings are cut without a call of the platform for each. */
  readonly #text: string;
  pos: number;
  field = 0;
  type = 0;

  constructor(bytes: Buffer, text: string = "", pos: number = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.#text = text;
    this.pos = pos;
    this.end = end;
  }

  next(): boolean {
    if (this.pos >= this.end) {
      if (this.pos > this.end) throw new WireError("a field ends behind its message");
      return false;
    }
    const tag = this.varint();
    this.field = tag >>> 3;
    this.type = tag & 7;
    if (this.field === 0) throw new WireError("a field has number 0");
    return true;
  }

  /** A varint, of which the lower 32 bits are returned, as a signed number. */
  varint(): number {
    const { bytes } = this;
    let byte = this.#byte();
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let shift = 7; shift < 70; shift += 7) {
      byte = this.#byte();
      if (shift < 32) value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw new WireError(`a varint of more than 10 bytes stands before byte ${this.pos} of ${bytes.length}`);
  }

  #byte(): number {
    if (this.pos >= this.end) throw new WireError("it ends too early");
    return this.bytes[this.pos++]!;
  }

  bool(): boolean {
    return this.varint() !== 0;
  }

  string(): string {
    const start = this.content();
    if (this.pos <= this.#text.length) {
      const text = this.#text.slice(start, this.pos);
      if (!NOT_ASCII.test(text)) return text;
    }
    return this.bytes.toString("utf8", start, this.pos);
  }

  /** The bytes of a value of wire type LEN, which stay where they are. */
  value(): Buffer {
    const start = this.content();
    return this.bytes.subarray(start, this.pos);
  }

  /** A reader of the message that stands here. */
  message(): Reader {
    const start = this.content();
    return new Reader(this.bytes, this.#text, start, this.pos);
  }

  /** Steps over a value of wire type LEN and returns where it begins; `pos` is where it ends. */
  content(): number {
    if (this.type !== LEN) throw new WireError(`field ${this.field} has wire type ${this.type}`);
    const length = this.varint();
    const start = this.pos;
    if (length < 0 || length > this.end - start) throw new WireError(`field ${this.field} ends too early`);
    this.pos = start + length;
    return start;
  }

  skip(depth: number = 100): void {
    switch (this.type) {
      case VARINT:
        this.varint();
        break;
      case I64:
        this.pos += 8;
        break;
      case LEN:
        this.content();
        break;
      case SGROUP:
        this.#skipGroup(depth);
        break;
      case I32:
        this.pos += 4;
        break;
      default:
        throw new WireError(`field ${this.field} has wire type ${this.type}`);
    }
    if (this.pos > this.end) throw new WireError(`field ${this.field} ends too early`);
  }

  #skipGroup(depth: number): void {
    const group = this.field;
    if (depth === 0) throw new WireError("groups are nested too deeply");
    while (this.next()) {
      if (this.type === SGROUP + 1) {
        if (this.field === group) return;
        break;
      }
      this.skip(depth - 1);
    }
    throw new WireError(`group ${group} has no end`);
  }
}
