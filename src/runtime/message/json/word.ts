import { bytesOf } from "./json-buffer.js";

/** A piece of JSON that is written and looked for often. In bundles for browsers it is a string: see word.browser.ts. */
export type Word = Uint8Array;

export const wordOf: (text: string) => Word = bytesOf;

export const TRUE: Word = /*@__PURE__*/ wordOf("true");
export const FALSE: Word = /*@__PURE__*/ wordOf("false");
export const NULL: Word = /*@__PURE__*/ wordOf("null");
