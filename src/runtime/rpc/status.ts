/** The status codes of gRPC (its "Status codes and their use in gRPC" document). */
export const Status = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;
export type Status = (typeof Status)[keyof typeof Status];

const names = Object.keys(Status).map((name) => name.toLowerCase());

/** The name of a code in lower case: `not_found`; `code_99` for a number that is no code. */
export function statusName(code: number): string {
  return names[code] ?? `code_${code}`;
}

/** How a call ended. */
export interface CallStatus {
  readonly code: Status;
  /** What the other side said about it, often empty. */
  readonly message: string;
}

/** The code a number stands for: UNKNOWN if it is none. */
export function toStatus(code: number): Status {
  return Number.isInteger(code) && code >= 0 && code < names.length ? (code as Status) : Status.UNKNOWN;
}
