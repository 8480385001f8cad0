/** A half of a surrogate pair that stands alone. */
export const LONE_SURROGATE: RegExp = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Whether `text` holds no lone surrogate (String.prototype.isWellFormed, for platforms that lack it). */
export function isWellFormed(text: string): boolean {
  const own = (text as { isWellFormed?: () => boolean }).isWellFormed;
  if (own !== undefined) return own.call(text);
  return !LONE_SURROGATE.test(text);
}
