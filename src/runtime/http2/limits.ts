/** What one connection may make us hold, on either side. */
export interface Http2Limits {
  /** The window of each stream, in bytes. */
  readonly streamWindow: number;
  /**
   * The window of the connection, in bytes, at least the 65,535 that it begins with. At most twice as much is held for streams that
   * are paused.
   */
  readonly connectionWindow: number;
  /** How many streams a client may have open. */
  readonly maxConcurrentStreams: number;
  /** The size of the fields of a message as SETTINGS_MAX_HEADER_LIST_SIZE counts it. */
  readonly maxHeaderListSize: number;
  /** How many fields a message may have. */
  readonly maxHeaderFields: number;
}

/** 1 MiB a stream and 16 MiB a connection keep a fast network busy, and hold other calls up less than small windows do. */
export const DEFAULT_LIMITS: Http2Limits = {
  streamWindow: 1024 * 1024,
  connectionWindow: 16 * 1024 * 1024,
  maxConcurrentStreams: 100,
  maxHeaderListSize: 16 * 1024,
  maxHeaderFields: 128,
};
