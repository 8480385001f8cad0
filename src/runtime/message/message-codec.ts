import { DecodeError, EncodeError, INVALID } from "../wire/errors.js";
import { forgetWindow } from "../wire/native-text.js";
import { settings } from "../wire/reader.js";
import { GROW } from "../wire/writer.js";
import { checkRequired } from "./check-required.js";
import { describeInvalid, invalidMessage } from "./describe-invalid.js";
import { FieldTable } from "./field-table.js";
import { countElements, pathOf } from "./input-walk.js";
import type { DecodeOptions, Defaults, EncodeOptions, MessageType } from "./message-type.js";
import { RECURSION_LIMIT } from "./recursion-limit.js";
import { zeroOf } from "./scalar.js";

/** What may be charged in all (see `spend`): so many bytes, and so many times the size of the input. */
const SPARE_MEMORY = 16 << 20;
const MEMORY_FACTOR = 64;

/** Where pooled results are written. A chunk that has less than `CHUNK_RESERVE` left is replaced. */
const CHUNK_SIZE = 1 << 16;
const CHUNK_RESERVE = 1 << 12;
/** A scratch buffer above this size is left to the garbage collector. */
const KEPT_SCRATCH = 1 << 20;
/** The largest message that Protocol Buffers knows, in bytes. */
const MAX_SIZE = 0x7fffffff;

/** What generated code knows of a message type. */
export interface MessageCodec<T, Init> {
  create(init?: Init): T;
  read(b: Uint8Array, p: number, end: number, into?: T, depth?: number): T;
  write(b: Uint8Array, p: number, message: Init, depth?: number): number;
  /** The compact field table, and what it refers to; see {@link FieldTable}. */
  readonly fields: string;
  readonly references?: (() => readonly unknown[]) | undefined;
  /** The declared defaults that are not the zeros of their types. */
  readonly defaults?: { readonly [localName: string]: unknown } | undefined;
  /** Whether the type, or one that it leads to, has required fields. */
  readonly required?: boolean | undefined;
  /** See {@link MessageType.$problem}. */
  readonly problem?: ((value: unknown, depth?: number) => string | undefined) | undefined;
}

/** Makes a message type from generated functions. */
export function messageType<T, Init>(typeName: string, codec: MessageCodec<T, Init>): MessageType<T, Init> {
  return new RuntimeMessageType(typeName, codec);
}

class RuntimeMessageType<T, Init> implements MessageType<T, Init> {
  readonly typeName: string;
  readonly $create: (init?: Init) => T;
  readonly $read: (b: Uint8Array, p: number, end: number, into?: T, depth?: number) => T;
  readonly $write: (b: Uint8Array, p: number, message: Init, depth?: number) => number;
  readonly $fields: FieldTable;
  readonly $required: boolean;
  readonly $problem: ((value: unknown, depth?: number) => string | undefined) | undefined;
  readonly #declaredDefaults: { readonly [localName: string]: unknown } | undefined;

  constructor(typeName: string, codec: MessageCodec<T, Init>) {
    this.typeName = typeName;
    this.$create = codec.create;
    this.$read = codec.read;
    this.$write = codec.write;
    this.$fields = new FieldTable(codec.fields, codec.references);
    this.$required = codec.required === true;
    this.$problem = codec.problem;
    this.#declaredDefaults = codec.defaults;
  }

