import type { ClientHttp2Stream, IncomingHttpHeaders } from "node:http2";
import { type ClientReceiver, type ClientStream, type HeaderFields, ResetCode } from "../rpc/transport.js";
import { END_STREAM } from "./http2-headers.js";
import { resetStream } from "./http2-reset.js";
import { Http2Writer } from "./http2-writer.js";

/** What a stream needs of its connection. */
export interface Http2StreamHost {
  /** Why the connection broke, once it did. */
  readonly lost: string | undefined;
  /** The stream has come to its end. */
  forget(stream: Http2ClientStream): void;
}

/** Where the listeners, which all streams share, find the object behind a stream of node:http2. */
const OWNER = Symbol("owner");
type OwnedStream = ClientHttp2Stream & { [OWNER]: Http2ClientStream };

/** One stream of node:http2, seen from a client. */
export class Http2ClientStream implements ClientStream {
  readonly #connection: Http2StreamHost;
  readonly #receiver: ClientReceiver;
  #stream: ClientHttp2Stream | undefined;
  #writer: Http2Writer | undefined;
  #done = false;
  #headersSeen = false;
  /** Trailers that have overtaken data which the paused stream still holds. */
  #heldTrailers: HeaderFields | undefined;
  #error: Error | undefined;

  constructor(connection: Http2StreamHost, receiver: ClientReceiver) {
    this.#connection = connection;
    this.#receiver = receiver;
  }

  attach(stream: ClientHttp2Stream): void {
    this.#stream = stream;
    this.#writer = new Http2Writer(stream);
    (stream as OwnedStream)[OWNER] = this;
    stream.on("response", onResponse as never);
    stream.on("data", onData);
    stream.on("trailers", onTrailers as never);
    stream.on("end", onEnd);
    stream.on("drain", onDrain);
    stream.on("error", onError);
    stream.on("close", onClose);
  }

  failToOpen(error: unknown): void {
    this.#connection.forget(this);
    if (this.#done) return;
    this.#done = true;
    const text = error instanceof Error ? error.message : String(error);
    this.#receiver.onReset(ResetCode.REFUSED_STREAM, this.#connection.lost ?? text);
  }

  get bufferedBytes(): number {
    return this.#writer?.bufferedBytes ?? 0;
  }

  write(bytes: Uint8Array, start = 0, end: number = bytes.length): void {
    if (!this.#done) this.#writer?.write(bytes, start, end);
  }

  end(bytes?: Uint8Array): void {
    if (!this.#done) this.#writer?.end(bytes);
  }

  pause(): void {
    this.#stream?.pause();
  }

  resume(): void {
    if (!this.#done) this.#stream?.resume();
  }

  reset(code: ResetCode): void {
    if (this.#done) return;
    this.#done = true;
    if (this.#stream !== undefined) resetStream(this.#stream, code);
  }

  /** Ends the stream from the connection's side. */
  breakOff(code: ResetCode, message: string): void {
    if (this.#done) return;
    this.reset(code);
    queueMicrotask(() => this.#receiver.onReset(code, message));
  }

  onResponse(flags: number, fields: HeaderFields): void {
    if (this.#done) return;
    this.#headersSeen = true;
    const last = (flags & END_STREAM) !== 0;
    if (last) this.#done = true;
    this.#receiver.onHeaders(fields, last);
    if (last) this.#endRequest();
  }

  onData(chunk: Buffer): void {
    if (!this.#done) this.#receiver.onData(chunk, 0, chunk.length);
  }

  onTrailers(fields: HeaderFields): void {
    if (this.#done) return;
    if (this.#stream!.readableLength > 0) this.#heldTrailers = fields;
    else this.#finish(fields);
  }

  onEnd(): void {
    if (!this.#done && this.#heldTrailers !== undefined) this.#finish(this.#heldTrailers);
  }

  onDrain(): void {
    if (!this.#done) this.#receiver.onDrain();
  }

  onError(error: Error): void {
    this.#error = error;
  }

  onClose(): void {
    this.#connection.forget(this);
    if (this.#done) return;
    this.#done = true;
    const code = (this.#stream!.rstCode ?? 0) as ResetCode;
    if (this.#connection.lost !== undefined && code !== ResetCode.REFUSED_STREAM) {
      this.#receiver.onReset(ResetCode.CONNECTION_LOST, this.#connection.lost);
    } else if (code === ResetCode.NO_ERROR && this.#error === undefined && this.#headersSeen) {
      this.#receiver.onEnd();
    } else {
      this.#receiver.onReset(code, this.#error?.message ?? `the server has reset the stream with error code ${code}`);
    }
  }

  #finish(trailers: HeaderFields): void {
    this.#done = true;
    this.#receiver.onTrailers(trailers);
    this.#endRequest();
  }

  /** The server has answered, perhaps before it has read everything. A reset is the last resort: servers count them as abuse. */
  #endRequest(): void {
    const stream = this.#stream!;
    if (stream.writableEnded) return;
    if (this.#writer!.bufferedBytes === 0) stream.end();
    else resetStream(stream, ResetCode.CANCEL);
  }
}

function onResponse(this: OwnedStream, _headers: IncomingHttpHeaders, flags: number, raw: string[]): void {
  this[OWNER].onResponse(flags, raw);
}

function onTrailers(this: OwnedStream, _headers: IncomingHttpHeaders, _flags: number, raw: string[]): void {
  this[OWNER].onTrailers(raw);
}

function onData(this: ClientHttp2Stream, chunk: Buffer): void {
  (this as OwnedStream)[OWNER].onData(chunk);
}

function onEnd(this: ClientHttp2Stream): void {
  (this as OwnedStream)[OWNER].onEnd();
}

function onDrain(this: ClientHttp2Stream): void {
  (this as OwnedStream)[OWNER].onDrain();
}

function onError(this: ClientHttp2Stream, error: Error): void {
  (this as OwnedStream)[OWNER].onError(error);
}

function onClose(this: ClientHttp2Stream): void {
  (this as OwnedStream)[OWNER].onClose();
}
