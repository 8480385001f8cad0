/** A path of a field mask names no field of the message type, or one that a path cannot go through. */
export class FieldMaskError extends Error {
  override readonly name = "FieldMaskError";
  /** What is wrong and what to do, without the path. */
  readonly problem: string;
  /** The path, as the mask has it. */
  readonly path: string;

  constructor(problem: string, path: string) {
    super(`${JSON.stringify(path.length > 100 ? `${path.slice(0, 100)}…` : path)}: ${problem}`);
    this.problem = problem;
    this.path = path;
  }
}
