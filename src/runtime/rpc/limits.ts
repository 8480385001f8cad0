/** Limits on what the other side may make us hold. */
export interface Limits {
  /** The size in bytes that one received message may have. A larger one ends the call with RESOURCE_EXHAUSTED. Default: 4 MiB. */
  readonly maxReceiveBytes?: number | undefined;
}

/** 4 MiB, the limit on received messages that all of gRPC has as default. */
export const DEFAULT_MAX_RECEIVE_BYTES: number = 4 * 1024 * 1024;
