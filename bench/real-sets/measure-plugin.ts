import { spawn } from "node:child_process";
import { buffer, text } from "node:stream/consumers";
import { fromBinary } from "@bufbuild/protobuf";
import { type CodeGeneratorResponse, CodeGeneratorResponseSchema } from "@bufbuild/protobuf/wkt";

/** What a plugin made of a request, and what that took. */
export interface PluginRun {
  readonly response: CodeGeneratorResponse;
  /** From start to exit of its process. */
  readonly seconds: number;
  /** The largest resident set of its process. */
  readonly peakMiB: number;
  /** The size of the files in the response. */
  readonly outputMiB: number;
}

/** Has a process tell its largest resident set, in KiB, on its fourth stream when it exits. */
const TELL_USAGE = `import { writeSync } from "node:fs";
process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)));`;

/** Runs a plugin, a Node program, on a serialized CodeGeneratorRequest. */
export async function measurePlugin(program: string, request: Uint8Array): Promise<PluginRun> {
  const started = performance.now();
  const usage = `data:text/javascript,${encodeURIComponent(TELL_USAGE)}`;
  const child = spawn(process.execPath, ["--import", usage, program], { stdio: ["pipe", "pipe", "inherit", "pipe"] });
  child.stdin!.end(request);
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [bytes, maxRss, code] = await Promise.all([
    buffer(child.stdout!),
    text(child.stdio[3] as NodeJS.ReadableStream),
    exited,
  ]);
  const seconds = (performance.now() - started) / 1000;
  const response = fromBinary(CodeGeneratorResponseSchema, bytes);
  if (code !== 0 || response.error !== "") {
    throw new Error(`${program} ended with ${code}: ${response.error}`);
  }
  const size = response.file.reduce((sum, file) => sum + Buffer.byteLength(file.content), 0);
  return { response, seconds, peakMiB: Number(maxRss) / 1024, outputMiB: size / 2 ** 20 };
}
