// Whoever imports this needs `Symbol.asyncDispose`, whatever the `lib` of their project says.
/// <reference lib="esnext.disposable" preserve="true" />
import { GrpcClient } from "../protocol/grpc/client.js";
import { GrpcHandler } from "../protocol/grpc/handler.js";
import type { CallOptions } from "../rpc/call-options.js";
import type { CallChannel, ClientExchange, ClientExchangeHandler, OutgoingCall } from "../rpc/exchange.js";
import type { Interceptor } from "../rpc/interceptor.js";
import type { Limits } from "../rpc/limits.js";
import type { Router } from "../rpc/router.js";
import type { ClientTransport, TransportSource, TransportWaiter } from "../rpc/transport.js";
import { MemoryTransport } from "./memory-transport.js";

export interface InMemoryChannelOptions {
  /** Around every call, the first outermost. */
  readonly interceptors?: readonly Interceptor[] | undefined;
  /** For calls that set no deadline of their own. */
  readonly defaultTimeoutMs?: number | undefined;
  readonly limits?: Limits | undefined;
}

/**
 * A channel to services in the same process: the whole of gRPC, framing and header fields included, without a socket.
 *
 *     const router = new Router().add(OrderService, { createOrder: () => ({ id: "o-1" }) });
 *     const orders = new OrderServiceClient(new InMemoryChannel(router));
 */
export class InMemoryChannel implements CallChannel, TransportSource {
  readonly defaults: CallOptions;
  readonly #client: GrpcClient;
  readonly #acceptor: GrpcHandler;
  #transport: MemoryTransport;
  #closed = false;

  /** `router` may be a `Server` too, whether it listens or not. */
  constructor(router: Router, options?: InMemoryChannelOptions) {
    this.defaults = { interceptors: options?.interceptors, timeoutMs: options?.defaultTimeoutMs };
    this.#client = new GrpcClient(this, { limits: options?.limits, userAgent: "farcall-in-memory" });
    this.#acceptor = new GrpcHandler(router);
    this.#transport = new MemoryTransport(this.#acceptor);
  }

  openCall(call: OutgoingCall, handler: ClientExchangeHandler): ClientExchange {
    return this.#client.openCall(call, handler);
  }

  /** How many calls have a stream open. */
  get openStreams(): number {
    return this.#transport.openStreams;
  }

  /** Breaks the connection under all calls, as a failing network does. Later calls get a new one. */
  breakConnection(): void {
    this.#transport.destroy();
    this.#transport = new MemoryTransport(this.#acceptor);
  }

  /** Ends all calls with UNAVAILABLE; later ones fail the same way. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#transport.destroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  pick(): ClientTransport | undefined {
    return this.#closed ? undefined : this.#transport;
  }

  enqueue(waiter: TransportWaiter): void {
    queueMicrotask(() => waiter.onUnavailable(new Error("the channel is closed")));
  }

  leave(): void {}
}
