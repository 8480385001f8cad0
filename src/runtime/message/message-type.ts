import type { PackedFields } from "./field-table.js";
import type { StandardSchema } from "./standard/types.js";

/** Options of {@link MessageType.encode}. */
export interface EncodeOptions {
  /**
   * Return a view of a chunk that other results share, instead of bytes in an ArrayBuffer of their own. Faster for small
   * messages; do not transfer or keep its `.buffer`. Default: `false`.
   */
  readonly pooled?: boolean | undefined;
}

/** Options of {@link MessageType.decode}. */
export interface DecodeOptions {
  /** `"copy"` (default) gives every bytes field memory of its own, `"view"` a view of the input. */
  readonly bytes?: "copy" | "view" | undefined;
  /**
   * `"share"` (default) cuts text of many strings from pieces of the input of 1 KB. That takes half the time, and a string of 13 and
   * more characters keeps its piece in memory as long as it lives. `"own"` gives every string memory of its own, for programs that
   * decode much and keep little of it. Platforms without Node's Buffer do that anyway.
   */
  readonly strings?: "share" | "own" | undefined;
  /** `"keep"` (default) keeps the fields that the schema does not know in `$unknown`, `"drop"` forgets them. */
  readonly unknownFields?: "keep" | "drop" | undefined;
  /** How many levels messages and groups may nest below the outermost message. Default: 100. */
  readonly recursionLimit?: number | undefined;
  /**
   * How many list elements, map entries and sub-messages the input may hold. Default: no limit of its own; memory is bounded
   * all the same: what is far larger in memory than on the wire may take 16 MiB and 64 times the size of the input.
   */
  readonly maxElements?: number | undefined;
}

/** The declared defaults of a message's scalar and enum fields; none for a message that is a scalar in JavaScript. */
export type Defaults<T> = T extends object
  ? { readonly [K in keyof T]-?: Extract<T[K], string | number | bigint | boolean | Uint8Array> }
  : Record<never, never>;

/**
 * The codec of one message type. `T` is what decode returns, a plain object; `Init` is what encode and create take, in which
 * every field may be left out that is not required.
 */
export interface MessageType<T, Init = T> {
  /** The full name, without a leading dot: `acme.shop.v1.Order`. */
  readonly typeName: string;
  /** The default of every scalar and enum field: the declared one, or the type's zero. */
  readonly defaults: Defaults<T>;
  /** A complete message: fields with implicit presence that `init` leaves out are filled with their zero. */
  create(init?: Init): T;
  /**
   * The binary form. Throws EncodeError, which names the field, for a value its type cannot hold.
   * Source: "Encoding" of the Protocol Buffers documentation.
   */
  encode(message: Init, options?: EncodeOptions): Uint8Array;
  /** Reads the binary form. Throws DecodeError, which names the field, for input that is not well-formed. */
  decode(bytes: Uint8Array, options?: DecodeOptions): T;

  /**
   * The type as a validator of Standard Schema, for forms and routers that take one. Bundles for browsers have it where something
   * imports `farcall/standard-schema`; else it throws a TypeError that says so.
   */
  // biome-ignore lint/suspicious/noExplicitAny: `MessageType<T, never>` stands for any init.
  readonly "~standard": StandardSchema<[Init] extends [never] ? any : Init, T>;

  /** @internal For generated code: a complete message. */
  $create(init?: Init): T;
  /**
   * @internal For generated code: reads the message that stands in `b` from `p` to `end`, into `into` where there is one already,
   * with at most `depth` levels below it.
   */
  $read(b: Uint8Array, p: number, end: number, into?: T, depth?: number): T;
  /** @internal For generated code: writes the message at `p` and returns the position behind it. */
  $write(b: Uint8Array, p: number, message: Init, depth?: number): number;
  /** @internal What the generic operations know about the fields, for `fieldsOf`. */
  readonly $fields: PackedFields;
  /** @internal Refuses a message that lacks a required field, where the type, or one that it leads to, has required fields. */
  readonly $required: ((type: AnyMessageType, message: unknown) => void) | undefined;
  /** @internal What is wrong with a value that may hold `depth` levels, for a type whose messages are no objects with fields (Struct, Value). */
  readonly $problem: ((value: unknown, depth?: number) => string | undefined) | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: "some message type", whatever its message.
export type AnyMessageType = MessageType<any, any>;
