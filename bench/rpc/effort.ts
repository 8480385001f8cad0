/** How long, and how often. */
export interface Effort {
  /** How many samples are taken of each tool. */
  readonly rounds: number;
  /** How much CPU time of the client a sample takes, in milliseconds. */
  readonly sampleMs: number;
  /** How much it takes before the first sample, and how many calls at least: some tools need thousands before they are compiled. */
  readonly warmUpMs: number;
  readonly warmUpCalls: number;
}
