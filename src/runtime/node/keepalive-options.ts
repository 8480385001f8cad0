/** How a channel finds out that a silent server is gone. Source: gRFC A8. */
export interface KeepaliveOptions {
  /**
   * After how much silence a PING asks whether the server is there, in milliseconds, at least 10,000: less counts as that. It is
   * doubled when a server closes a connection for too many of them. Default: never.
   */
  readonly timeMs?: number | undefined;
  /** How long the server may stay silent behind the PING, in milliseconds, before the connection is given up. Default: 20,000. */
  readonly timeoutMs?: number | undefined;
  /** Whether to ask while there are no calls too. Servers take that amiss unless they are told to permit it. Default: false. */
  readonly withoutCalls?: boolean | undefined;
}

/** How a server finds out that a silent client is gone, and how often it lets clients ask the same. Source: gRFC A8. */
export interface ServerKeepaliveOptions {
  /** After how much silence a PING asks whether the client is there, in milliseconds, at least 1,000. Default: 7,200,000, two hours. */
  readonly timeMs?: number | undefined;
  /** How long the client may stay silent behind the PING, in milliseconds, before the connection is closed. Default: 20,000. */
  readonly timeoutMs?: number | undefined;
  /**
   * The least time between two PINGs of a client, in milliseconds. One that is earlier for the third time, with nothing sent to the
   * client in between, closes the connection with ENHANCE_YOUR_CALM and `too_many_pings`. Default: 300,000, five minutes.
   */
  readonly permitTimeMs?: number | undefined;
  /** Whether clients without calls may send PINGs as often; else they may every two hours. Default: false. */
  readonly permitWithoutCalls?: boolean | undefined;
}

/** The least that a client may take for `timeMs`, in milliseconds. */
export const MIN_CLIENT_TIME_MS = 10_000;

/** The least that a server may take for `timeMs`, in milliseconds. */
export const MIN_SERVER_TIME_MS = 1_000;
