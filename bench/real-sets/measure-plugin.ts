import { spawn } from "node:child_process";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { fromBinary } from "@bufbuild/protobuf";
import { type CodeGeneratorResponse, CodeGeneratorResponseSchema } from "@bufbuild/protobuf/wkt";

/** What a plugin made of a request, and what that took. */
export interface PluginRun {
  readonly response: CodeGeneratorResponse;
  /** From start to exit of its process. */
  readonly seconds: number;
  /** The CPU of all its threads, in user code and in the system. */
  readonly cpuSeconds: number;
  /** The largest resident set of its process. */
  readonly peakMiB: number;
  /** The size of the files in the response. */
  readonly outputMiB: number;
}

/** Runs a plugin, a Node program, on a serialized CodeGeneratorRequest. */
export async function measurePlugin(program: string, request: Uint8Array): Promise<PluginRun> {
  const started = performance.now();
  const preload = fileURLToPath(new URL("tell-usage.cjs", import.meta.url));
  const command = [process.execPath, "--require", preload, program];
  // A process begins with the peak of the one that starts it. A shell's is small, and it has to stay for that.
  const child = spawn("sh", ["-c", '"$0" "$@"; exit $?', ...command], { stdio: ["pipe", "pipe", "inherit", "pipe"] });
  child.stdin!.end(request);
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [bytes, usage, code] = await Promise.all([
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
  const { cpu, maxRSS } = JSON.parse(usage) as { readonly cpu: number; readonly maxRSS: number };
  return { response, seconds, cpuSeconds: cpu / 1e6, peakMiB: maxRSS / 1024, outputMiB: size / 2 ** 20 };
}
