import type { MessageType } from "../message/message-type.js";
import { Metadata, type MetadataInit } from "./metadata.js";
import { type CallStatus, Status, statusName } from "./status.js";
import { decodeStatusDetails, detailTypeName, encodeStatusDetails, type PackedDetail } from "./status-details.js";

/** A detail to attach to an error: a message and its type. */
export interface StatusDetail<Init = unknown> {
  // biome-ignore lint/suspicious/noExplicitAny: some message type; `value` is checked by its encode.
  readonly type: MessageType<any, Init>;
  readonly value: Init;
}

export interface StatusErrorOptions {
  /** Sent in the trailers by a server. */
  readonly metadata?: MetadataInit | undefined;
  /** Sent as `grpc-status-details-bin` (the richer error model of gRPC). */
  // biome-ignore lint/suspicious/noExplicitAny: each detail has a type of its own.
  readonly details?: readonly StatusDetail<any>[] | undefined;
  /** Kept on this side; never sent. */
  readonly cause?: unknown;
}

/**
 * The failure of a call. A client's call rejects with one; a server's handler throws one to answer with its code, message,
 * metadata and details.
 */
export class StatusError extends Error {
  override readonly name: string = "StatusError";
  readonly code: Status;
  /** The message without the code in front of it: what travels. */
  readonly rawMessage: string;
  #metadata: Metadata | (() => Metadata) | undefined;
  #details: Uint8Array | undefined;

  /** Throws a `RangeError` for `Status.OK`, which is no failure. */
  constructor(code: Exclude<Status, 0>, message = "", options?: StatusErrorOptions) {
    super(
      message === "" ? `[${statusName(code)}]` : `[${statusName(code)}] ${message}`,
      options?.cause === undefined ? undefined : { cause: options.cause },
    );
    if ((code as number) === Status.OK) throw new RangeError("a StatusError cannot have the code OK");
    this.code = code;
    this.rawMessage = message;
    if (options?.metadata !== undefined) this.#metadata = new Metadata(options.metadata);
    if (options?.details !== undefined && options.details.length > 0) {
      const packed = options.details.map(({ type, value }) => ({
        typeUrl: `type.googleapis.com/${type.typeName}`,
        value: type.encode(value),
      }));
      this.#details = encodeStatusDetails(code, message, packed);
    }
  }

  /** The trailers that came with the failure, or that go with it. */
  get metadata(): Metadata {
    const metadata = this.#metadata;
    if (metadata instanceof Metadata) return metadata;
    return (this.#metadata = metadata?.() ?? new Metadata());
  }

  /** The details of one type, decoded. Throws a DecodeError if the other side has sent nonsense under that name. */
  details<T>(type: MessageType<T, never>): T[] {
    return this.packedDetails()
      .filter((detail) => detailTypeName(detail) === type.typeName)
      .map((detail) => type.decode(detail.value));
  }

  /** All details as they travel. */
  packedDetails(): PackedDetail[] {
    return this.#details === undefined ? [] : decodeStatusDetails(this.#details);
  }

  /** The serialized `google.rpc.Status`, if there are details. For protocols. */
  get detailBytes(): Uint8Array | undefined {
    return this.#details;
  }

  /** The error of a status that was received. `metadata` is asked for when somebody looks. For protocols. */
  static received(
    code: Exclude<Status, 0>,
    message: string,
    metadata: () => Metadata,
    details?: Uint8Array,
  ): StatusError {
    const error = new StatusError(code, message);
    error.#metadata = metadata;
    error.#details = details;
    return error;
  }

  /**
   * Any thrown value as a StatusError: itself if it is one, CANCELLED for an AbortError, DEADLINE_EXCEEDED for a TimeoutError,
   * else UNKNOWN with the value as `cause`. The text of other errors stays in `cause`: it was not written to be sent.
   */
  static from(thrown: unknown): StatusError {
    if (thrown instanceof StatusError) return thrown;
    const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : "";
    if (name === "AbortError") return new StatusError(Status.CANCELLED, "the operation was aborted", { cause: thrown });
    if (name === "TimeoutError") {
      return new StatusError(Status.DEADLINE_EXCEEDED, "the operation timed out", { cause: thrown });
    }
    return new StatusError(Status.UNKNOWN, "an unexpected error", { cause: thrown });
  }
}

/** The status of a call that ended with `error`, or well without one. */
export function statusOf(error: StatusError | undefined): CallStatus {
  return error === undefined ? { code: Status.OK, message: "" } : { code: error.code, message: error.rawMessage };
}
