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
  const digits = text.length - 1;
  if (digits < 1 || digits > 8) return undefined;
  let value = 0;
  for (let i = 0; i < digits; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    value = 10 * value + digit;
  }
  if (value === 0) return undefined;
  for (const [unit, ms] of UNITS) if (text[digits] === unit) return value * ms;
  return undefined;
}

const ZERO = 0x30;
