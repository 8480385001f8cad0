import { type ClientHttp2Session, connect as connectHttp2 } from "node:http2";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { ConnectAttempt, ConnectionListener, Connector } from "../channel/connector.js";
import type { Address } from "../channel/target.js";
import { secureContextOptions, type TlsOptions } from "./credentials.js";
import { Http2Connection } from "./http2-connection.js";
import { NO_SESSION_MEMORY_LIMIT, STREAM_WINDOW } from "./http2-headers.js";

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
