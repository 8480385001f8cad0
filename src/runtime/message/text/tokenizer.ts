import { TextError } from "./text-error.js";

/** A lexical element of the text format. */
export interface Token {
  readonly kind: "name" | "number" | "string" | "symbol" | "end";
  /** As it stands in the text; for a string, with its quotes. */
  readonly text: string;
  /** Where it begins, in UTF-16 units. */
  readonly offset: number;
}

const SPACE = /(?:[ \t\n\v\f\r]+|#[^\n]*)*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /0[xX][0-9a-fA-F]+|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fF]?/y;
/** What must not follow a number at once. */
const GLUED = /[A-Za-z0-9_.]/y;
/** A piece of the name in brackets: a type name, with a URL in front of it for an Any. */
const BRACKETED = /[A-Za-z0-9_.\-/~!$&()*+,;=%]+/y;

/**
 * Splits text into tokens, one ahead of the parser.
 *
 * Source: "Lexical Elements" of the Text Format Language Specification.
 */
export class Tokenizer {
  readonly text: string;
  #end = 0;
  #token: Token;

  constructor(text: string) {
    this.text = text;
    this.#token = this.#scan();
  }

  /** The token that comes next. */
  get token(): Token {
    return this.#token;
  }

  /** Takes the next token. */
  take(): Token {
    const token = this.#token;
    this.#token = this.#scan();
    return token;
  }

  /** Whether the next token is that symbol, which is taken if so. */
  takeIf(symbol: string): boolean {
    if (!this.is(symbol)) return false;
    this.take();
    return true;
  }

  is(symbol: string): boolean {
    return this.#token.kind === "symbol" && this.#token.text === symbol;
  }

  /** Takes that symbol, or refuses what comes instead. */
  expect(symbol: string): void {
    if (!this.takeIf(symbol)) throw this.error(`expected "${symbol}", got ${this.describe()}`);
  }

  /** The name between the next token, `[`, and `]`. Space and comments may stand between its parts. */
  takeBracketed(): string {
    const start = this.#token.offset;
    let name = "";
    let last = "";
    for (;;) {
      const gap = this.#match(SPACE);
      const part = this.#match(BRACKETED);
      if (part === "") break;
      if (gap !== "" && /\w$/.test(last) && /^\w/.test(part)) {
        throw this.error(`the name has a gap between "${last}" and "${part}"; close it`, start);
      }
      name += part;
      last = part;
    }
    this.#token = this.#scan();
    this.expect("]");
    return name;
  }

  /** An error at an offset, that of the next token by default. */
  error(problem: string, offset: number = this.#token.offset): TextError {
    return new TextError(problem, this.text, offset);
  }

  /** The next token for an error message. */
  describe(): string {
    const { kind, text } = this.#token;
    if (kind === "end") return "the end of the text";
    return kind === "string" ? "a string" : `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
  }

  #scan(): Token {
    this.#match(SPACE);
    const offset = this.#end;
    const first = this.text[offset];
    if (first === undefined) return { kind: "end", text: "", offset };
    const name = this.#match(NAME);
    if (name !== "") return { kind: "name", text: name, offset };
    const number = this.#match(NUMBER);
    if (number !== "") {
      if (this.#match(GLUED) === "") return { kind: "number", text: number, offset };
      throw this.error(
        `the number ${number} is followed by "${this.text[this.#end - 1]}"; put a space between them`,
        offset,
      );
    }
    if (first === '"' || first === "'") return { kind: "string", text: this.#string(first), offset };
    this.#end++;
    return { kind: "symbol", text: first, offset };
  }

  #string(quote: string): string {
    const start = this.#end;
    for (let i = start + 1; i < this.text.length; i++) {
      const c = this.text[i];
      if (c === quote) {
        this.#end = i + 1;
        return this.text.slice(start, this.#end);
      }
      if (c === "\n" || c === "\0") break;
      if (c === "\\" && this.text[i + 1] !== "\n") i++;
    }
    throw this.error("the string has no end on its line; close it, and write line breaks as \\n", start);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#end;
    const text = pattern.exec(this.text)?.[0] ?? "";
    this.#end += text.length;
    return text;
  }
}
