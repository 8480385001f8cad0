/** A file of the output. */
export interface OutputFile {
  /** The path below the folder of the output. */
  readonly name: string;
  readonly content: string;
}
