import { RECURSION_LIMIT } from "../recursion-limit.js";
import { JsonError } from "./json-error.js";
import { placeIn } from "./place-in.js";

/** A place in JSON text, which is being read or written. */
export abstract class JsonPlace {
  #levels = RECURSION_LIMIT + 1;

  /** The text before this place. */
  protected abstract get before(): string;

  /** Goes down some levels of messages, or up again. Throws JsonError if that is too deep: the limit is that of the binary form. */
  nest(levels: number): void {
    this.#levels -= levels;
    if (this.#levels < 0) throw this.error(`messages nest deeper than ${RECURSION_LIMIT} levels, or in a circle`);
  }

  /** The error that says that something is wrong here. */
  error(problem: string, options?: ErrorOptions): JsonError {
    return new JsonError(problem, placeIn(this.before), options);
  }
}
