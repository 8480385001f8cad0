/** In place of word.ts in bundles for browsers, where text is read and written as such. */
export function wordOf(text: string): string {
  return text;
}

export const TRUE = "true";
export const FALSE = "false";
export const NULL = "null";
