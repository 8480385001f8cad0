/**
 * The input of decode is not a well-formed message of its type. Nothing of it is returned.
 *
 * `path` names the field at fault, as far as the field table of the type tells: `acme.shop.v1.Order.items[3].quantity`.
 */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
  /** What is wrong, without the path. */
  declare readonly problem: string;
  /** The position in the input, in bytes, at which the problem was found. */
  declare readonly offset: number;
  /** Where: the type's full name and the path of the field. Empty until the message type has added it. */
  declare readonly path: string;

  constructor(problem: string, offset: number, path = "") {
    super(`${path && `${path}: `}${problem} (at byte ${offset})`);
    this.problem = problem;
    this.offset = offset;
    this.path = path;
  }
}

/** A message holds a value that its type cannot carry. Nothing was written. */
export class EncodeError extends Error {
  override readonly name = "EncodeError";
  /** What is wrong, without the path. */
  declare readonly problem: string;
  /** Where: the type's full name and the path of the field. */
  declare readonly path: string;

  constructor(problem: string, path: string) {
    super(`${path}: ${problem}`);
    this.problem = problem;
    this.path = path;
  }
}

/** The input ends before the value that begins or goes on at `offset`. */
export function truncated(offset: number): DecodeError {
  return new DecodeError("ends inside a field", offset);
}

/** Messages or groups nest more deeply than the recursion limit allows. */
export function tooDeep(offset: number): DecodeError {
  return new DecodeError("nested deeper than the recursion limit", offset);
}

/**
 * What a writer throws for a value that the field's type cannot carry. It says nothing more: {@link EncodeError} is made from
 * the field table once the writer has given up, so that writers pay for no path.
 */
export const INVALID: unique symbol = Symbol("invalid value");
