import { createServer as createTcpServer, type Server as NetServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { DEFAULT_PING_POLICY, type PingPolicy } from "../http2/ping-strikes.js";
import { Http2ServerConnection } from "../http2/server-connection.js";
import { DEFAULT_TIME_LIMITS, type TimeLimits } from "../http2/time-limits.js";
import type { StreamAcceptor } from "../rpc/transport.js";
import { describeConnection } from "./connection-info.js";
import { type Credentials, serverTlsOptions } from "./credentials.js";
import type { ConnectionKeeper, ServedConnection } from "./served-connection.js";
import { SocketSink } from "./socket-sink.js";
import { refuseTls } from "./tls-rules.js";

/** What a server demands of its clients. */
export interface ServedLimits {
  readonly times: TimeLimits;
  readonly pings: PingPolicy;
}

/** Two hours, the keepalive time that gRPC gives to servers. */
export const SERVER_TIME_LIMITS: TimeLimits = {
  ...DEFAULT_TIME_LIMITS,
  keepaliveMs: 7_200_000,
  keepaliveWithoutCalls: true,
};

/** How long a client that is told to go may take to answer, in milliseconds: what it sends afterwards is refused. */
const FAREWELL_MS = 1_000;

/** Makes a server of our own HTTP/2 that hands its streams to `acceptor`. It does not listen yet. */
export function createOwnServer(
  credentials: Credentials,
  acceptor: StreamAcceptor,
  keeper: ConnectionKeeper,
  limits: ServedLimits = { times: SERVER_TIME_LIMITS, pings: DEFAULT_PING_POLICY },
): NetServer {
  const accept = (socket: Socket): void => {
    socket.on("error", ignore);
    if (refuseTls(socket) === undefined) new OwnServerConnection(socket, acceptor, keeper, limits);
    else socket.destroy();
  };
  if (credentials.security === "plaintext") return createTcpServer({ noDelay: true }, accept);
  const server = createTlsServer(
    {
      ...serverTlsOptions(credentials.options),
      ALPNProtocols: ["h2"],
      handshakeTimeout: limits.times.handshakeMs,
      noDelay: true,
    } as object,
    accept,
  );
  // A handshake that takes too long is told, and not ended.
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  return server;
}

class OwnServerConnection implements ServedConnection {
  readonly #socket: Socket;
  readonly #http2: Http2ServerConnection;

  constructor(socket: Socket, acceptor: StreamAcceptor, keeper: ConnectionKeeper, limits: ServedLimits) {
    this.#socket = socket;
    const sink = new SocketSink(socket);
    this.#http2 = new Http2ServerConnection(sink, { info: describeConnection(socket), acceptor, ...limits });
    sink.attach(this.#http2);
    socket.once("close", () => keeper.leave(this));
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
