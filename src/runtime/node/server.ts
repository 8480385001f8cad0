import type { Http2Server, ServerHttp2Session } from "node:http2";
import type { AddressInfo } from "node:net";
import { parseTarget } from "../channel/target.js";
import { GrpcHandler } from "../protocol/grpc/handler.js";
import { enablePropagation } from "../rpc/propagation.js";
import { Router, type RouterOptions } from "../rpc/router.js";
import { asyncContextStore } from "./context-store.js";
import type { Credentials } from "./credentials.js";
import { createHttp2Server } from "./http2-server.js";

export interface ServerOptions extends RouterOptions {
  /**
   * `"auto"` makes every call inside a handler a child of the handler's call: its deadline and its cancellation hold for it too,
   * without `parent: context`. It costs an AsyncLocalStorage; without it nothing is paid. Default: `"explicit"`.
   */
  readonly propagation?: "explicit" | "auto" | undefined;
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
  readonly #listeners = new Set<Http2Server>();
  readonly #sessions = new Set<ServerHttp2Session>();
  #closing = false;

  constructor(options?: ServerOptions) {
    super(options);
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
    const server = createHttp2Server(options.credentials, new GrpcHandler(this));
    server.on("session", (session) => this.#enter(session));
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
    // A GOAWAY with the last stream that was taken: clients make the calls above it again, elsewhere. The two steps that RFC 9113
    // recommends are not to be had from node:http2, which takes no streams after the first.
    for (const session of this.#sessions) session.close();
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

  #enter(session: ServerHttp2Session): void {
    this.#sessions.add(session);
    session.once("close", () => this.#sessions.delete(session));
    if (this.#closing) session.close();
  }

  async #stopListening(): Promise<void> {
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    await Promise.all(listeners.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
  }

  #cutOff(): void {
    // Not now: Node crashes if a handler that runs while nghttp2 reads a frame destroys its session.
    setImmediate(() => {
      for (const session of this.#sessions) session.destroy();
    });
  }
}
