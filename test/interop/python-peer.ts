import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const CACHE = join(import.meta.dirname, "../../.cache");
const PROTO = join(import.meta.dirname, "../../proto");

/**
 * Makes a virtual environment in `.cache` with what a requirements.txt asks of PyPI, and returns the folder of its programs. Throws
 * if Python 3 is missing.
 */
export async function installFromPypi(name: string, requirements: string): Promise<string> {
  const folder = join(CACHE, name);
  await python("python3", ["-m", "venv", folder]);
  const bin = join(folder, "bin");
  await python(join(bin, "python"), [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "-r",
    requirements,
  ]);
  return bin;
}

/** Installs grpcio, compiles `proto/grpc/testing` for it, and returns the Python that has both. */
export async function installGrpcio(): Promise<string> {
  const program = join(await installFromPypi("grpcio", join(import.meta.dirname, "grpcio/requirements.txt")), "python");
  // The package grpc.testing has to stand in the folder of grpcio's own package, grpc.
  const packages = (await python(program, ["-c", "import grpc; print(grpc.__path__[0])"])).trim().replace(/grpc$/, "");
  const files = ["empty", "messages", "test"].map((name) => join(PROTO, `grpc/testing/${name}.proto`));
  const output = [`--python_out=${packages}`, `--grpc_python_out=${packages}`];
  await python(program, ["-m", "grpc_tools.protoc", `--proto_path=${PROTO}`, ...output, ...files]);
  return program;
}

async function python(program: string, args: readonly string[]): Promise<string> {
  try {
    return (await run(program, args)).stdout;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const hint = code === "ENOENT" ? ": install Python 3 with its module venv" : "";
    throw new Error(`${program} ${args.join(" ")} failed${hint}`, { cause: error });
  }
}
