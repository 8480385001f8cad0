/** The units of `grpc-timeout` in milliseconds, the finest first. */
const UNITS: readonly (readonly [unit: string, ms: number])[] = [
  ["n", 1e-6],
  ["u", 1e-3],
  ["m", 1],
  ["S", 1000],
  ["M", 60_000],
  ["H", 3_600_000],
];

const MAX_VALUE = 99_999_999;

/**
 * The value of `grpc-timeout` for a time in milliseconds: at most 8 digits and a unit, rounded up so that the server never gives
 * up before the client. Source: "Timeout" in gRPC over HTTP/2.
 */
export function encodeTimeout(ms: number): string {
  // Microseconds are fine enough, and the value of nearly every call fits into them.
  for (let i = 1; i < UNITS.length; i++) {
    const [unit, unitMs] = UNITS[i]!;
    const value = Math.max(1, Math.ceil(ms / unitMs));
    if (value <= MAX_VALUE) return `${value}${unit}`;
  }
  return `${MAX_VALUE}H`;
}

/** Reads a `grpc-timeout` in milliseconds; `undefined` for what is none. Zero is none: the value is a positive integer. */
export function parseTimeout(text: string): number | undefined {
  const match = /^([0-9]{1,8})([HMSmun])$/.exec(text);
  if (match === null) return undefined;
  const value = Number(match[1]);
  return value === 0 ? undefined : value * UNITS.find(([unit]) => unit === match[2])![1];
}
