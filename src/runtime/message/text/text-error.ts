/** Text that is not in the text format, or does not fit the message type. Nothing of it is returned. */
export class TextError extends Error {
  override readonly name = "TextError";
  /** What is wrong and what to do, without the position. */
  readonly problem: string;
  /** The line at fault, from 1. */
  readonly line: number;
  /** The column at fault, from 1, in UTF-16 units. */
  readonly column: number;

  constructor(problem: string, text: string, offset: number) {
    const before = text.slice(0, offset);
    const line = before.split("\n").length;
    const column = offset - before.lastIndexOf("\n");
    super(`line ${line}, column ${column}: ${problem}`);
    this.problem = problem;
    this.line = line;
    this.column = column;
  }
}
