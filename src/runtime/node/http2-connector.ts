import { type ClientHttp2Session, connect as connectHttp2 } from "node:http2";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { ConnectAttempt, ConnectionListener, Connector } from "../channel/connector.js";
import { Http2Connection } from "./http2-connection.js";
import { NO_SESSION_MEMORY_LIMIT, STREAM_WINDOW } from "./http2-headers.js";
import { type ConnectorOptions, openSocket } from "./open-socket.js";

/** Connects with node:http2. */
export class Http2Connector implements Connector {
  readonly #options: ConnectorOptions;

  constructor(options: ConnectorOptions) {
    this.#options = options;
  }

  connect(listener: ConnectionListener): ConnectAttempt {
    return new Http2Attempt(this.#options, listener);
  }
}

/** One attempt, which ends when the server's SETTINGS have come: only then is it known to speak HTTP/2. */
class Http2Attempt implements ConnectAttempt {
  readonly #options: ConnectorOptions;
  readonly #listener: ConnectionListener;
  readonly #socket: Socket | TLSSocket;
  readonly #timer: ReturnType<typeof setTimeout>;
  #session: ClientHttp2Session | undefined;
  #over = false;

  constructor(options: ConnectorOptions, listener: ConnectionListener) {
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
    const connection = new Http2Connection(this.#session!, this.#socket, this.#options.authority, this.#listener);
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
