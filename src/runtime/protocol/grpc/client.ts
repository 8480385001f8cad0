import { type ByteRange, decodeRange } from "../../message/framing.js";
import type { CallChannel, ClientExchange, ClientExchangeHandler, OutgoingCall } from "../../rpc/exchange.js";
import { DEFAULT_MAX_RECEIVE_BYTES, type Limits } from "../../rpc/limits.js";
import { hasMalformedBinary } from "../../rpc/metadata.js";
import type { AnyMethod } from "../../rpc/method.js";
import { Status } from "../../rpc/status.js";
import { StatusError } from "../../rpc/status-error.js";
import {
  type ClientReceiver,
  type ClientStream,
  type ClientTransport,
  type HeaderFields,
  type PreparedHeaders,
  ResetCode,
  type TransportSource,
  type TransportWaiter,
  WRITE_HIGH_WATER,
} from "../../rpc/transport.js";
import { encodeMessage, FLAG_COMPRESSED, FrameParser, type FrameReceiver, PREFIX_BYTES } from "../framing.js";
import { fieldValue, isGrpcContentType, prepareRequest, requestFields } from "./headers.js";
import { httpStatusError, readStatus, resetError } from "./trailers.js";

export interface GrpcClientOptions {
  readonly limits?: Limits | undefined;
  readonly userAgent: string;
}

/** Makes calls in gRPC over HTTP/2 on the connections of a source. */
export class GrpcClient implements CallChannel {
  readonly source: TransportSource;
  readonly maxReceiveBytes: number;
  /** How much the calls that may still be made again have sent. */
  replayBytes = 0;
  readonly #userAgent: string;
  readonly #prepared = new WeakMap<AnyMethod, PreparedHeaders>();

  constructor(source: TransportSource, options: GrpcClientOptions) {
    this.source = source;
    this.maxReceiveBytes = options.limits?.maxReceiveBytes ?? DEFAULT_MAX_RECEIVE_BYTES;
    this.#userAgent = options.userAgent;
  }

  openCall(call: OutgoingCall, handler: ClientExchangeHandler): ClientExchange {
    return new GrpcExchange(this, call, handler);
  }

  prepare(method: AnyMethod): PreparedHeaders {
    let prepared = this.#prepared.get(method);
    if (prepared === undefined) {
      prepared = prepareRequest(method, this.#userAgent);
      this.#prepared.set(method, prepared);
    }
    return prepared;
  }
}

const NO_FIELDS: HeaderFields = [];

/** How often a call is made at most when servers refuse its stream. */
const MAX_ATTEMPTS = 5;

/**
 * A call that has sent more than this is not made again, nor is one with which all calls of a channel together have. nginx sends a
 * client away after each thousand requests (`keepalive_requests`), and whoever has a stream under way then needs it.
 */
const MAX_REPLAY_BYTES = 1024 * 1024;
const MAX_CHANNEL_REPLAY_BYTES = 16 * MAX_REPLAY_BYTES;

/** One call: the handler of its stream, of its frames and of its place in the line, all in one object. */
class GrpcExchange implements ClientExchange, ClientReceiver, FrameReceiver, TransportWaiter {
  readonly #client: GrpcClient;
  readonly #call: OutgoingCall;
  readonly #handler: ClientExchangeHandler;
  readonly #parser: FrameParser;
  #stream: ClientStream | undefined;
  /** What was sent while the call waited in line, or `undefined` when it does not wait. */
  #backlog: Uint8Array[] | undefined;
  #backlogBytes = 0;
  #sendClosed = false;
  #closed = false;
  /** The messages sent so far, while the call may still be made again; `undefined` once it may not. */
  #replay: unknown[] | undefined = [];
  #replayBytes = 0;
  #attempts = 1;

  constructor(client: GrpcClient, call: OutgoingCall, handler: ClientExchangeHandler) {
    this.#client = client;
    this.#call = call;
    this.#handler = handler;
    this.#parser = new FrameParser(this, client.maxReceiveBytes);
  }

  get waitForReady(): boolean {
    return this.#call.waitForReady;
  }

