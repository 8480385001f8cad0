import { createServer as createTcpServer, type Server as NetServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { Http2ServerConnection } from "../http2/server-connection.js";
import type { StreamAcceptor } from "../rpc/transport.js";
import { describeConnection } from "./connection-info.js";
import { type Credentials, serverTlsOptions } from "./credentials.js";
import type { ConnectionKeeper, ServedConnection } from "./served-connection.js";
import { SocketSink } from "./socket-sink.js";
import { refuseTls } from "./tls-rules.js";

/** How long a client may take until it has begun to speak HTTP/2, in milliseconds. */
const HANDSHAKE_MS = 20_000;

/** How long a client that is told to go may take to answer, in milliseconds: what it sends afterwards is refused. */
const FAREWELL_MS = 1_000;

/** Makes a server of our own HTTP/2 that hands its streams to `acceptor`. It does not listen yet. */
export function createOwnServer(
  credentials: Credentials,
  acceptor: StreamAcceptor,
  keeper: ConnectionKeeper,
): NetServer {
  const accept = (socket: Socket): void => {
    socket.on("error", ignore);
    if (refuseTls(socket) === undefined) new OwnServerConnection(socket, acceptor, keeper);
    else socket.destroy();
  };
  if (credentials.security === "plaintext") return createTcpServer({ noDelay: true }, accept);
  return createTlsServer(
    {
      ...serverTlsOptions(credentials.options),
      ALPNProtocols: ["h2"],
      handshakeTimeout: HANDSHAKE_MS,
      noDelay: true,
    } as object,
    accept,
  );
}

class OwnServerConnection implements ServedConnection {
  readonly #socket: Socket;
  readonly #http2: Http2ServerConnection;

  constructor(socket: Socket, acceptor: StreamAcceptor, keeper: ConnectionKeeper) {
    this.#socket = socket;
    const sink = new SocketSink(socket);
    this.#http2 = new Http2ServerConnection(sink, { info: describeConnection(socket), acceptor });
    const timer = setTimeout(() => {
      if (!this.#http2.isGreeted) socket.destroy();
    }, HANDSHAKE_MS);
    sink.attach(this.#http2);
    socket.once("close", () => {
      clearTimeout(timer);
      keeper.leave(this);
    });
    this.#http2.start();
    keeper.enter(this);
  }

  shutdown(): void {
    this.#http2.shutdown();
    setTimeout(() => this.#http2.finishShutdown(), FAREWELL_MS).unref();
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

function ignore(): void {}
