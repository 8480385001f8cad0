/** The states of a channel. Source: gRPC's "Connectivity Semantics and API". */
export const ConnectivityState = {
  /** No connection, and nobody wants one. The next call connects. */
  IDLE: "IDLE",
  CONNECTING: "CONNECTING",
  READY: "READY",
  /** The last attempt failed. Calls fail at once, or wait if they are told to, until it is time for the next attempt. */
  TRANSIENT_FAILURE: "TRANSIENT_FAILURE",
  /** The channel was closed. */
  SHUTDOWN: "SHUTDOWN",
} as const;
export type ConnectivityState = (typeof ConnectivityState)[keyof typeof ConnectivityState];
