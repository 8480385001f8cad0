import { setEntry } from "../map.js";
import { RECURSION_LIMIT } from "../recursion-limit.js";
import { show } from "../scalar.js";
import type { JsonError } from "./json-error.js";
import { JsonPlace } from "./json-place.js";
import type { JsonTree, JsonTreeObject } from "./json-tree.js";
import { NumberText } from "./number-text.js";

/** How deep arrays and objects may nest: a message that nests as deep as it may, each level in an array of its own. */
const MAX_LEVELS = 2 * (RECURSION_LIMIT + 1);

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
/** A stretch of a string that stands for itself. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that a string must not hold.
const PLAIN = /[^"\\\0-\x1f]*/y;
/** A number of which JavaScript's keeps every digit. */
const EXACT = /^-?[0-9.]{1,15}$/;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Parses JSON text. Unlike JSON.parse it refuses a key that an object has twice, keeps numbers that it would round as their
 * text, and bounds how deep the text nests. Throws JsonError.
 *
 * Source: RFC 8259.
 */
export function parseText(text: string): JsonTree {
  return new TextParser(text).document();
}

class TextParser {
  readonly #text: string;
  readonly #place = new JsonPlace();
  #at = 0;
  #levels = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonTree {
    this.#skipSpace();
    const value = this.#value();
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#error("expected the end of the text");
    return value;
  }

  /** The value that begins here. */
  #value(): JsonTree {
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object();
      case "[":
        return this.#array();
      case '"':
        return this.#string();
      case "t":
        return this.#word("true", true);
      case "f":
        return this.#word("false", false);
      case "n":
        return this.#word("null", null);
      default:
        return this.#number();
    }
  }

  #object(): JsonTreeObject {
    const object: JsonTreeObject = {};
    this.#open();
    if (this.#take("}")) return this.#close(object);
    do {
      if (this.#text[this.#at] !== '"') throw this.#error("expected a key in double quotes");
      const key = this.#string();
      if (Object.hasOwn(object, key)) throw this.#place.error(`the key ${show(key)} is given twice; give it once`);
      this.#skipSpace();
      if (!this.#take(":")) throw this.#error('expected ":"');
      this.#place.enter(key);
      setEntry(object, key, this.#value());
      this.#place.leave();
      this.#skipSpace();
    } while (this.#take(","));
    if (!this.#take("}")) throw this.#error('expected "," or "}"');
    return this.#close(object);
  }

  #array(): JsonTree[] {
    const array: JsonTree[] = [];
    this.#open();
    if (this.#take("]")) return this.#close(array);
    do {
      this.#place.enter(array.length);
      array.push(this.#value());
      this.#place.leave();
      this.#skipSpace();
    } while (this.#take(","));
    if (!this.#take("]")) throw this.#error('expected "," or "]"');
    return this.#close(array);
  }

  #open(): void {
    if (++this.#levels > MAX_LEVELS) throw this.#place.error("the text nests deeper than any message may");
    this.#at++;
    this.#skipSpace();
  }

  #close<T>(value: T): T {
    this.#levels--;
    return value;
  }

  #string(): string {
    const text = this.#text;
    const start = this.#at;
    PLAIN.lastIndex = start + 1;
    PLAIN.test(text);
    let end = PLAIN.lastIndex;
    const escaped = text.charCodeAt(end) === BACKSLASH;
    while (text.charCodeAt(end) === BACKSLASH) {
      PLAIN.lastIndex = end + 2;
      PLAIN.test(text);
      end = Math.max(PLAIN.lastIndex, end + 2);
    }
    this.#at = end;
    if (end >= text.length) throw this.#error("expected the end of the string");
    if (text.charCodeAt(end) !== QUOTE) throw this.#error("expected control characters to be escaped");
    this.#at++;
    if (!escaped) return text.slice(start + 1, end);
    try {
      return JSON.parse(text.slice(start, end + 1)) as string;
    } catch {
      this.#at = start;
      throw this.#error("expected a string without escapes that JSON does not know");
    }
  }

  #number(): number | NumberText {
    NUMBER.lastIndex = this.#at;
    if (!NUMBER.test(this.#text)) throw this.#error("expected a JSON value");
    const text = this.#text.slice(this.#at, NUMBER.lastIndex);
    this.#at = NUMBER.lastIndex;
    return EXACT.test(text) ? Number(text) : new NumberText(text);
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw this.#error("expected a JSON value");
    this.#at += word.length;
    return value;
  }

  /** Steps over a character and the space behind it, if it stands here. */
  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    if (character === "," || character === ":") this.#skipSpace();
    return true;
  }

  #skipSpace(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
  }

  #error(problem: string): JsonError {
    const found = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
    const got = this.#at < this.#text.length ? JSON.stringify(found) : "the end of the text";
    return this.#place.error(`${problem}, got ${got} (at character ${this.#at})`);
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
