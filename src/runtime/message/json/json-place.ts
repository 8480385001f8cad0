import { RECURSION_LIMIT } from "../recursion-limit.js";
import { show } from "../scalar.js";
import { JsonError } from "./json-error.js";
import { showTree } from "./json-tree.js";

/** The place in a JSON value at which a reader or writer stands, and how many messages it stands in. */
export class JsonPlace {
  readonly #segments: (string | number)[] = [];
  #levels = RECURSION_LIMIT + 1;

  /** Goes to a member of the object, or to an element of the array, at which it stands. */
  enter(segment: string | number): void {
    this.#segments.push(segment);
  }

  leave(): void {
    this.#segments.pop();
  }

  /** Begins a message. Throws JsonError if it is one too deep: the limit is that of the binary form. */
  open(): void {
    if (--this.#levels < 0) throw this.error(`messages nest deeper than ${RECURSION_LIMIT} levels, or in a circle`);
  }

  close(): void {
    this.#levels++;
  }

  /** The error that says that something is wrong here. */
  error(problem: string, cause?: unknown): JsonError {
    return new JsonError(problem, this.toString(), cause === undefined ? undefined : { cause });
  }

  /** The error that says that something else was expected here. */
  unexpected(expected: string, got: unknown): JsonError {
    return this.error(`expected ${expected}, got ${showTree(got)}`);
  }

  toString(): string {
    return this.#segments.reduce((path: string, segment) => path + showSegment(segment), "$");
  }
}

function showSegment(segment: string | number): string {
  if (typeof segment === "number") return `[${segment}]`;
  return /^[A-Za-z_]\w{0,99}$/.test(segment) ? `.${segment}` : `[${show(segment)}]`;
}
