import { join } from "node:path";
import type { CaseName } from "./case-names.js";
import type { Certificate, GoPrograms } from "./go-peers.js";

/** A program to start, with its arguments. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** One implementation's interop client and server; TLS is on where a certificate is given. */
export interface Peer {
  readonly name: string;
  /** A server on a free port, which it tells on standard output or error: {@link listeningPort}. */
  server(certificate?: Certificate): Command;
  client(testCase: CaseName, port: number, certificate?: Certificate): Command;
}

/** What every server prints once they listen, with the port as its last number. */
export const listeningPort: RegExp = /interop server listening on \S*:(\d+)/;

const soak = ["--soak_iterations=100", "--soak_overall_timeout_seconds=100"];

export function goPeer(programs: GoPrograms): Peer {
  return {
    name: "grpc-go",
    server: (certificate) => ({
      program: programs.server,
      args: ["--port=0", ...serverTls(certificate)],
      env: { GRPC_GO_LOG_SEVERITY_LEVEL: "info" },
    }),
    client: (testCase, port, certificate) => ({
      program: programs.client,
      args: clientArguments(testCase, port, certificate),
    }),
  };
}

/** grpcio, on a Python that has it. */
export function grpcioPeer(python: string): Peer {
  const script = (name: string): string => join(import.meta.dirname, "grpcio", name);
  return {
    name: "grpcio",
    server: (certificate) => ({ program: python, args: [script("server.py"), "--port=0", ...serverTls(certificate)] }),
    client: (testCase, port, certificate) => ({
      program: python,
      args: [script("client.py"), ...clientArguments(testCase, port, certificate)],
    }),
  };
}

export function farcallPeer(): Peer {
  const program = process.execPath;
  const script = (name: string): string[] => ["--import", "tsx", join(import.meta.dirname, name)];
  return {
    name: "farcall",
    server: (certificate) => ({ program, args: [...script("server.ts"), "--port=0", ...serverTls(certificate)] }),
    client: (testCase, port, certificate) => ({
      program,
      args: [...script("client.ts"), ...clientArguments(testCase, port, certificate)],
    }),
  };
}

function serverTls(certificate?: Certificate): string[] {
  if (certificate === undefined) return ["--use_tls=false"];
  return ["--use_tls=true", `--tls_cert_file=${certificate.cert}`, `--tls_key_file=${certificate.key}`];
}

/** The flags that gRPC's interop-test-descriptions.md defines, and grpc-go's `--ca_file`. */
function clientArguments(testCase: CaseName, port: number, certificate?: Certificate): string[] {
  const tls =
    certificate === undefined
      ? ["--use_tls=false"]
      : ["--use_tls=true", "--use_test_ca=true", `--ca_file=${certificate.cert}`];
  return [`--test_case=${testCase}`, "--server_host=127.0.0.1", `--server_port=${port}`, ...tls, ...soak];
}
