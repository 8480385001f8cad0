import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { ConnectAttempt, Connection, ConnectionListener, Connector } from "../channel/connector.js";
import { Http2ClientConnection } from "../http2/client-connection.js";
import type { TimeLimits } from "../http2/time-limits.js";
import type { ClientReceiver, ClientStream, HeaderFields, PreparedHeaders } from "../rpc/transport.js";
import { type ConnectorOptions, openSocket } from "./open-socket.js";
import { SocketSink } from "./socket-sink.js";
import { refuseTls } from "./tls-rules.js";

/** Connects with our own HTTP/2. */
export class OwnConnector implements Connector {
  readonly #options: ConnectorOptions;
  #times: TimeLimits;

  constructor(options: ConnectorOptions, times: TimeLimits) {
    this.#options = options;
    this.#times = times;
  }

  connect(listener: ConnectionListener): ConnectAttempt {
    return new Attempt(this.#options, this.#times, () => this.#askLess(), listener);
  }

  /** A server wants fewer PINGs: all connections from now on ask half as often (gRFC A8). */
  #askLess(): void {
    this.#times = { ...this.#times, keepaliveMs: 2 * this.#times.keepaliveMs };
  }
}

/** One attempt, which ends when the server's SETTINGS have come: only then is it known to speak HTTP/2. */
class Attempt implements ConnectAttempt {
  readonly #options: ConnectorOptions;
  readonly #times: TimeLimits;
  readonly #onTooManyPings: () => void;
  readonly #listener: ConnectionListener;
  readonly #socket: Socket | TLSSocket;
  readonly #timer: ReturnType<typeof setTimeout>;
  #over = false;

  constructor(options: ConnectorOptions, times: TimeLimits, onTooManyPings: () => void, listener: ConnectionListener) {
    this.#options = options;
    this.#times = times;
    this.#onTooManyPings = onTooManyPings;
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
    this.#socket.destroy();
  }

  #handshake(): void {
    if (this.#over) return;
    const refusal = refuseTls(this.#socket);
    if (refusal !== undefined) {
      this.#fail(new Error(`${this.#options.authority} ${refusal}`));
      return;
    }
    new OwnConnection(this.#socket, this.#options, this.#times, this.#listener, {
      onTooManyPings: this.#onTooManyPings,
      onReady: (connection) => {
        if (this.#over) return;
        this.#end();
        this.#listener.onConnected(connection);
      },
      onBroken: (reason) => this.#fail(new Error(reason)),
    });
  }

  #fail(error: Error): void {
    if (this.#over) return;
    this.#end();
    this.#socket.destroy();
    this.#listener.onFailed(error);
  }

  #end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }
}

/** How who makes a connection hears of it. */
interface Maker {
  onTooManyPings(): void;
  onReady(connection: Connection): void;
  onBroken(reason: string): void;
}

/** A connection of our own HTTP/2 on a socket. Only a call keeps the process alive, not a connection that nobody uses. */
class OwnConnection implements Connection {
  readonly #socket: Socket;
  readonly #http2: Http2ClientConnection;

  constructor(
    socket: Socket,
    options: ConnectorOptions,
    times: TimeLimits,
    listener: ConnectionListener,
    maker: Maker,
  ) {
    this.#socket = socket;
    const sink = new SocketSink(socket);
    let ready = false;
    this.#http2 = new Http2ClientConnection(sink, {
      scheme: options.tls === undefined ? "http" : "https",
      authority: options.authority,
      times,
      listener: {
        onReady: () => {
          ready = true;
          socket.unref();
          maker.onReady(this);
        },
        onRoom: () => listener.onRoom(),
        onGone: (reason) => (ready ? listener.onGone() : maker.onBroken(reason)),
        onTooManyPings: () => maker.onTooManyPings(),
        onBusy: (busy) => (busy ? socket.ref() : socket.unref()),
      },
    });
    sink.attach(this.#http2);
    this.#http2.start();
  }

  get room(): number {
    return this.#http2.room;
  }

  open(prepared: PreparedHeaders, fields: HeaderFields, receiver: ClientReceiver): ClientStream {
    return this.#http2.open(prepared, fields, receiver);
  }

  async close(reason: string): Promise<void> {
    const closed = this.#socket.closed
      ? undefined
      : new Promise<void>((resolve) => this.#socket.once("close", () => resolve()));
    this.#http2.close(reason);
    // The peer may not answer, and an unreferenced socket would not keep the process alive for it.
    this.#socket.destroySoon();
    await closed;
  }
}
