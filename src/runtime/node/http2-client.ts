import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect as connectHttp2,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from "node:http2";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { ConnectAttempt, Connection, ConnectionListener, Connector } from "../channel/connector.js";
import type { Address } from "../channel/target.js";
import {
  type ClientReceiver,
  type ClientStream,
  type HeaderFields,
  type PreparedHeaders,
  ResetCode,
} from "../rpc/transport.js";
import { secureContextOptions, type TlsOptions } from "./credentials.js";
import {
  CONNECTION_WINDOW,
  END_STREAM,
  NO_SESSION_MEMORY_LIMIT,
  STREAM_WINDOW,
  toNodeHeaders,
} from "./http2-headers.js";
import { resetStream } from "./http2-reset.js";
import { Http2Writer } from "./http2-writer.js";

export interface Http2ConnectorOptions {
  readonly address: Address;
  readonly authority: string;
  /** `undefined` for plaintext with prior knowledge. */
  readonly tls: TlsOptions | undefined;
  /** How long one attempt may take, up to the server's first SETTINGS. */
  readonly connectTimeoutMs: number;
}

/** Connects with node:http2. */
export class Http2Connector implements Connector {
  readonly #options: Http2ConnectorOptions;

  constructor(options: Http2ConnectorOptions) {
    this.#options = options;
  }

  connect(listener: ConnectionListener): ConnectAttempt {
    return new Http2Attempt(this.#options, listener);
  }
}

/** One attempt, which ends when the server's SETTINGS have come: only then is it known to speak HTTP/2. */
class Http2Attempt implements ConnectAttempt {
  readonly #options: Http2ConnectorOptions;
  readonly #listener: ConnectionListener;
  readonly #socket: Socket | TLSSocket;
  readonly #timer: ReturnType<typeof setTimeout>;
  #session: ClientHttp2Session | undefined;
  #over = false;

  constructor(options: Http2ConnectorOptions, listener: ConnectionListener) {
    this.#options = options;
    this.#listener = listener;
    this.#socket = openSocket(options);
    this.#socket.once(options.tls === undefined ? "connect" : "secureConnect", () => this.#handshake());
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("close", () => this.#fail(new Error("the server has closed the connection while it was made")));
    this.#timer = setTimeout(() => {
      this.#fail(new Error(`no connection to ${options.authority} within ${options.connectTimeoutMs} ms`));
    }, options.connectTimeoutMs);
  }

  abort(): void {
    if (this.#over) return;
    this.#end();
    this.#destroy();
  }

  #handshake(): void {
    if (this.#over) return;
    const socket = this.#socket;
    if ("alpnProtocol" in socket && socket.alpnProtocol !== "h2") {
      this.#fail(new Error(`${this.#options.authority} does not speak HTTP/2 over TLS (ALPN "h2" was refused)`));
      return;
    }
    const scheme = this.#options.tls === undefined ? "http" : "https";
    this.#session = connectHttp2(`${scheme}://${this.#options.authority}`, {
      createConnection: () => socket,
      settings: { enablePush: false, initialWindowSize: STREAM_WINDOW },
      ...NO_SESSION_MEMORY_LIMIT,
    });
    this.#session.on("error", (error) => this.#fail(error));
    this.#session.once("remoteSettings", () => this.#succeed());
  }

  #succeed(): void {
    if (this.#over) return;
    this.#end();
    const connection = new Http2Connection(this.#session!, this.#socket, this.#options, this.#listener);
    this.#listener.onConnected(connection);
  }

  #fail(error: Error): void {
    if (this.#over) return;
    this.#end();
    this.#destroy();
    this.#listener.onFailed(error);
  }

  #end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  #destroy(): void {
    this.#session?.destroy();
    this.#socket.destroy();
  }
}

function openSocket({ address, authority, tls }: Http2ConnectorOptions): Socket | TLSSocket {
  const where = address.kind === "unix" ? { path: address.path } : { host: address.host, port: address.port };
  if (tls === undefined) {
    const socket = connectTcp(where);
    socket.setNoDelay(true);
    return socket;
  }
  const name = tls.serverName ?? (address.kind === "unix" ? authority : address.host);
  const socket = connectTls({
    ...where,
    ...secureContextOptions(tls),
    ALPNProtocols: ["h2"],
    // A server name is a name: RFC 6066 has no addresses in it. The certificate is checked against the host all the same.
    ...(isIP(name) === 0 && { servername: name }),
  });
  socket.setNoDelay(true);
  return socket;
}

/** Streams at a time for a server that sets no limit of its own: what RFC 9113 recommends as the least. */
const DEFAULT_MAX_STREAMS = 100;

