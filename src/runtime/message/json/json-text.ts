import type { JsonValue } from "../json-value.js";
import { setEntry } from "../map.js";
import { COLON, COMMA, LIST, LIST_END, NINE, OBJECT, OBJECT_END, QUOTE } from "./codes.js";
import type { JsonError } from "./json-error.js";
import { JsonSource } from "./json-source.js";
import { partsOf } from "./number-text.js";
import { FALSE, NULL, TRUE } from "./word.js";

/** What an array or object takes of the levels of messages where it is not known what it is: a message in a list is two of them. */
export const UNREAD = 0.5;

/**
 * JSON text that is read piece by piece. Unlike JSON.parse it refuses a key that an object has twice, and bounds how deep the text nests.
 * Whatever is wrong ends in a JsonError. Source: RFC 8259.
 */
export class JsonText extends JsonSource {
  /** Steps over the bracket that opens what is expected; whether there is something in it. The code of the one that closes it is 2 more. */
  begin(opening: number, expected: string): boolean {
    if (this.next() !== opening) throw this.unexpected(expected);
    this.at++;
    if (this.next() !== opening + 2) return true;
    this.at++;
    return false;
  }

  /** Steps over a comma, or the bracket that closes; whether there is more. */
  more(closing: number): boolean {
    const code = this.next();
    if (code !== COMMA && code !== closing) throw this.misplaced('"," or a bracket');
    this.at++;
    if (code === closing) return false;
    this.next();
    return true;
  }

  key(): string {
    if (this.next() !== QUOTE) throw this.misplaced("a key");
    const key = this.string();
    if (this.next() !== COLON) throw this.misplaced('":"');
    this.at++;
    return key;
  }

  /** The text of the number that begins here. */
  numberText(): string {
    const start = this.at;
    const text = this.number();
    if (partsOf(text) !== null) return text;
    this.at = start;
    throw this.misplaced("a JSON value");
  }

  /** What `read` makes of the string that begins here, or of the number if that will do. It refuses a text by `undefined`. */
  parse<T>(expected: string, read: (text: string) => T | undefined, orNumber = false): T {
    const start = this.at;
    const code = this.next();
    const value = code === QUOTE ? read(this.string()) : orNumber && code <= NINE ? read(this.numberText()) : undefined;
    if (value !== undefined) return value;
    this.at = start;
    throw this.unexpected(expected);
  }

  /** Steps over a value. */
  skip(): void {
    this.tree(UNREAD);
  }

  /** The whole value that begins here. `levels` is what each array or object in it takes of the levels of messages. */
  tree(levels: number): JsonValue {
    const code = this.next();
    if (code === QUOTE) return this.string();
    if (code === OBJECT || code === LIST) {
      this.nest(levels);
      const value = code === LIST ? this.#array(levels) : this.#object(levels);
      this.nest(-levels);
      return value;
    }
    if (this.take(TRUE)) return true;
    if (this.take(FALSE)) return false;
    if (this.take(NULL)) return null;
    const start = this.at;
    const short = this.shortNumber();
    const number = Number.isNaN(short) ? Number(this.numberText()) : short;
    if (Number.isFinite(number)) return number;
    this.at = start;
    throw this.error("expected a number that fits a double");
  }

  #array(levels: number): JsonValue[] {
    const array: JsonValue[] = [];
    if (this.begin(LIST, "an array"))
      do array.push(this.tree(levels));
      while (this.more(LIST_END));
    return array;
  }

  #object(levels: number): JsonValue {
    const object: { [key: string]: JsonValue } = {};
    if (!this.begin(OBJECT, "an object")) return object;
    do {
      const key = this.key();
      if (Object.hasOwn(object, key)) throw this.twice("the key");
      setEntry(object, key, this.tree(levels));
    } while (this.more(OBJECT_END));
    return object;
  }

  /** The error that says that something else was expected here than the value that begins here. */
  unexpected(expected: string): JsonError {
    const start = this.at;
    this.skip();
    const got = this.slice(start, this.at);
    this.at = start;
    return this.error(`expected ${expected}, got ${got.length > 40 ? `${got.slice(0, 40)}…` : got}`);
  }

  /** The error that says that the text is no JSON here. */
  misplaced(expected: string): JsonError {
    const [found] = this.slice(this.at, this.at + 2);
    const got = found === undefined ? "the end of the text" : JSON.stringify(found);
    return this.error(`expected ${expected}, got ${got} (at character ${this.at})`);
  }

  /** The error that says that the key before this place is none that may come again. */
  twice(what: string): JsonError {
    return this.error(`${what} is given twice; give it once`);
  }
}
