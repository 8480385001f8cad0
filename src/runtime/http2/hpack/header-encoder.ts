import type { HeaderFields } from "../../rpc/transport.js";
import { DynamicTable } from "./dynamic-table.js";
import { FieldKind } from "./field-kind.js";
import { huffmanSize, writeHuffman } from "./huffman-encode.js";
import { writeInteger } from "./integer.js";
import { DEFAULT_TABLE_SIZE, STATIC_COUNT, STATIC_FIELDS } from "./static-table.js";

/** What is known of a name that was sent before. */
interface KnownName {
  /** Where the name, whatever its value, stands in the static table, or 0. */
  readonly staticIndex: number;
  /** The entries with this name by their values: an index of the static table, or the number of a dynamic entry above it. */
  readonly values: Map<string, number>;
  /** The number of the latest dynamic entry with this name, or -1. */
  latest: number;
  /** The value that was sent last without an index: one that comes again is worth one. */
  seen: string | undefined;
  /** Whether short values are kept out of all tables. */
  readonly secret: boolean;
}

/** Fields that share one encoded form, as long as the table stays as it is. */
interface Encoded {
  readonly version: number;
  readonly bytes: Uint8Array;
}

/** Names are forgotten when there are more than this: callers may make up as many as they like. */
const MAX_NAMES = 512;

/** A table that is full takes a new entry in place of old ones at most once in so many blocks: otherwise they would chase each other. */
const BLOCKS_BETWEEN_EVICTIONS = 64;

/** Secrets that can be guessed by watching the size of blocks, as their names and {@link GUESSABLE} say: RFC 7541, section 7.1.3. */
const SECRET_NAMES: ReadonlySet<string> = /*@__PURE__*/ new Set([
  "authorization",
  "cookie",
  "proxy-authorization",
  "set-cookie",
]);

/** A shorter secret may be guessed. */
const GUESSABLE = 20;

/** Whether a name that no table has comes for the second time: behind it, each new value of it is a reference and itself. */
function isWorthIndex({ staticIndex, latest, seen }: KnownName): boolean {
  return seen !== undefined && staticIndex === 0 && latest < 0;
}

interface StaticName {
  readonly index: number;
  readonly values: Map<string, number>;
}

const STATIC_NAMES: ReadonlyMap<string, StaticName> = /*@__PURE__*/ collectStaticNames();

function collectStaticNames(): ReadonlyMap<string, StaticName> {
  const names = new Map<string, StaticName>();
  for (let index = 1; index <= STATIC_COUNT; index++) {
    const name = STATIC_FIELDS[2 * index - 2]!;
    const value = STATIC_FIELDS[2 * index - 1]!;
    if (!names.has(name)) names.set(name, { index, values: new Map() });
    if (value !== "") names.get(name)!.values.set(value, index);
  }
  return names;
}

/** What an integer takes at most. */
const INTEGER_BYTES = 6;

/**
 * The sending half of a connection's header compression (RFC 7541). What all requests of a method share is put into the dynamic
 * table at once, other fields when they come with the same value twice in a row, or for their name, when that comes twice.
 */
export class HeaderEncoder {
  readonly #table: DynamicTable;
  readonly #names = new Map<string, KnownName>();
  readonly #encoded = new WeakMap<HeaderFields, Encoded>();
  readonly #tableLimit: number;
  /** The smallest size that the table was told to have since the last block, or -1. */
  #smallestSize = -1;
  #blocksSinceEviction = 0;
  #out: Uint8Array = new Uint8Array(256);
  #at = 0;

  /** `tableSize` is the size in bytes above which the table does not grow, whatever the peer allows. */
  constructor(tableSize: number = DEFAULT_TABLE_SIZE) {
    this.#tableLimit = tableSize;
    this.#table = new DynamicTable(Math.min(tableSize, DEFAULT_TABLE_SIZE));
  }

