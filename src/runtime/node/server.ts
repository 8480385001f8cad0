import type { AddressInfo, Server as NetServer } from "node:net";
import { parseTarget } from "../channel/target.js";
import { DEFAULT_PING_POLICY } from "../http2/ping-strikes.js";
import { GrpcHandler } from "../protocol/grpc/handler.js";
import { enablePropagation } from "../rpc/propagation.js";
import { Router, type RouterOptions } from "../rpc/router.js";
import { asyncContextStore } from "./context-store.js";
import type { Credentials } from "./credentials.js";
import { type Http2Engine, refuseOwnOptions } from "./http2-engine.js";
import { createHttp2Server } from "./http2-server.js";
import { MIN_SERVER_TIME_MS, type ServerKeepaliveOptions } from "./keepalive-options.js";
import { createOwnServer, SERVER_TIME_LIMITS, type ServedLimits } from "./own-server.js";
import type { ConnectionKeeper, ServedConnection } from "./served-connection.js";

export interface ServerOptions extends RouterOptions {
  /**
   * `"auto"` makes every call inside a handler a child of the handler's call: its deadline and its cancellation hold for it too,
   * without `parent: context`. It costs an AsyncLocalStorage; without it nothing is paid. Default: `"explicit"`.
   */
  readonly propagation?: "explicit" | "auto" | undefined;
  /**
   * What speaks HTTP/2: `"own"` is an implementation for gRPC, `"node"` is Node's own module, which takes several times the CPU.
   * Default: `"own"`.
   */
  readonly http2?: Http2Engine | undefined;
  /** How to find out that a silent client is gone, and how often clients may ask the same. Not with `http2: "node"`. */
  readonly keepalive?: ServerKeepaliveOptions | undefined;
  /**
   * How long a client may take until it has begun to speak HTTP/2 and has acknowledged the SETTINGS, in milliseconds; with TLS its
   * handshake may take as long before. Default: 20,000. Not with `http2: "node"`.
   */
  readonly handshakeTimeoutMs?: number | undefined;
  /**
   * How long a client may take nothing of what waits for it, in milliseconds: its stream is reset then, and the handler's signal
   * aborts; or the connection is closed, if the socket takes nothing at all. Default: 300,000, five minutes. Not with `http2: "node"`.
   */
  readonly stallTimeoutMs?: number | undefined;
}

export interface ListenOptions {
  readonly credentials: Credentials;
}

export interface ShutdownOptions {
  /** How long running calls may take to end, in milliseconds, before they are cut off. Default: no limit. */
  readonly graceMs?: number | undefined;
}

/** Where a server has come to listen. */
export interface Listening {
  /** 0 for a Unix domain socket. */
  readonly port: number;
}

/**
 * A server: a router that listens.
 *
 *     const server = new Server().add(OrderService, new Orders());
 *     const { port } = await server.listen("127.0.0.1:0", { credentials: credentials.insecure() });
 */
export class Server extends Router {
  readonly #listeners = new Set<NetServer>();
  readonly #connections = new Set<ServedConnection>();
  readonly #createServer: (credentials: Credentials) => NetServer;
  #closing = false;

  constructor(options?: ServerOptions) {
    super(options);
    if (options?.http2 === "node") {
      refuseOwnOptions(options);
      this.#createServer = (given) => createHttp2Server(given, new GrpcHandler(this), this.#keeper);
    } else {
      const limits = servedLimits(options);
      this.#createServer = (given) => createOwnServer(given, new GrpcHandler(this), this.#keeper, limits);
    }
    if (options?.propagation === "auto") {
      this.contextStore = asyncContextStore;
      enablePropagation(asyncContextStore);
    }
  }

  /**
   * Listens on `host:port` or `unix:/path`; port 0 takes a free one. May be called for several addresses. Rejects if the address
   * cannot be used.
   */
  async listen(address: string, options: ListenOptions): Promise<Listening> {
    if (this.#closing) throw new Error("listen: the server was shut down");
    const { address: where } = parseTarget(address);
    const server = this.#createServer(options.credentials);
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.once("listening", resolve);
      server.listen(where.kind === "unix" ? { path: where.path } : { host: where.host, port: where.port });
    });
    // An accept that fails, for want of file descriptors say, must not end the process.
    server.on("error", () => {});
    this.#listeners.add(server);
    const bound = server.address();
    return { port: typeof bound === "object" && bound !== null ? (bound as AddressInfo).port : 0 };
  }

  /**
   * Shuts down gracefully: takes no new connections, tells the clients to go elsewhere, lets running calls end, and resolves when
   * they have. After `graceMs` what still runs is cut off.
   */
  async shutdown(options?: ShutdownOptions): Promise<void> {
    this.#closing = true;
    const done = this.#stopListening();
    for (const connection of this.#connections) connection.shutdown();
    const timer =
      options?.graceMs === undefined ? undefined : setTimeout(() => this.#cutOff(), Math.max(0, options.graceMs));
    await done;
    clearTimeout(timer);
  }

  /** Closes at once: running calls are cut off, and their handlers' signals abort. Resolves when no socket is left. */
  async close(): Promise<void> {
    this.#closing = true;
    const done = this.#stopListening();
    this.#cutOff();
    await done;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  readonly #keeper: ConnectionKeeper = {
    enter: (connection) => {
      this.#connections.add(connection);
      if (this.#closing) connection.shutdown();
    },
    leave: (connection) => this.#connections.delete(connection),
  };

  async #stopListening(): Promise<void> {
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    await Promise.all(listeners.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
  }

  #cutOff(): void {
    for (const connection of this.#connections) connection.destroy();
  }
}

function servedLimits(options: ServerOptions | undefined): ServedLimits {
  const { timeMs, timeoutMs, permitTimeMs, permitWithoutCalls } = options?.keepalive ?? {};
  return {
    times: {
      ...SERVER_TIME_LIMITS,
      handshakeMs: options?.handshakeTimeoutMs ?? SERVER_TIME_LIMITS.handshakeMs,
      stallMs: options?.stallTimeoutMs ?? SERVER_TIME_LIMITS.stallMs,
      keepaliveMs: timeMs === undefined ? SERVER_TIME_LIMITS.keepaliveMs : Math.max(timeMs, MIN_SERVER_TIME_MS),
      keepaliveTimeoutMs: timeoutMs ?? SERVER_TIME_LIMITS.keepaliveTimeoutMs,
    },
    pings: {
      permitMs: permitTimeMs ?? DEFAULT_PING_POLICY.permitMs,
      permitWithoutCalls: permitWithoutCalls ?? DEFAULT_PING_POLICY.permitWithoutCalls,
    },
  };
}