  get defaults(): Defaults<T> {
    const defaults: { [localName: string]: unknown } = {};
    for (const { localName, cardinality, oneof, value } of this.$fields.all) {
      const single = cardinality !== "expanded" && cardinality !== "packed" && cardinality !== "map";
      if (single && oneof === undefined && value.kind !== "message") defaults[localName] = zeroOf(value);
    }
    return Object.assign(defaults, this.#declaredDefaults) as Defaults<T>;
  }

  create(init?: Init): T {
    return this.$create(init);
  }

  encode(message: Init, options?: EncodeOptions): Uint8Array {
    return options?.pooled ? encodeFramed(this, message, 0) : encodeOwned(this, message);
  }

  decode(bytes: Uint8Array, options?: DecodeOptions): T {
    return decodeRange(this, bytes, 0, bytes.length, options);
  }
}

// One scratch buffer serves all encodes, and one chunk all pooled results. Whoever writes takes it away meanwhile, because
// a getter or a proxy in the message may call encode too.
let scratch: Uint8Array | undefined;
let chunk: Uint8Array | undefined;
let chunkUsed = 0;

/** The binary form in an ArrayBuffer of its own. */
function encodeOwned<Init>(type: MessageType<unknown, Init>, message: Init): Uint8Array {
  let b = scratch ?? new Uint8Array(CHUNK_SIZE);
  scratch = undefined;
  for (;;) {
    try {
      const end = type.$write(b, 0, message, RECURSION_LIMIT);
      const bytes = b.slice(0, end);
      if (b.length <= KEPT_SCRATCH) scratch = b;
      return bytes;
    } catch (error) {
      b = largerBuffer(type, message, b, error);
    }
  }
}

/**
 * The binary form of a message behind `prefix` free bytes, so that a protocol can write its frame header in place. The result
 * is a view of a chunk that other results share: use it, do not transfer or keep its `.buffer`.
 */
export function encodeFramed<Init>(type: MessageType<unknown, Init>, message: Init, prefix: number): Uint8Array {
  let b = chunk ?? new Uint8Array(CHUNK_SIZE);
  let start = chunk === undefined ? 0 : chunkUsed;
  chunk = undefined;
  for (;;) {
    try {
      const end = type.$write(b, start + prefix, message, RECURSION_LIMIT);
      // A chunk that one large message has asked for is that message's own.
      if (b.length === CHUNK_SIZE && CHUNK_SIZE - end >= CHUNK_RESERVE) {
        chunk = b;
        chunkUsed = end;
      }
      return b.subarray(start, end);
    } catch (error) {
      // A used chunk may only be full: what is left of it is no measure of the message.
      b = start > 0 && error === GROW ? new Uint8Array(CHUNK_SIZE) : largerBuffer(type, message, b, error);
      start = 0;
    }
  }
}

/** What to go on with after a writer has thrown: a larger buffer if it asked for one, else the error that names the field. */
function largerBuffer<Init>(
  type: MessageType<unknown, Init>,
  message: Init,
  b: Uint8Array,
  error: unknown,
): Uint8Array {
  if (error === INVALID) throw invalidMessage(type, message);
  if (error !== GROW) throw describeInvalid(type, message) ?? error;
  if (GROW.needed > MAX_SIZE) throw new EncodeError("the message is larger than 2 GiB", type.typeName);
  return new Uint8Array(Math.min(Math.max(GROW.needed, b.length * 2), MAX_SIZE));
}

/** Decodes the message that stands in `bytes` from `start` to `end`. */
export function decodeRange<T>(
  type: MessageType<T, never>,
  bytes: Uint8Array,
  start: number,
  end: number,
  options?: DecodeOptions,
): T {
  forgetWindow();
  settings.view = options?.bytes === "view";
  settings.drop = options?.unknownFields === "drop";
  settings.depth = options?.recursionLimit ?? RECURSION_LIMIT;
  settings.memory = SPARE_MEMORY + MEMORY_FACTOR * (end - start);
  try {
    if (options?.maxElements !== undefined) countElements(type, bytes, start, end, options.maxElements);
    const message = type.$read(bytes, start, end, undefined, settings.depth);
    if (type.$required) checkRequired(type, message);
    return message;
  } catch (error) {
    if (!(error instanceof DecodeError) || error.path !== "") throw error;
    throw new DecodeError(error.problem, error.offset - start, pathOf(type, bytes, start, end, error.offset));
  } finally {
    forgetWindow();
  }
}
