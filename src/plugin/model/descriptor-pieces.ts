import { LEN, Reader } from "../schema/wire.js";

/** How the messages within a message are written, by the numbers of its fields. */
interface Shape {
  readonly [field: number]: Shape;
}

// The messages of descriptor.proto that lead to options or to fields.
const PLAIN: Shape = {};
const options = (features: number): Shape => ({ [features]: PLAIN, 999: PLAIN });
const FIELD: Shape = { 8: { 20: PLAIN, 21: PLAIN, 22: PLAIN, 999: PLAIN } };
const ENUM: Shape = { 2: { 3: { ...options(2), 4: PLAIN } }, 3: options(7), 4: PLAIN };
const MESSAGE: { [field: number]: Shape } = {
  2: FIELD,
  4: ENUM,
  5: { 3: { 2: PLAIN, ...options(50) } },
  6: FIELD,
  7: options(12),
  8: { 2: options(1) },
  9: PLAIN,
};
MESSAGE[3] = MESSAGE;
const METHOD_OPTIONS = options(35);
const SERVICE: Shape = { 2: { 4: METHOD_OPTIONS }, 3: options(34) };
const FILE: Shape = { 4: MESSAGE, 5: ENUM, 6: SERVICE, 7: FIELD, 8: options(50) };

const ELEMENTS = [4, 5, 6, 7];
const SOURCE_CODE_INFO = 9;

/** From here on, numbers are those of custom options. */
const CUSTOM = 1000;

/**
 * A serialized FileDescriptorProto in pieces, which are it when they are joined: what the file says of itself, then each top-level
 * element. The comments are left out, and what tells nothing. Compilers write fields in different orders; here they stand in that of
 * their numbers, custom options last.
 */
export function piecesOf(file: Buffer): Uint8Array[] {
  const fields = fieldsOf(file, 0, file.length).filter(({ number }) => number !== SOURCE_CODE_INFO);
  const head = fields.filter(({ number }) => !ELEMENTS.includes(number));
  const elements = ELEMENTS.flatMap((wanted) => fields.filter(({ number }) => number === wanted));
  const rewriter = new Rewriter(
    file,
    fields.reduce((sum, { start, end }) => sum + end - start, 0),
  );
  return [head, ...elements.map((element) => [element])].map((piece) => rewriter.piece(piece, FILE));
}

/** Serialized google.protobuf.MethodOptions in the same order. */
export function methodOptionsOf(options: Buffer): Uint8Array {
  return new Rewriter(options, options.length).piece(fieldsOf(options, 0, options.length), METHOD_OPTIONS);
}

/** A field of a serialized message: its number, where it begins, where the content of a value of wire type LEN does, and its end. */
interface Field {
  readonly number: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

function fieldsOf(bytes: Buffer, from: number, to: number): Field[] {
  const fields: Field[] = [];
  const r = new Reader(bytes, "", from, to);
  for (let start = from; r.next(); start = r.pos) {
    const number = r.field;
    fields.push({ number, start, content: contentOf(r), end: r.pos });
  }
  return fields;
}

/** Steps over a field, and returns where the content of a value of wire type LEN begins: 0 for other values. */
function contentOf(r: Reader): number {
  if (r.type === LEN) return r.content();
  r.skip();
  return 0;
}

// Fields of FieldDescriptorProto.
const NAME = 1;
const TYPE = 5;
const DEFAULT_VALUE = 7;
const JSON_NAME = 10;
const TYPE_FLOAT = 2;

/** Writes parts of a serialized message in another order, and shorter. */
class Rewriter {
  readonly #from: Buffer;
  readonly #to: Buffer;
  #position = 0;
  // What stands unchanged in `from`, and is not copied yet.
  #start = 0;
  #end = 0;
  // What is known of the FieldDescriptorProto at hand.
  #name: Field | undefined;
  #isFloat = false;
  #hasJsonName = false;

  /** `size` is that of the parts. All that can grow is the default of a float, to 48 digits at most. */
  constructor(from: Buffer, size: number) {
    this.#from = from;
    this.#to = Buffer.allocUnsafe(size * 4 + 64);
  }

  /** Fields of a message as a piece of its own. */
  piece(fields: readonly Field[], shape: Shape): Uint8Array {
    const start = this.#position;
    for (const { number, start, content, end } of inOrder(fields)) this.#field(number, start, content, end, shape);
    this.#flush();
    return this.#to.subarray(start, this.#position);
  }