  /** The peer's SETTINGS_HEADER_TABLE_SIZE, in bytes. The next block tells the peer what has become of it. */
  setTableSize(size: number): void {
    size = Math.min(size, this.#tableLimit);
    if (size === this.#table.maxSize && this.#smallestSize < 0) return;
    this.#smallestSize = this.#smallestSize < 0 ? size : Math.min(this.#smallestSize, size);
    this.#resize(size);
  }

  /** Encodes a block of fields that will be sent again, as the same list. The result is good until the next call. */
  encodeShared(shared: HeaderFields, fields: HeaderFields): Uint8Array {
    this.#begin();
    const known = this.#encoded.get(shared);
    if (known !== undefined && known.version === this.#table.version) {
      this.#reserve(known.bytes.length);
      this.#out.set(known.bytes, this.#at);
      this.#at += known.bytes.length;
    } else {
      const { version } = this.#table;
      const start = this.#at;
      for (let i = 0; i < shared.length; i += 2) this.#write(shared[i]!, shared[i + 1]!, true);
      // Only a form that has changed nothing says the same again.
      if (version === this.#table.version) {
        this.#encoded.set(shared, { version, bytes: this.#out.slice(start, this.#at) });
      }
    }
    return this.#finish(fields);
  }

  /** Encodes a block. The result is good until the next call. */
  encode(fields: HeaderFields): Uint8Array {
    this.#begin();
    return this.#finish(fields);
  }

  #begin(): void {
    this.#at = 0;
    this.#blocksSinceEviction++;
    if (this.#smallestSize < 0) return;
    if (this.#smallestSize < this.#table.maxSize) this.#writeSize(this.#smallestSize);
    this.#writeSize(this.#table.maxSize);
    this.#smallestSize = -1;
  }

  #finish(fields: HeaderFields): Uint8Array {
    for (let i = 0; i < fields.length; i += 2) this.#write(fields[i]!, fields[i + 1]!, false);
    return this.#out.subarray(0, this.#at);
  }

  #write(name: string, value: string, again: boolean): void {
    const known = this.#names.get(name) ?? this.#learn(name);
    const number = known.values.get(value);
    if (number !== undefined) {
      this.#reserve(INTEGER_BYTES);
      this.#at = writeInteger(this.#out, this.#at, 0x80, 7, this.#indexOf(number));
    } else if (known.secret && value.length < GUESSABLE) {
      this.#writeLiteral(known, name, value, 0x10, 4);
    } else if ((again || known.seen === value || isWorthIndex(known)) && this.#admits(name, value)) {
      this.#writeLiteral(known, name, value, 0x40, 6);
      this.#insert(known, name, value);
    } else {
      known.seen = value;
      this.#writeLiteral(known, name, value, 0x00, 4);
    }
  }

  /** Whether the table takes an entry now. */
  #admits(name: string, value: string): boolean {
    if (this.#table.fits(name, value)) return true;
    if (!this.#table.canHold(name, value) || this.#blocksSinceEviction < BLOCKS_BETWEEN_EVICTIONS) return false;
    this.#blocksSinceEviction = 0;
    return true;
  }

  #insert(known: KnownName, name: string, value: string): void {
    while (!this.#table.fits(name, value)) this.#evict();
    known.latest = this.#table.inserted;
    known.values.set(value, STATIC_COUNT + 1 + known.latest);
    this.#table.insert(name, value, FieldKind.REGULAR);
  }

  #evict(): void {
    const number = this.#table.oldest;
    const { name, value } = this.#table.entry(number);
    const known = this.#names.get(name)!;
    known.values.delete(value);
    if (known.latest === number) known.latest = -1;
    this.#table.evict();
  }

  #resize(size: number): void {
    const before = this.#table;
    // From the oldest on, until the rest fits: the table's own way, with the names told.
    while (before.oldest < before.inserted && before.usedSize > size) this.#evict();
    before.resize(size);
  }

  /** The index of an entry, as `values` has it, at this moment. */
  #indexOf(number: number): number {
    return number <= STATIC_COUNT ? number : this.#table.inserted + 2 * STATIC_COUNT + 1 - number;
  }

  /** Indexed literals are written once and decoded once: Huffman's code is worth its time for them, and for no others. */
  #writeLiteral(known: KnownName, name: string, value: string, first: number, bits: number): void {
    const huffman = first === 0x40;
    const nameIndex = known.staticIndex || (known.latest < 0 ? 0 : this.#indexOf(STATIC_COUNT + 1 + known.latest));
    this.#reserve(3 * INTEGER_BYTES + name.length + value.length);
    this.#at = writeInteger(this.#out, this.#at, first, bits, nameIndex);
    if (nameIndex === 0) this.#writeText(name, huffman);
    this.#writeText(value, huffman);
  }

  #writeText(text: string, huffman: boolean): void {
    const out = this.#out;
    const size = huffman ? huffmanSize(text) : text.length;
    if (size < text.length) {
      this.#at = writeHuffman(out, writeInteger(out, this.#at, 0x80, 7, size), text);
      return;
    }
    let at = writeInteger(out, this.#at, 0x00, 7, text.length);
    for (let i = 0; i < text.length; i++) out[at++] = text.charCodeAt(i);
    this.#at = at;
  }

  #writeSize(size: number): void {
    this.#reserve(INTEGER_BYTES);
    this.#at = writeInteger(this.#out, this.#at, 0x20, 5, size);
  }

  #reserve(bytes: number): void {
    const needed = this.#at + bytes;
    if (needed <= this.#out.length) return;
    const grown = new Uint8Array(Math.max(needed, 2 * this.#out.length));
    grown.set(this.#out.subarray(0, this.#at));
    this.#out = grown;
  }

  #learn(name: string): KnownName {
    if (this.#names.size >= MAX_NAMES) this.#forgetNames();
    const ofStatic = STATIC_NAMES.get(name);
    const known: KnownName = {
      staticIndex: ofStatic?.index ?? 0,
      values: new Map(ofStatic?.values),
      latest: -1,
      seen: undefined,
      secret: SECRET_NAMES.has(name),
    };
    this.#names.set(name, known);
    return known;
  }

  /** Forgets the names that are in no table. */
  #forgetNames(): void {
    for (const [name, known] of this.#names) {
      if (known.latest < 0 && known.values.size === 0) this.#names.delete(name);
    }
  }
}