  get writable(): boolean {
    if (this.#closed) return false;
    return (this.#stream?.bufferedBytes ?? this.#backlogBytes) < WRITE_HIGH_WATER;
  }

  start(): void {
    if (this.#closed || this.#stream !== undefined || this.#backlog !== undefined) return;
    const transport = this.#client.source.pick();
    if (transport !== undefined) {
      this.#open(transport);
    } else {
      this.#backlog = [];
      this.#client.source.enqueue(this);
    }
  }

  send(message: unknown): void {
    const framed = this.#encode(message);
    if (framed === undefined) return;
    this.#sendBytes(message, framed);
  }

  sendLast(message: unknown): void {
    const framed = this.#encode(message);
    if (framed === undefined) return;
    this.#sendBytes(message, framed);
    this.#sendClosed = true;
    this.#stream?.end();
  }

  closeSend(): void {
    if (this.#closed || this.#sendClosed) return;
    this.start();
    this.#sendClosed = true;
    this.#stream?.end();
  }

  cancel(error: StatusError): void {
    this.#fail(error);
  }

  pause(): void {
    this.#stream?.pause();
  }

  resume(): void {
    this.#stream?.resume();
  }

  onTransport(transport: ClientTransport): void {
    const backlog = this.#backlog!;
    this.#backlog = undefined;
    this.#backlogBytes = 0;
    const stream = this.#open(transport);
    const last = this.#sendClosed ? backlog.pop() : undefined;
    for (const framed of backlog) stream.write(framed);
    if (this.#sendClosed) stream.end(last);
    else this.#handler.onDrain();
  }

  onUnavailable(error: Error): void {
    this.#backlog = undefined;
    this.#fail(new StatusError(Status.UNAVAILABLE, error.message, { cause: error }));
  }

  onHeaders(fields: HeaderFields, last: boolean): void {
    this.#commit();
    const httpStatus = Number(fieldValue(fields, ":status"));
    const contentType = fieldValue(fields, "content-type");
    const isGrpc = contentType !== undefined && isGrpcContentType(contentType);
    if (last) {
      // "Trailers-Only": the one block of header fields is the trailers.
      const told = fieldValue(fields, "grpc-status") !== undefined;
      if (httpStatus !== 200 && !told) {
        this.#fail(httpStatusError(httpStatus));
        return;
      }
      this.#handler.onHeaders(NO_FIELDS);
      this.#finish(readStatus(fields), fields);
    } else if (httpStatus !== 200) {
      this.#fail(httpStatusError(httpStatus));
    } else if (!isGrpc) {
      this.#fail(
        new StatusError(Status.UNKNOWN, `the server has answered with content type ${JSON.stringify(contentType)}`),
      );
    } else if (hasMalformedBinary(fields)) {
      this.#fail(new StatusError(Status.INTERNAL, 'a header in "-bin" is not in base64'));
    } else {
      const encoding = fieldValue(fields, "grpc-encoding");
      if (encoding === undefined || encoding === "identity") this.#handler.onHeaders(fields);
      else
        this.#fail(
          new StatusError(
            Status.INTERNAL,
            `the server compresses with ${JSON.stringify(encoding)}, which was not offered`,
          ),
        );
    }
  }

  onData(chunk: Uint8Array, start: number, end: number): void {
    this.#parser.push(chunk, start, end);
  }

  onFrame(flags: number, buffer: Uint8Array, start: number, end: number): boolean {
    if (flags !== 0) {
      const what = flags === FLAG_COMPRESSED ? "compressed without an encoding" : `flagged with ${flags}`;
      this.#fail(new StatusError(Status.INTERNAL, `the server has sent a message ${what}`));
      return false;
    }
    let message: unknown;
    try {
      message = decodeRange(this.#call.method.output, buffer, start, end);
    } catch (error) {
      this.#fail(new StatusError(Status.INTERNAL, "the response cannot be decoded", { cause: error }));
      return false;
    }
    this.#handler.onMessage(message, end - start + PREFIX_BYTES);
    return !this.#closed;
  }

  onTooLarge(length: number): void {
    const limit = this.#client.maxReceiveBytes;
    this.#fail(
      new StatusError(Status.RESOURCE_EXHAUSTED, `the response has ${length} bytes, the client's limit is ${limit}`),
    );
  }

  onTrailers(fields: HeaderFields): void {
    const error = readStatus(fields);
    if (error === undefined && !this.#parser.atBoundary) {
      this.#fail(new StatusError(Status.INTERNAL, "the server has ended the call in the middle of a message"));
    } else {
      this.#finish(error, fields);
    }
  }

  onEnd(): void {
    this.#finish(readStatus(NO_FIELDS), NO_FIELDS);
  }

  onReset(code: ResetCode, message: string): void {
    if (code === ResetCode.REFUSED_STREAM && this.#retry()) return;
    const late = code === ResetCode.CANCEL && this.#call.deadline <= performance.now();
    this.#finish(
      late ? new StatusError(Status.DEADLINE_EXCEEDED, "the deadline has passed") : resetError(code, message),
      NO_FIELDS,
    );
  }

  onDrain(): void {
    if (!this.#closed) this.#handler.onDrain();
  }

  #open(transport: ClientTransport): ClientStream {
    const { method } = this.#call;
    this.#stream = transport.open(this.#client.prepare(method), requestFields(this.#call), this);
    return this.#stream;
  }

  #sendBytes(message: unknown, { bytes, start, end }: ByteRange): void {
    this.start();
    this.#remember(message, end - start);
    if (this.#stream !== undefined) this.#stream.write(bytes, start, end);
    else this.#enqueueBytes(bytes.subarray(start, end));
  }

  #remember(message: unknown, size: number): void {
    if (this.#replay === undefined) return;
    this.#replay.push(message);
    this.#replayBytes += size;
    this.#client.replayBytes += size;
    if (this.#replayBytes > MAX_REPLAY_BYTES || this.#client.replayBytes > MAX_CHANNEL_REPLAY_BYTES) this.#commit();
  }

  /** The call is not made again, whatever happens. */
  #commit(): void {
    this.#replay = undefined;
    this.#client.replayBytes -= this.#replayBytes;
    this.#replayBytes = 0;
  }

  /**
   * Makes the call again after a stream that the server promises not to have processed ("transparent retry" of gRFC A6). False if
   * that is not possible.
   */
  #retry(): boolean {
    const messages = this.#replay;
    if (this.#closed || messages === undefined || this.#attempts === MAX_ATTEMPTS) return false;
    this.#attempts++;
    this.#stream = undefined;
    this.#backlog = [];
    try {
      for (const message of messages) {
        const { bytes, start, end } = encodeMessage(this.#call.method.input, message);
        this.#enqueueBytes(bytes.subarray(start, end));
      }
    } catch {
      // The caller has changed a message since: what was sent cannot be sent again.
      this.#backlog = undefined;
      return false;
    }
    this.#client.source.enqueue(this);
    return true;
  }

  #encode(message: unknown): ByteRange | undefined {
    if (this.#closed || this.#sendClosed) return undefined;
    try {
      return encodeMessage(this.#call.method.input, message);
    } catch (error) {
      const text = error instanceof Error ? `: ${error.message}` : "";
      this.#fail(new StatusError(Status.INTERNAL, `the request cannot be encoded${text}`, { cause: error }));
      return undefined;
    }
  }

  #enqueueBytes(framed: Uint8Array): void {
    this.#backlog?.push(framed);
    this.#backlogBytes += framed.length;
  }

  /** Ends the call from this side. */
  #fail(error: StatusError): void {
    if (this.#closed) return;
    if (this.#backlog !== undefined) this.#client.source.leave(this);
    this.#stream?.reset(ResetCode.CANCEL);
    this.#finish(error, NO_FIELDS);
  }

  #finish(error: StatusError | undefined, trailers: HeaderFields): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#backlog = undefined;
    this.#commit();
    this.#parser.stop();
    this.#handler.onClose(error, trailers);
  }
}
