/** Source: RFC 8259, section 6. */
const NUMBER = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

/** Most integers. */
const PLAIN = /^-?[1-9][0-9]{0,19}$/;

/** No integer of 64 bits has more digits. */
const MAX_DIGITS = 20;

/** The parts of a number as JSON writes it: sign, whole part, fraction and exponent. Null for a text that is none. */
export function partsOf(text: string): RegExpExecArray | null {
  return NUMBER.exec(text);
}

/**
 * The integer that the text of a JSON number stands for, also one such as `1.50e2`. Undefined for a text that is no number or has a
 * fraction, and for a number of more than 20 digits, which no field holds.
 */
export function integerOf(text: string): bigint | undefined {
  if (PLAIN.test(text)) return BigInt(text);
  const parts = partsOf(text);
  if (parts === null) return undefined;
  const [, sign, whole, fraction = "", exponent = "0"] = parts as unknown as (string | undefined)[];
  const digits = whole! + fraction;
  let start = 0;
  let end = digits.length;
  while (start < end && digits[start] === "0") start++;
  while (end > start && digits[end - 1] === "0") end--;
  if (start === end) return 0n;
  const zeros = Number(exponent) - fraction.length + (digits.length - end);
  if (zeros < 0 || end - start + zeros > MAX_DIGITS) return undefined;
  const magnitude = BigInt(digits.slice(start, end) + "0".repeat(zeros));
  return sign === "-" ? -magnitude : magnitude;
}
