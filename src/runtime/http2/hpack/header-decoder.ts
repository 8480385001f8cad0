import { type HeaderFields, ResetCode } from "../../rpc/transport.js";
import { decodeShortAscii, SHORT_ASCII } from "../../wire/short-ascii.js";
import { ConnectionError } from "../connection-error.js";
import { BlockMemo } from "./block-memo.js";
import { DynamicTable } from "./dynamic-table.js";
import { FieldKind, isFieldValue, kindOf, STATIC_KINDS } from "./field-kind.js";
import { readHuffman } from "./huffman-decode.js";
import { MAX_INTEGER } from "./integer.js";
import { DEFAULT_TABLE_SIZE, ENTRY_OVERHEAD, STATIC_COUNT, STATIC_FIELDS } from "./static-table.js";

/** A header block, decoded. Blocks may be shared: nobody changes one. */
export interface HeaderBlock {
  readonly fields: HeaderFields;
  /** The pseudo-header fields among them, a bit `1 << kind` each. */
  readonly pseudo: number;
  /** What `content-length` says, or -1. */
  readonly contentLength: number;
  /** Why no message may have these fields (RFC 9113, section 8.1.1), for people. */
  readonly problem: string | undefined;
  /** There were more fields than the limits allow; `fields` has the first ones. */
  readonly tooLarge: boolean;
}

export interface HeaderDecoderOptions {
  /** The size that the dynamic table may have, in bytes: SETTINGS_HEADER_TABLE_SIZE as the peer knows it. Default: 4096. */
  readonly tableSize?: number;
  /** The size of a header list as SETTINGS_MAX_HEADER_LIST_SIZE counts it: 32 bytes for each field and its name and value. */
  readonly maxListSize: number;
  readonly maxFields: number;
}

/** The receiving half of a connection's header compression (RFC 7541). */
export class HeaderDecoder {
  readonly #table: DynamicTable;
  readonly #memo = new BlockMemo();
  readonly #tableLimit: number;
  readonly #maxListSize: number;
  readonly #maxFields: number;
  // Of the block that is being read:
  #bytes: Uint8Array = NO_BYTES;
  #at = 0;
  #end = 0;
  #fields: string[] = [];
  #listSize = 0;
  #pseudo = 0;
  #contentLength = -1;
  #problem: string | undefined;
  #tooLarge = false;

  constructor(options: HeaderDecoderOptions) {
    this.#tableLimit = options.tableSize ?? DEFAULT_TABLE_SIZE;
    this.#table = new DynamicTable(this.#tableLimit);
    this.#maxListSize = options.maxListSize;
    this.#maxFields = options.maxFields;
  }

  /**
   * Decodes one block, which is complete. Throws a ConnectionError for one that is malformed: the table is then of no use any more.
   */
  decode(bytes: Uint8Array, start: number, end: number): HeaderBlock {
    const known = this.#memo.find(bytes, start, end, this.#table.version);
    if (known !== undefined) return known;
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
    this.#fields = [];
    this.#listSize = 0;
    this.#pseudo = 0;
    this.#contentLength = -1;
    this.#problem = undefined;
    this.#tooLarge = false;
    const indexesAlone = this.#readFields();
    const block: HeaderBlock = {
      fields: this.#fields,
      pseudo: this.#pseudo,
      contentLength: this.#contentLength,
      problem: this.#problem,
      tooLarge: this.#tooLarge,
    };
    if (indexesAlone) this.#memo.keep(bytes, start, end, this.#table.version, block);
    this.#bytes = NO_BYTES;
    this.#fields = [];
    return block;
  }

  /** Reads the block. True if it has nothing but indexes. */
  #readFields(): boolean {
    while (this.#at < this.#end && (this.#bytes[this.#at]! & 0xe0) === 0x20) this.#resizeTable();
    let indexesAlone = true;
    while (this.#at < this.#end) {
      const first = this.#bytes[this.#at]!;
      if (first >= 0x80) {
        this.#addIndexed(this.#readInteger(7));
      } else {
        indexesAlone = false;
        if (first >= 0x40) this.#addLiteral(this.#readInteger(6), true);
        else if (first < 0x20) this.#addLiteral(this.#readInteger(4), false);
        else throw broken("a change of the table's size behind fields");
      }
    }
    return indexesAlone;
  }

  #resizeTable(): void {
    const size = this.#readInteger(5);
    if (size > this.#tableLimit) throw broken(`a table of ${size} bytes, where ${this.#tableLimit} are allowed`);
    this.#table.resize(size);
  }

