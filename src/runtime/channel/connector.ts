import type { ClientTransport } from "../rpc/transport.js";

/** Makes connections to one address. Implemented once a platform, and by fakes in tests. */
export interface Connector {
  /**
   * Starts one attempt. `onConnected` or `onFailed` of the listener follows, never from within; neither after `abort`.
   */
  connect(listener: ConnectionListener): ConnectAttempt;
}

export interface ConnectAttempt {
  abort(): void;
}

/** An established connection. */
export interface Connection extends ClientTransport {
  /** How many more streams the peer allows at the moment. */
  readonly room: number;
  /** Closes at once. Streams that are open are reset as cancelled, for `reason`. Resolves when nothing is left. */
  close(reason: string): Promise<void>;
}

/** What happens to a connection over its life. */
export interface ConnectionListener {
  onConnected(connection: Connection): void;
  /** The attempt has failed. */
  onFailed(error: Error): void;
  /** There may be room for another stream. */
  onRoom(): void;
  /** The connection takes no new streams: it is lost, or the peer has said goodbye. Told once. */
  onGone(): void;
}
