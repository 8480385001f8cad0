import { execFileSync } from "node:child_process";

/**
 * The CPU that a command of the shell takes, on average over some runs, in seconds. It is asked of the shell, because what is loaded
 * into a process to ask there takes a part of so little.
 */
export function cpuOf(command: string, runs: number): number {
  const script = `i=0; while [ $i -lt ${runs} ]; do ${command} > /dev/null; i=$((i + 1)); done; times`;
  const output = execFileSync("sh", ["-c", script], { encoding: "utf8" });
  // The second line is of the shell's children: `0m0.410s 0m0.080s`.
  const [user = 0, system = 0] = [
    ...output
      .trim()
      .split("\n")
      .at(-1)!
      .matchAll(/(\d+)m([\d.]+)s/g),
  ].map(([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds));
  return (user + system) / runs;
}