  #addIndexed(index: number): void {
    if (index >= 1 && index <= STATIC_COUNT) {
      this.#add(STATIC_FIELDS[2 * index - 2]!, STATIC_FIELDS[2 * index - 1]!, STATIC_KINDS[index - 1]!);
    } else {
      const { name, value, kind } = this.#table.entry(this.#entryNumber(index));
      this.#add(name, value, kind);
    }
  }

  #addLiteral(nameIndex: number, insert: boolean): void {
    let name: string;
    let kind: FieldKind;
    if (nameIndex === 0) {
      name = this.#readText();
      kind = kindOf(name);
    } else if (nameIndex <= STATIC_COUNT) {
      name = STATIC_FIELDS[2 * nameIndex - 2]!;
      kind = STATIC_KINDS[nameIndex - 1]!;
    } else {
      name = this.#table.entry(this.#entryNumber(nameIndex)).name;
      // The entry's own kind tells of its value too.
      kind = kindOf(name);
    }
    const value = this.#readText();
    if (!isFieldValue(value)) kind = FieldKind.FORBIDDEN;
    if (insert) this.#table.insert(name, value, kind);
    this.#add(name, value, kind);
  }

  #entryNumber(index: number): number {
    const number = this.#table.inserted + STATIC_COUNT - index;
    if (index === 0 || number < this.#table.oldest) throw broken(`index ${index}, which is in no table`);
    return number;
  }

  #add(name: string, value: string, kind: FieldKind): void {
    this.#listSize += name.length + value.length + ENTRY_OVERHEAD;
    if (this.#listSize > this.#maxListSize || this.#fields.length >= 2 * this.#maxFields) {
      this.#tooLarge = true;
      return;
    }
    if (kind < FieldKind.REGULAR) this.#checkPseudo(name, kind);
    else if (kind > FieldKind.REGULAR) this.#checkSpecial(name, value, kind);
    this.#fields.push(name, value);
  }

  #checkPseudo(name: string, kind: FieldKind): void {
    const bit = 1 << kind;
    if ((this.#pseudo & bit) !== 0) this.#problem = `${name} is there twice`;
    // All that came before were pseudo-header fields, or there are more fields than these.
    else if (this.#fields.length !== 2 * bitCount(this.#pseudo)) this.#problem = `${name} comes behind a regular field`;
    this.#pseudo |= bit;
  }

  #checkSpecial(name: string, value: string, kind: FieldKind): void {
    if (kind === FieldKind.TE) {
      if (value.toLowerCase() !== "trailers") this.#problem = 'te has another value than "trailers"';
    } else if (kind === FieldKind.CONTENT_LENGTH) {
      const length = /^[0-9]{1,15}$/.test(value) ? Number(value) : -1;
      if (length < 0) this.#problem = "content-length is no number";
      else if (this.#contentLength >= 0 && this.#contentLength !== length) this.#problem = "two content-lengths differ";
      this.#contentLength = length;
    } else {
      this.#problem = `the field ${JSON.stringify(name.slice(0, 100))} or its value is not allowed in HTTP/2`;
    }
  }

  #readInteger(bits: number): number {
    const max = (1 << bits) - 1;
    let value = this.#bytes[this.#at++]! & max;
    if (value < max) return value;
    let factor = 1;
    for (;;) {
      if (this.#at === this.#end) throw broken("an integer without its end");
      const byte = this.#bytes[this.#at++]!;
      value += (byte & 0x7f) * factor;
      if (value > MAX_INTEGER || factor > MAX_INTEGER) throw broken("an integer above all limits");
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  }

  #readText(): string {
    if (this.#at === this.#end) throw broken("a field without its end");
    const huffman = this.#bytes[this.#at]! >= 0x80;
    const length = this.#readInteger(7);
    const start = this.#at;
    if (length > this.#end - start) throw broken("a text without its end");
    this.#at = start + length;
    if (!huffman) return toText(this.#bytes, start, this.#at);
    if (scratch.length < 2 * length) scratch = new Uint8Array(2 * length);
    const size = readHuffman(this.#bytes, start, this.#at, scratch);
    if (size < 0) throw broken("a text that is not in Huffman's code");
    const text = toText(scratch, 0, size);
    if (scratch.length > LARGE_TEXT) scratch = new Uint8Array(FIRST_SCRATCH);
    return text;
  }
}

const NO_BYTES = new Uint8Array(0);

const FIRST_SCRATCH = 512;
const LARGE_TEXT = 64 * 1024;

/** Where text is put while it is decoded. */
let scratch: Uint8Array = new Uint8Array(FIRST_SCRATCH);

/** The argument lists of calls have a limit; this is far below. */
const TEXT_PIECE = 4096;

/** Text in which a byte is a character (ISO 8859-1): what HTTP has in its fields. */
function toText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= SHORT_ASCII) {
    const text = decodeShortAscii(bytes, start, end - start);
    if (text !== undefined) return text;
  }
  let text = "";
  for (let at = start; at < end; at += TEXT_PIECE) {
    const piece = bytes.subarray(at, Math.min(end, at + TEXT_PIECE));
    text += String.fromCharCode.apply(null, piece as unknown as number[]);
  }
  return text;
}

function bitCount(bits: number): number {
  let count = 0;
  for (; bits !== 0; bits &= bits - 1) count++;
  return count;
}

function broken(what: string): ConnectionError {
  return new ConnectionError(ResetCode.COMPRESSION_ERROR, `a header block with ${what}`);
}
