/** How long a peer may take, in milliseconds. `Infinity` is no limit. */
export interface TimeLimits {
  /** Until it has begun to speak HTTP/2 and has acknowledged our SETTINGS. */
  readonly handshakeMs: number;
  /**
   * How long it may take nothing of what waits for it: of a stream, which is reset then, or of the socket, which is closed. The
   * limit is noticed by a quarter of it too late at most.
   */
  readonly stallMs: number;
  /** After which silence it is asked by a PING whether it is there. */
  readonly keepaliveMs: number;
  /** How long it may stay silent behind that PING. */
  readonly keepaliveTimeoutMs: number;
  /** Whether it is asked while no stream is open too. */
  readonly keepaliveWithoutCalls: boolean;
}

/** Time limits of both roles where nobody asks for others. */
export const DEFAULT_TIME_LIMITS: TimeLimits = {
  handshakeMs: 20_000,
  stallMs: 300_000,
  keepaliveMs: Number.POSITIVE_INFINITY,
  keepaliveTimeoutMs: 20_000,
  keepaliveWithoutCalls: false,
};
