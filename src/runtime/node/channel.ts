import { Backoff, type BackoffOptions } from "../channel/backoff.js";
import type { ConnectivityState } from "../channel/connectivity-state.js";
import type { Connector } from "../channel/connector.js";
import { StateWatch } from "../channel/state-watch.js";
import { Subchannel } from "../channel/subchannel.js";
import { parseTarget } from "../channel/target.js";
import { DEFAULT_TIME_LIMITS } from "../http2/time-limits.js";
import { GrpcClient } from "../protocol/grpc/client.js";
import type { CallOptions } from "../rpc/call-options.js";
import type { CallChannel, ClientExchange, ClientExchangeHandler, OutgoingCall } from "../rpc/exchange.js";
import type { Interceptor } from "../rpc/interceptor.js";
import type { Limits } from "../rpc/limits.js";
import { Status } from "../rpc/status.js";
import { StatusError } from "../rpc/status-error.js";
import { type Credentials, credentials, type TlsOptions } from "./credentials.js";
import { Http2Connector } from "./http2-connector.js";
import { type Http2Engine, refuseOwnOptions } from "./http2-engine.js";
import { type KeepaliveOptions, MIN_CLIENT_TIME_MS } from "./keepalive-options.js";
import type { ConnectorOptions } from "./open-socket.js";
import { OwnConnector } from "./own-connector.js";

export interface ChannelOptions {
  /** Default: TLS with the authorities that Node trusts, or what the scheme of a URL says. */
  readonly credentials?: Credentials | undefined;
  /** Around every call on the channel, the first outermost. */
  readonly interceptors?: readonly Interceptor[] | undefined;
  readonly limits?: Limits | undefined;
  /** How long an attempt to connect may take, in milliseconds. Default: 20,000. */
  readonly connectTimeoutMs?: number | undefined;
  /** The deadline of calls that set none, in milliseconds. Default: none. */
  readonly defaultTimeoutMs?: number | undefined;
  readonly backoff?: BackoffOptions | undefined;
  /** How to find out that a silent server is gone: by PINGs, which are not sent unless `timeMs` is set. Not with `http2: "node"`. */
  readonly keepalive?: KeepaliveOptions | undefined;
  /**
   * How long a server may take nothing of what waits for it, in milliseconds: its call ends with UNAVAILABLE then, or the connection,
   * if the socket takes nothing at all. Default: 300,000, five minutes. Not with `http2: "node"`.
   */
  readonly stallTimeoutMs?: number | undefined;
  /**
   * What speaks HTTP/2: `"own"` is an implementation for gRPC, `"node"` is Node's own module, which takes several times the CPU.
   * Default: `"own"`.
   */
  readonly http2?: Http2Engine | undefined;
}

const USER_AGENT = "farcall-node";

/**
 * A channel to a server: connects when the first call needs it, connects again when the connection was lost, and lets calls wait
 * while there is none.
 *
 *     await using channel = new Channel("localhost:50051", { credentials: credentials.insecure() });
 *     const orders = new OrderServiceClient(channel);
 */
export class Channel implements CallChannel {
  readonly defaults: CallOptions;
  readonly #subchannel: Subchannel;
  readonly #client: GrpcClient;
  readonly #watch = new StateWatch();

  /**
   * `target` is `host:port`, another name as gRPC writes them (`dns:///host:port`, `ipv4:`, `ipv6:`, `unix:`) or a URL. Throws a
   * TypeError for one that is malformed, or that contradicts the credentials.
   */
  constructor(target: string, options?: ChannelOptions) {
    const { address, authority, security } = parseTarget(target);
    const connection: ConnectorOptions = {
      address,
      authority,
      tls: tlsOptions(target, security, options?.credentials),
      connectTimeoutMs: options?.connectTimeoutMs ?? 20_000,
    };
    const connector =
      options?.http2 === "node" ? nodeConnector(connection, options) : ownConnector(connection, options);
    this.defaults = { interceptors: options?.interceptors, timeoutMs: options?.defaultTimeoutMs };
    this.#subchannel = new Subchannel(connector, new Backoff(options?.backoff), (state) => this.#watch.tell(state));
    this.#client = new GrpcClient(this.#subchannel, { limits: options?.limits, userAgent: USER_AGENT });
  }

  get state(): ConnectivityState {
    return this.#subchannel.state;
  }

  /** Yields the state and every change of it, until the reader leaves or the channel is closed. */
  watchState(): AsyncIterable<ConnectivityState> {
    return this.#watch.watch(this.state);
  }

  /** Connects without a call. Rejects with a StatusError if the attempt fails. */
  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#subchannel.enqueue({
        waitForReady: false,
        onTransport: () => resolve(),
        onUnavailable: (error) => reject(new StatusError(Status.UNAVAILABLE, error.message, { cause: error })),
      });
    });
  }

  /**
   * Closes the channel: calls that run end with CANCELLED, those that wait for a connection and later ones with UNAVAILABLE.
   * Resolves when no socket is left.
   */
  close(): Promise<void> {
    return this.#subchannel.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Prepares a call. For stubs and interceptors. */
  openCall(call: OutgoingCall, handler: ClientExchangeHandler): ClientExchange {
    return this.#client.openCall(call, handler);
  }
}

function ownConnector(connection: ConnectorOptions, options: ChannelOptions | undefined): Connector {
  const { timeMs, timeoutMs, withoutCalls } = options?.keepalive ?? {};
  return new OwnConnector(connection, {
    handshakeMs: connection.connectTimeoutMs,
    stallMs: options?.stallTimeoutMs ?? DEFAULT_TIME_LIMITS.stallMs,
    keepaliveMs: timeMs === undefined ? DEFAULT_TIME_LIMITS.keepaliveMs : Math.max(timeMs, MIN_CLIENT_TIME_MS),
    keepaliveTimeoutMs: timeoutMs ?? DEFAULT_TIME_LIMITS.keepaliveTimeoutMs,
    keepaliveWithoutCalls: withoutCalls ?? DEFAULT_TIME_LIMITS.keepaliveWithoutCalls,
  });
}

function nodeConnector(connection: ConnectorOptions, options: ChannelOptions): Connector {
  refuseOwnOptions(options);
  return new Http2Connector(connection);
}

function tlsOptions(
  target: string,
  security: "plaintext" | "tls" | undefined,
  given: Credentials | undefined,
): TlsOptions | undefined {
  const chosen = given ?? (security === "plaintext" ? credentials.insecure() : credentials.tls());
  if (security !== undefined && chosen.security !== security) {
    throw new TypeError(
      `target ${JSON.stringify(target)} asks for ${security}, its credentials for ${chosen.security}`,
    );
  }
  return chosen.security === "tls" ? chosen.options : undefined;
}
