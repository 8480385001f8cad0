import { install, programs } from "../test/runtimes/platforms.js";
import { cacheFolder } from "./codec/prepare/prepare.js";

/** The binary of a runtime by its name, `node-24` for one, or of the Node that runs this. */
export async function binaryOf(runtime: string | undefined): Promise<string> {
  if (runtime === undefined) return process.execPath;
  const program = programs.find((name) => name === runtime);
  if (program === undefined) throw new Error(`unknown runtime ${runtime}; there are ${programs.join(", ")}`);
  return install(program, cacheFolder("runtimes"));
}
