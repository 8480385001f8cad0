/** A connection of a server, whatever its HTTP/2 is made of. */
export interface ServedConnection {
  /** Takes no new streams, and closes when those that run have ended. */
  shutdown(): void;
  /** Closes at once. */
  destroy(): void;
}

/** Where a server hears of its connections. */
export interface ConnectionKeeper {
  enter(connection: ServedConnection): void;
  leave(connection: ServedConnection): void;
}