class Http2Connection implements Connection {
  readonly #scheme: string;
  readonly #session: ClientHttp2Session;
  readonly #socket: Socket;
  readonly #authority: string;
  readonly #listener: ConnectionListener;
  readonly #prepared = new WeakMap<PreparedHeaders, OutgoingHttpHeaders>();
  readonly #streams = new Set<Http2ClientStream>();
  #maxStreams: number;
  #gone = false;
  /** Why the connection broke, once it did. */
  lost: string | undefined;

  constructor(
    session: ClientHttp2Session,
    socket: Socket,
    options: Http2ConnectorOptions,
    listener: ConnectionListener,
  ) {
    this.#scheme = options.tls === undefined ? "http" : "https";
    this.#session = session;
    this.#socket = socket;
    this.#authority = options.authority;
    this.#listener = listener;
    this.#maxStreams = session.remoteSettings.maxConcurrentStreams ?? DEFAULT_MAX_STREAMS;
    session.setLocalWindowSize(CONNECTION_WINDOW);
    session.on("remoteSettings", (settings) => {
      this.#maxStreams = settings.maxConcurrentStreams ?? DEFAULT_MAX_STREAMS;
      if (this.room > 0) this.#listener.onRoom();
    });
    session.on("goaway", (code: number, _last: number, data?: Uint8Array) => {
      if (code !== 0) this.#lose(describeGoaway(code, data));
      this.#leave();
    });
    // The socket ends before the session and its streams do, and they do not say why.
    socket.prependListener("error", (error) => this.#lose(error.message));
    socket.prependListener("close", () => this.#lose("the connection was lost"));
    session.on("error", (error) => this.#lose(error.message));
    session.on("close", () => {
      this.#lose("the connection was lost");
      this.#leave();
    });
    // Only a call keeps the process alive, not a connection that nobody uses.
    session.unref();
  }

  get room(): number {
    return this.#gone ? 0 : this.#maxStreams - this.#streams.size;
  }

  open(prepared: PreparedHeaders, fields: HeaderFields, receiver: ClientReceiver): ClientStream {
    const headers = toNodeHeaders(fields, this.#headersOf(prepared));
    const stream = new Http2ClientStream(this, receiver);
    if (this.#streams.size === 0) this.#session.ref();
    this.#streams.add(stream);
    try {
      stream.attach(this.#session.request(headers));
    } catch (error) {
      // The session has ended in this very turn: nothing was sent.
      queueMicrotask(() => stream.failToOpen(error));
    }
    return stream;
  }

  /** A stream has come to its end. */
  forget(stream: Http2ClientStream): void {
    if (!this.#streams.delete(stream)) return;
    if (this.#streams.size === 0 && !this.#session.destroyed) this.#session.unref();
    if (this.room > 0) this.#listener.onRoom();
  }

  async close(reason: string): Promise<void> {
    this.#gone = true;
    for (const stream of this.#streams) stream.breakOff(ResetCode.CANCEL, reason);
    if (this.#socket.destroyed) return;
    await new Promise<void>((resolve) => {
      this.#socket.once("close", () => resolve());
      // Lets the resets and the GOAWAY go out first.
      this.#session.close();
      setImmediate(() => {
        this.#session.destroy();
        // The session would wait for the peer to close, on a socket that may not keep the process alive.
        this.#socket.destroySoon();
      });
    });
  }

  #headersOf(prepared: PreparedHeaders): OutgoingHttpHeaders {
    let headers = this.#prepared.get(prepared);
    if (headers === undefined) {
      headers = toNodeHeaders(prepared.fields, { ":scheme": this.#scheme, ":authority": this.#authority });
      this.#prepared.set(prepared, headers);
    }
    return headers;
  }

  #lose(reason: string): void {
    this.lost ??= reason;
  }

  /** Takes no new streams. Those that are open go on as long as they can. */
  #leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#listener.onGone();
  }
}

function describeGoaway(code: number, data: Uint8Array | undefined): string {
  const text = data === undefined || data.length === 0 ? "" : ` (${new TextDecoder().decode(data.subarray(0, 200))})`;
  return `the server has closed the connection with error code ${code}${text}`;
}

/** Where the listeners, which all streams share, find the object behind a stream of node:http2. */
const OWNER = Symbol("owner");
type OwnedStream = ClientHttp2Stream & { [OWNER]: Http2ClientStream };

class Http2ClientStream implements ClientStream {
  readonly #connection: Http2Connection;
  readonly #receiver: ClientReceiver;
  #stream: ClientHttp2Stream | undefined;
  #writer: Http2Writer | undefined;
  #done = false;
  #headersSeen = false;
  /** Trailers that have overtaken data which the paused stream still holds. */
  #heldTrailers: HeaderFields | undefined;
  #error: Error | undefined;

  constructor(connection: Http2Connection, receiver: ClientReceiver) {
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

  write(bytes: Uint8Array): void {
    if (!this.#done) this.#writer?.write(bytes);
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
