import { DecodeError, EncodeError, INVALID } from "../wire/errors.js";
import { settings } from "../wire/reader.js";
import { forgetWindow } from "../wire/utf8.js";
import { GROW, isBytes } from "../wire/writer.js";
import type { PackedFields } from "./field-table.js";
import type { DecodeOptions, Defaults, EncodeOptions, MessageType } from "./message-type.js";
import { type Parts, parts } from "./parts.js";
import { RECURSION_LIMIT } from "./recursion-limit.js";

/** What may be charged in all (see `spend`): so many bytes, and so many times the size of the input. */
const SPARE_MEMORY = 16 << 20;
const MEMORY_FACTOR = 64;

/** Where pooled results are written. A chunk that has less than {@link CHUNK_RESERVE} left is replaced. */
export const CHUNK_SIZE: number = 1 << 16;
export const CHUNK_RESERVE: number = 1 << 12;
/** A scratch buffer above this size is left to the garbage collector. It holds the largest message of an RPC, 4 MiB by default. */
const KEPT_SCRATCH = 1 << 23;
/** The largest message that Protocol Buffers knows, in bytes. */
const MAX_SIZE = 0x7fffffff;

/** What generated code knows of a message type. */
export interface MessageCodec<T, Init> extends PackedFields {
  create(init?: Init): T;
  read(b: Uint8Array, p: number, end: number, into?: T, depth?: number): T;
  write(b: Uint8Array, p: number, message: Init, depth?: number): number;
  /** The defaults of scalar and enum fields that a new message does not have: those with explicit presence. */
  readonly defaults?: { readonly [localName: string]: unknown } | undefined;
  /** See {@link MessageType.$required}. */
  readonly required?: MessageType<T>["$required"];
  /** See {@link MessageType.$problem}. */
  readonly problem?: ((value: unknown, depth?: number) => string | undefined) | undefined;
}

/** Makes a message type from generated functions. */
export function messageType<T, Init>(typeName: string, codec: MessageCodec<T, Init>): MessageType<T, Init> {
  return new RuntimeMessageType(typeName, codec);
}

class RuntimeMessageType<T, Init> implements MessageType<T, Init> {
  declare readonly typeName: string;
  declare readonly $create: MessageType<T, Init>["$create"];
  declare readonly $read: MessageType<T, Init>["$read"];
  declare readonly $write: MessageType<T, Init>["$write"];
  declare readonly $fields: MessageCodec<T, Init>;
  declare readonly $required: MessageType<T, Init>["$required"];
  declare readonly $problem: MessageType<T, Init>["$problem"];

  constructor(typeName: string, codec: MessageCodec<T, Init>) {
    this.typeName = typeName;
    this.$create = codec.create;
    this.$read = codec.read;
    this.$write = codec.write;
    this.$fields = codec;
    this.$required = codec.required;
    this.$problem = codec.problem;
  }

  get defaults(): Defaults<T> {
    const defaults: { [localName: string]: unknown } = {};
    for (const [name, value] of Object.entries(this.$problem ? {} : (this.$create() as object))) {
      if (typeof value === "object" ? isBytes(value) : value !== undefined) defaults[name] = value;
    }
    return Object.assign(defaults, this.$fields.defaults) as Defaults<T>;
  }

  get "~standard"(): MessageType<T, Init>["~standard"] {
    return need("standard-schema")(this) as MessageType<T, Init>["~standard"];
  }

  create(init?: Init): T {
    return this.$create(init);
  }

  encode(message: Init, options?: EncodeOptions): Uint8Array {
    return options?.pooled ? encodePooled(this, message) : encodeOwned(this, message);
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

/** The binary form behind `prefix` free bytes, in an ArrayBuffer of its own. */
export function encodeOwned<Init>(type: MessageType<unknown, Init>, message: Init, prefix = 0): Uint8Array {
  let b = scratch ?? new Uint8Array(CHUNK_SIZE);
  scratch = undefined;
  for (;;) {
    try {
      const end = type.$write(b, prefix, message, RECURSION_LIMIT);
      if (b.length <= KEPT_SCRATCH) scratch = b;
      return b.slice(0, end);
    } catch (error) {
      if (error !== GROW) throw refusal(type, message, error);
      if (GROW.needed > MAX_SIZE) throw new EncodeError("larger than 2 GiB", type.typeName);
      b = new Uint8Array(Math.min(Math.max(GROW.needed, b.length * 2), MAX_SIZE));
    }
  }
}

/** The binary form as a view of a chunk that other results share. One that no chunk can hold has an ArrayBuffer of its own. */
function encodePooled<Init>(type: MessageType<unknown, Init>, message: Init): Uint8Array {
  const b = chunk ?? new Uint8Array(CHUNK_SIZE);
  const start = chunkUsed;
  chunk = undefined;
  chunkUsed = 0;
  try {
    const end = type.$write(b, start, message, RECURSION_LIMIT);
    if (CHUNK_SIZE - end >= CHUNK_RESERVE) {
      chunk = b;
      chunkUsed = end;
    }
    return b.subarray(start, end);
  } catch (error) {
    if (error !== GROW) throw refusal(type, message, error);
    // A used chunk may only be full: what is left of it is no measure of the message.
    chunk = start > 0 ? undefined : b;
    chunkUsed = 0;
    return start > 0 ? encodePooled(type, message) : encodeOwned(type, message);
  }
}

/** A part that is asked for outright. */
function need<Part extends keyof Parts>(part: Part): NonNullable<Parts[Part]> {
  if (!(part in parts)) throw new TypeError(importing(part));
  return parts[part]!;
}

const importing = (part: keyof Parts) => `import "farcall/${part}"`;

/** What to throw where a writer has thrown `error`. */
export function refusal<Init>(type: MessageType<unknown, Init>, message: Init, error: unknown): unknown {
  return (
    parts.inspect?.describeInvalid(type, message, error) ??
    (error === INVALID ? new EncodeError(`invalid value: ${importing("inspect")}`, type.typeName) : error)
  );
}

/** Decodes the message that stands in `bytes` from `start` to `end`. */
export function decodeRange<T>(
  type: MessageType<T, never>,
  bytes: Uint8Array,
  start: number,
  end: number,
  options?: DecodeOptions,
): T {
  forgetWindow(options?.strings !== "own");
  settings.view = options?.bytes === "view";
  settings.drop = options?.unknownFields === "drop";
  settings.depth = options?.recursionLimit ?? RECURSION_LIMIT;
  settings.memory = SPARE_MEMORY + MEMORY_FACTOR * (end - start);
  try {
    if (options?.maxElements !== undefined) {
      need("inspect").countElements(type, bytes, start, end, options.maxElements);
    }
    const message = type.$read(bytes, start, end, undefined, settings.depth);
    type.$required?.(type, message);
    return message;
  } catch (error) {
    if (!(error instanceof DecodeError) || error.path !== "") throw error;
    const path = parts.inspect?.pathOf(type, bytes, start, end, error.offset) ?? type.typeName;
    throw new DecodeError(error.problem, error.offset - start, path);
  } finally {
    forgetWindow();
  }
}
