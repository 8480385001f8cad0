import type { MessageType } from "./message-type.js";

/** What `Timestamp` offers beside its codec. A Timestamp is a point in time as seconds and nanoseconds of UTC. */
export interface TimestampHelpers<T> {
  /** The time of a Date, exact to the millisecond. */
  fromDate(date: Date): T;
  /** The Date of a time. Digits below the millisecond are cut off. Throws RangeError for a time that Date cannot hold. */
  toDate(timestamp: { readonly seconds?: bigint | undefined; readonly nanos?: number | undefined }): Date;
  /** The current time, by the system's clock. */
  now(): T;
}

/** What `Duration` offers beside its codec. A Duration is a span of time as seconds and nanoseconds of the same sign. */
export interface DurationHelpers<T> {
  /** The span of a number of milliseconds, rounded to the nanosecond. */
  fromMs(milliseconds: number): T;
  /** The number of milliseconds, as exact as a double can be. */
  toMs(duration: { readonly seconds?: bigint | undefined; readonly nanos?: number | undefined }): number;
}

/** What `Any` offers beside its codec. An Any carries a message of any type with the name of the type. */
export interface AnyHelpers<T> {
  /** Packs a message, with the type URL `type.googleapis.com/` and the full name of the type. */
  pack<Init>(type: MessageType<unknown, Init>, message: Init): T;
  /** The message, if it is of that type, else undefined. Throws DecodeError if it is not well-formed. */
  unpack<M>(
    any: { readonly typeUrl?: string | undefined; readonly value?: Uint8Array | undefined },
    type: MessageType<M, never>,
  ): M | undefined;
  /** Whether the message is of that type. */
  is(any: { readonly typeUrl?: string | undefined }, type: { readonly typeName: string }): boolean;
}

interface Time {
  seconds: bigint;
  nanos: number;
}

/** Adds the helpers to `google.protobuf.Timestamp`. */
export function timestampType<T, Init>(type: MessageType<T, Init>): MessageType<T, Init> & TimestampHelpers<T> {
  const fromDate = (date: Date): T => {
    const ms = date.getTime();
    if (Number.isNaN(ms)) throw new RangeError("Timestamp.fromDate: the Date is invalid");
    const seconds = Math.floor(ms / 1000);
    return type.create({ seconds: BigInt(seconds), nanos: (ms - seconds * 1000) * 1_000_000 } satisfies Time as Init);
  };
  return Object.assign(type, {
    fromDate,
    toDate({ seconds = 0n, nanos = 0 }: Partial<Time>): Date {
      const date = new Date(Number(seconds) * 1000 + Math.floor(nanos / 1_000_000));
      if (Number.isNaN(date.getTime())) throw new RangeError(`Timestamp.toDate: no Date holds ${seconds} seconds`);
      return date;
    },
    now: () => fromDate(new Date()),
  } as TimestampHelpers<T>);
}

/** Adds the helpers to `google.protobuf.Duration`. */
export function durationType<T, Init>(type: MessageType<T, Init>): MessageType<T, Init> & DurationHelpers<T> {
  return Object.assign(type, {
    fromMs(milliseconds: number): T {
      if (!Number.isFinite(milliseconds)) throw new RangeError(`Duration.fromMs: ${milliseconds} is no span of time`);
      const seconds = Math.trunc(milliseconds / 1000);
      const nanos = Math.round((milliseconds - seconds * 1000) * 1_000_000);
      return type.create({ seconds: BigInt(seconds), nanos } satisfies Time as Init);
    },
    toMs: ({ seconds = 0n, nanos = 0 }: Partial<Time>) => Number(seconds) * 1000 + nanos / 1_000_000,
  } as DurationHelpers<T>);
}

const URL_PREFIX = "type.googleapis.com/";

/** Adds the helpers to `google.protobuf.Any`. */
export function anyType<T, Init>(type: MessageType<T, Init>): MessageType<T, Init> & AnyHelpers<T> {
  const is = (any: { readonly typeUrl?: string | undefined }, { typeName }: { readonly typeName: string }) =>
    any.typeUrl !== undefined && any.typeUrl.slice(any.typeUrl.lastIndexOf("/") + 1) === typeName;
  return Object.assign(type, {
    pack: <M>(of: MessageType<unknown, M>, message: M) =>
      type.create({ typeUrl: URL_PREFIX + of.typeName, value: of.encode(message) } as Init),
    unpack: <M>(any: { typeUrl?: string; value?: Uint8Array }, of: MessageType<M, never>) =>
      is(any, of) ? of.decode(any.value ?? new Uint8Array(0)) : undefined,
    is,
  } as AnyHelpers<T>);
}
