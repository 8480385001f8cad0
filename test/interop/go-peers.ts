import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where what the tests build and generate lives: outside of git, kept between runs. */
const CACHE = join(import.meta.dirname, "../../.cache/interop");

/** The programs of grpc-go's `interop/client` and `interop/server`, in the versions that go.mod pins. */
export interface GoPrograms {
  readonly client: string;
  readonly server: string;
}

/** Builds grpc-go's interop programs from the Go module proxy. Throws if Go is missing or cannot build them. */
export async function buildGoPrograms(): Promise<GoPrograms> {
  const bin = join(CACHE, "bin");
  await mkdir(bin, { recursive: true });
  await go(["install", "tool"], import.meta.dirname, { GOBIN: bin });
  return { client: join(bin, "client"), server: join(bin, "server") };
}

/** A self-signed certificate for `localhost` and `127.0.0.1`, its own CA, as paths of PEM files. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Makes a new certificate with the generator that every Go distribution carries; it is valid for a day. */
export async function makeCertificate(): Promise<Certificate> {
  const folder = join(CACHE, "tls");
  await mkdir(folder, { recursive: true });
  const root = (await go(["env", "GOROOT"], folder)).trim();
  const generator = join(root, "src/crypto/tls/generate_cert.go");
  const validity = ["--host", "localhost,127.0.0.1", "--duration", "24h"];
  await go(["run", generator, "--ca", "--ecdsa-curve", "P256", ...validity], folder);
  return { cert: join(folder, "cert.pem"), key: join(folder, "key.pem") };
}

async function go(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  try {
    return (await run("go", args, { cwd, env: { ...process.env, ...env } })).stdout;
  } catch (error) {
    const hint =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? ": install Go, see https://go.dev/doc/install" : "";
    throw new Error(`go ${args.join(" ")} failed${hint}`, { cause: error });
  }
}
