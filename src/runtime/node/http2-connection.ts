import type { ClientHttp2Session, OutgoingHttpHeaders } from "node:http2";
import type { Socket } from "node:net";
import type { Connection, ConnectionListener } from "../channel/connector.js";
import {
  type ClientReceiver,
  type ClientStream,
  type HeaderFields,
  type PreparedHeaders,
  ResetCode,
} from "../rpc/transport.js";
import { Http2ClientStream, type Http2StreamHost } from "./http2-client-stream.js";
import { CONNECTION_WINDOW, toNodeHeaders } from "./http2-headers.js";

/** Streams at a time for a server that sets no limit of its own: what RFC 9113 recommends as the least. */
const DEFAULT_MAX_STREAMS = 100;

/** A connection of node:http2 that has been established. */
export class Http2Connection implements Connection, Http2StreamHost {
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

  constructor(session: ClientHttp2Session, socket: Socket, authority: string, listener: ConnectionListener) {
    this.#scheme = "encrypted" in socket ? "https" : "http";
    this.#session = session;
    this.#socket = socket;
    this.#authority = authority;
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
