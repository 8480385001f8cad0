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
  /** `"keep"` (default) keeps the fields that the schema does not know in `$unknown`, `"drop"` forgets them. */
  readonly unknownFields?: "keep" | "drop" | undefined;
  /** How many levels messages and groups may nest. Default: 100. */
  readonly recursionLimit?: number | undefined;
  /**
   * How many elements (sub-messages, list elements and map entries) the input may create. Default: as many as keep the
   * memory of the result within 64 times the input's size.
   */
  readonly maxElements?: number | undefined;
}

/** The declared defaults of a message's scalar and enum fields. */
export type Defaults<T> = {
  readonly [K in keyof T]-?: Extract<T[K], string | number | bigint | boolean | Uint8Array>;
};

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
  /** The binary form. Throws {@link EncodeError}, which names the field, for a value its type cannot hold. */
  encode(message: Init, options?: EncodeOptions): Uint8Array;
  /** Reads the binary form. Throws {@link DecodeError}, which names the field, for input that is not well-formed. */
  decode(bytes: Uint8Array, options?: DecodeOptions): T;
}

// biome-ignore lint/suspicious/noExplicitAny: the type of "some message type", whatever its message.
export type AnyMessageType = MessageType<any, any>;
