import {
  createSecureServer,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
  type ServerOptions,
} from "node:http2";
import type { ServerOpts, Socket } from "node:net";
import { RateBudget } from "../http2/rate-budget.js";
import {
  type ConnectionInfo,
  type HeaderFields,
  ResetCode,
  type ServerReceiver,
  type ServerStream,
  type StreamAcceptor,
} from "../rpc/transport.js";
import { describeConnection } from "./connection-info.js";
import { type Credentials, serverTlsOptions } from "./credentials.js";
import { CONNECTION_WINDOW, NO_SESSION_MEMORY_LIMIT, STREAM_WINDOW, toNodeHeaders } from "./http2-headers.js";
import { resetStream } from "./http2-reset.js";
import { Http2Writer } from "./http2-writer.js";
import type { ConnectionKeeper, ServedConnection } from "./served-connection.js";

/** How large the header fields of a request may be, as {@link headerListSize} counts. */
const MAX_HEADER_LIST_SIZE = 16 * 1024;

/** What a server allows each of its connections. */
const SETTINGS: ServerOptions & ServerOpts = {
  settings: {
    enablePush: false,
    initialWindowSize: STREAM_WINDOW,
    maxConcurrentStreams: 100,
    maxHeaderListSize: MAX_HEADER_LIST_SIZE,
  },
  ...NO_SESSION_MEMORY_LIMIT,
  maxHeaderListPairs: 128,
  noDelay: true,
};

/** Makes a server of node:http2 that hands its streams to `acceptor`. It does not listen yet. */
export function createHttp2Server(
  credentials: Credentials,
  acceptor: StreamAcceptor,
  keeper: ConnectionKeeper,
): Http2Server {
  const server =
    credentials.security === "plaintext"
      ? createServer(SETTINGS)
      : (createSecureServer(secureOptions(credentials)) as Http2Server);
  server.on("session", (session) => {
    new Http2Session(session, acceptor);
    const served: ServedConnection = {
      // A GOAWAY with the last stream that was taken: clients make the calls above it again, elsewhere. The two steps that
      // RFC 9113 recommends are not to be had from node:http2, which takes no streams after the first.
      shutdown: () => session.close(),
      // Not now: Node crashes if a handler that runs while nghttp2 reads a frame destroys its session.
      destroy: () => void setImmediate(() => session.destroy()),
    };
    session.once("close", () => keeper.leave(served));
    keeper.enter(served);
  });
  // Without a listener it would end the process; the session that it concerns is closed anyway.
  server.on("sessionError", ignore);
  // A handshake that takes too long is told, and not ended.
  server.on("tlsClientError", (_error: Error, socket: Socket) => socket.destroy());
  return server;
}

function secureOptions({
  options,
}: Extract<Credentials, { security: "tls" }>): Parameters<typeof createSecureServer>[0] {
  return { ...SETTINGS, ...serverTlsOptions(options), ALPNProtocols: ["h2"], handshakeTimeout: 20_000 };
}

/**
 * How many streams a client may reset. nghttp2 has limits of its own, twice as high, but a session that has run into them stays
 * half open for good: this budget ends it before.
 */
const RESET_BURST = 500;
const RESETS_PER_SECOND = 16;

class Http2Session {
  readonly #session: ServerHttp2Session;
  readonly #acceptor: StreamAcceptor;
  readonly #resets: RateBudget = new RateBudget(RESET_BURST, RESETS_PER_SECOND);
  readonly #info: ConnectionInfo;
  #lost = false;
  #ending = false;

  constructor(session: ServerHttp2Session, acceptor: StreamAcceptor) {
    this.#session = session;
    this.#acceptor = acceptor;
    this.#info = describeConnection(session.socket);
    session.setLocalWindowSize(CONNECTION_WINDOW);
    session.socket.prependListener("close", () => {
      this.#lost = true;
    });
    session.on("error", ignore);
    session.on("stream", (stream, _headers: IncomingHttpHeaders, _flags, ...rest: unknown[]) =>
      this.#accept(stream, rest[0] as string[]),
    );
  }

  /** Whether the connection broke. */
  get lost(): boolean {
    return this.#lost;
  }