  #message(from: number, to: number, shape: Shape): void {
    if (shape === FIELD) this.#beginField();
    const before = this.#position;
    const r = new Reader(this.#from, "", from, to);
    let last = 0;
    for (let start = from; r.next(); start = r.pos) {
      const number = r.field;
      if (number < last && last < CUSTOM) {
        // It begins again, in order.
        this.#position = before;
        this.#start = this.#end = 0;
        if (shape === FIELD) this.#beginField();
        const fields = inOrder(fieldsOf(this.#from, from, to));
        for (const { number, start, content, end } of fields) this.#field(number, start, content, end, shape);
        break;
      }
      last = Math.min(number, CUSTOM);
      this.#field(number, start, contentOf(r), r.pos, shape);
    }
    this.#flush();
  }

  #beginField(): void {
    this.#name = undefined;
    this.#isFloat = false;
    this.#hasJsonName = false;
  }

  #field(number: number, start: number, content: number, end: number, shape: Shape): void {
    if (shape === FIELD) {
      if (number === NAME) this.#name = { number, start, content, end };
      else if (number === TYPE) this.#isFloat = this.#from[end - 1] === TYPE_FLOAT;
      else if (number === JSON_NAME) {
        if (!this.#hasJsonName && this.#isUsualJsonName(content, end)) return;
        this.#hasJsonName = true;
      } else if (number === DEFAULT_VALUE && this.#isFloat && this.#writeDefault(content, end)) return;
    }
    const inner = content === 0 ? undefined : shape[number];
    if (inner !== undefined) {
      this.#flush();
      this.#writeMessage(number, content, end, inner);
    } else if (start === this.#end) {
      this.#end = end;
    } else {
      this.#flush();
      this.#start = start;
      this.#end = end;
    }
  }

  #writeMessage(number: number, content: number, end: number, shape: Shape): void {
    this.#varint((number << 3) | LEN);
    const start = this.#position;
    // The length is not known yet; room for the present one is nearly always right.
    this.#varint(end - content);
    const written = this.#position;
    this.#message(content, end, shape);
    const length = this.#position - written;
    if (length === end - content) return;
    const room = written - start;
    const needed = length < 1 << 7 ? 1 : length < 1 << 14 ? 2 : length < 1 << 21 ? 3 : length < 1 << 28 ? 4 : 5;
    if (needed !== room) this.#to.copyWithin(start + needed, written, this.#position);
    this.#position = start;
    this.#varint(length);
    this.#position += length;
  }

  #varint(value: number): void {
    let rest = value;
    for (; rest > 127; rest >>>= 7) this.#to[this.#position++] = (rest & 127) | 128;
    this.#to[this.#position++] = rest;
  }

  #flush(): void {
    if (this.#end > this.#start) this.#position += this.#from.copy(this.#to, this.#position, this.#start, this.#end);
    this.#start = this.#end = 0;
  }

  /** Whether a JSON name follows from the field's name, by the rule of {@link camelCase}. Compilers give every field its JSON name. */
  #isUsualJsonName(content: number, end: number): boolean {
    const from = this.#from;
    const name = this.#name;
    let p = content;
    if (name === undefined) return end === content;
    for (let q = name.content; q < name.end; q++) {
      let c = from[q]!;
      if (c === UNDERSCORE) {
        while (++q < name.end && from[q] === UNDERSCORE);
        if (q === name.end) break;
        c = from[q]!;
        if (c >= 97 && c <= 122) c -= 32;
      }
      if (p === end || from[p++] !== c) return false;
    }
    return p === end;
  }

  /** Gives the default of a float the fewest digits that tell it: compilers hand over different ones. False: it is no number. */
  #writeDefault(content: number, end: number): boolean {
    const text = this.#from.toString("utf8", content, end);
    if (!/\d/.test(text)) return false;
    this.#flush();
    const shortest = shortestFloat(text);
    this.#varint((DEFAULT_VALUE << 3) | LEN);
    this.#varint(shortest.length);
    this.#position += this.#to.write(shortest, this.#position, "latin1");
    return true;
  }
}

const UNDERSCORE = 95;

/** Fields in the order of their numbers; custom options keep theirs. */
function inOrder(fields: readonly Field[]): readonly Field[] {
  const rank = ({ number }: Field): number => Math.min(number, CUSTOM);
  const isOrdered = fields.every((field, i) => i === 0 || rank(fields[i - 1]!) <= rank(field));
  return isOrdered ? fields : fields.toSorted((a, b) => rank(a) - rank(b));
}

/** The fewest digits that tell a number of 32 bits from all others: 9 always do. */
function shortestFloat(text: string): string {
  const value = Math.fround(Number(text));
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return numberText(rounded);
  }
  return numberText(Number(value.toPrecision(9)));
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
