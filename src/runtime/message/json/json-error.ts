/**
 * JSON that does not fit the message type or is no JSON, or a message that JSON cannot express. Nothing of it is returned.
 *
 * `path` names the place in the JSON: `$.items[3].quantity`, where `$` is the outermost value.
 */
export class JsonError extends Error {
  override readonly name = "JsonError";
  /** What is wrong and what to do, without the path. */
  readonly problem: string;
  /** Where. */
  readonly path: string;

  constructor(problem: string, path: string, options?: ErrorOptions) {
    super(`${path}: ${problem}`, options);
    this.problem = problem;
    this.path = path;
  }
}
