import { isWellFormed, LONE_SURROGATE } from "../../wire/well-formed.js";
import { LONE } from "../scalar.js";
import type { JsonError } from "./json-error.js";
import { JsonPlace } from "./json-place.js";
import { endOfString } from "./place-in.js";

/** As much as may be a number. */
const NUMBER = /[-+.\w]*/y;

/** In place of json-source.ts in bundles for browsers: less code, which reads the characters of the text itself. */
export abstract class JsonSource extends JsonPlace {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    super();
    this.#text = text;
    if (isWellFormed(text)) return;
    this.at = text.search(LONE_SURROGATE);
    throw this.error(LONE);
  }

  protected get before(): string {
    return this.slice(0, this.at);
  }

  slice(start: number, end?: number): string {
    return this.#text.slice(start, end);
  }

  abstract misplaced(expected: string): JsonError;

  finish(): void {
    this.next();
    if (this.slice(this.at) !== "") throw this.misplaced("the end of the text");
  }

  next(): number {
    while (" \n\r\t".includes(this.#text[this.at]!)) this.at++;
    return this.#text.charCodeAt(this.at);
  }

  take(word: string): boolean {
    if (!this.#text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  string(): string {
    const start = this.at;
    const end = endOfString(this.#text, start);
    let string: string | undefined;
    try {
      string = JSON.parse(this.slice(start, end)) as string;
    } catch {}
    if (string === undefined || !isWellFormed(string)) throw this.misplaced("a JSON string");
    this.at = end;
    return string;
  }

  /** There is no faster way. */
  shortNumber(): number {
    return Number.NaN;
  }

  numbers(): boolean {
    return false;
  }

  number(): string {
    NUMBER.lastIndex = this.at;
    const [text] = NUMBER.exec(this.#text)!;
    this.at += text.length;
    return text;
  }
}
