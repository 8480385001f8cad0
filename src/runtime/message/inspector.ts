import type { AnyMessageType } from "./message-type.js";

/** What a codec asks only when something is wrong, or on a rare request. It needs the field tables, and as much code as all else of a codec. */
export interface Inspector {
  /** What to throw where a writer of the type has thrown `error` for a message. */
  describeInvalid(type: AnyMessageType, message: unknown, error: unknown): unknown;
  /** The path of the field that stands at `offset` in an input: `acme.Order.items[3].quantity`. */
  pathOf(type: AnyMessageType, b: Uint8Array, start: number, end: number, offset: number): string;
  /** Throws DecodeError for an input with more than `limit` list elements, map entries and sub-messages. */
  countElements(type: AnyMessageType, b: Uint8Array, start: number, end: number, limit: number): void;
}