  /** The client has reset a stream. One that does little else is sent away. */
  onReset(): void {
    if (this.#ending || this.#resets.spend()) return;
    this.#ending = true;
    // Not now: Node crashes if its session is destroyed while nghttp2 reads a frame.
    setImmediate(() => this.#session.destroy(ResetCode.ENHANCE_YOUR_CALM as never));
  }

  #accept(stream: ServerHttp2Stream, fields: HeaderFields): void {
    if (headerListSize(fields) > MAX_HEADER_LIST_SIZE) {
      // Node announces the limit, but does not hold clients to it.
      stream.on("error", ignore);
      stream.close(ResetCode.ENHANCE_YOUR_CALM);
      return;
    }
    const owner = new Http2ServerStream(this, stream, this.#info);
    owner.receiver = this.#acceptor.accept(fields, owner);
  }
}

/** When to look again whether the end of a response has gone out to a client that is slow to read. */
const BLOCKED_MS = 50;

/** The size of header fields in bytes, with 32 for each of them (RFC 9113, section 6.5.2). */
function headerListSize(fields: HeaderFields): number {
  let size = fields.length * 16;
  for (let i = 0; i < fields.length; i++) size += fields[i]!.length;
  return size;
}

/** Where the listeners, which all streams share, find the object behind a stream of node:http2. */
const OWNER = Symbol("owner");
type OwnedStream = ServerHttp2Stream & { [OWNER]: Http2ServerStream };

class Http2ServerStream implements ServerStream {
  readonly connection: ConnectionInfo;
  receiver!: ServerReceiver;
  readonly #session: Http2Session;
  readonly #stream: ServerHttp2Stream;
  readonly #writer: Http2Writer;
  #trailers: HeaderFields | undefined;
  #requestEnded = false;
  /** The response has been handed over in full, or the stream was reset from here. */
  #done = false;
  #reset = false;

  constructor(session: Http2Session, stream: ServerHttp2Stream, connection: ConnectionInfo) {
    this.#session = session;
    this.#stream = stream;
    this.#writer = new Http2Writer(stream);
    this.connection = connection;
    (stream as OwnedStream)[OWNER] = this;
    stream.on("data", onData);
    stream.on("end", onEnd);
    stream.on("drain", onDrain);
    stream.on("wantTrailers", onWantTrailers);
    stream.on("error", ignore);
    stream.on("close", onClose);
  }

  get bufferedBytes(): number {
    return this.#writer.bufferedBytes;
  }

  sendHeaders(fields: HeaderFields, last: boolean): void {
    if (last) this.#done = true;
    if (!this.#isOpen()) return;
    const headers = toNodeHeaders(fields);
    this.#stream.respond(headers, { endStream: last, waitForTrailers: !last, sendDate: false } as never);
    if (last) this.#dropRequest();
  }

  write(bytes: Uint8Array, start = 0, end: number = bytes.length): void {
    if (!this.#done && this.#isOpen()) this.#writer.write(bytes, start, end);
  }

  sendTrailers(fields: HeaderFields, bytes?: Uint8Array): void {
    if (this.#done) return;
    this.#done = true;
    this.#trailers = fields;
    if (this.#isOpen()) this.#writer.end(bytes);
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  reset(code: ResetCode): void {
    if (this.#reset) return;
    this.#done = true;
    this.#reset = true;
    resetStream(this.#stream, code);
  }

  onData(chunk: Buffer): void {
    if (!this.#done) this.receiver.onData(chunk, 0, chunk.length);
  }

  onEnd(): void {
    this.#requestEnded = true;
    // The end of a request that was reset looks the same here; its close tells.
    if (!this.#done && this.#stream.rstCode === ResetCode.NO_ERROR && !this.#stream.aborted) this.receiver.onEnd();
  }

  onDrain(): void {
    if (!this.#done) this.receiver.onDrain();
  }

  onWantTrailers(): void {
    try {
      this.#stream.sendTrailers(toNodeHeaders(this.#trailers!));
    } catch {
      // The stream was closed in this very turn: nobody waits for the trailers any more.
      return;
    }
    this.#dropRequest();
  }

  onClose(): void {
    if (this.#reset) return;
    this.#reset = true;
    const code = (this.#stream.rstCode ?? 0) as ResetCode;
    if (this.#done && code === ResetCode.NO_ERROR && !this.#session.lost) return;
    if (this.#session.lost) {
      this.receiver.onReset(ResetCode.CONNECTION_LOST, "the connection was lost");
    } else {
      this.receiver.onReset(code, `the client has reset the stream with error code ${code}`);
      this.#session.onReset();
    }
  }

  /** The response is complete: what the client still sends is neither read nor waited for. */
  #dropRequest(): void {
    this.#stream.resume();
    if (!this.#requestEnded) setImmediate(Http2ServerStream.#refuseRequest, this);
  }

  static #refuseRequest(owner: Http2ServerStream): void {
    const stream = owner.#stream;
    if (owner.#requestEnded || stream.destroyed || stream.closed) return;
    // nghttp2 throws away what it has not written yet of a stream that is reset, trailers included.
    if (stream.state.localClose === 1) stream.close(ResetCode.NO_ERROR);
    else setTimeout(Http2ServerStream.#refuseRequest, BLOCKED_MS, owner);
  }

  #isOpen(): boolean {
    return !this.#stream.destroyed && !this.#stream.closed;
  }
}

function onData(this: ServerHttp2Stream, chunk: Buffer): void {
  (this as OwnedStream)[OWNER].onData(chunk);
}

function onEnd(this: ServerHttp2Stream): void {
  (this as OwnedStream)[OWNER].onEnd();
}

function onDrain(this: ServerHttp2Stream): void {
  (this as OwnedStream)[OWNER].onDrain();
}

function onWantTrailers(this: ServerHttp2Stream): void {
  (this as OwnedStream)[OWNER].onWantTrailers();
}

function onClose(this: ServerHttp2Stream): void {
  (this as OwnedStream)[OWNER].onClose();
}

function ignore(): void {}
