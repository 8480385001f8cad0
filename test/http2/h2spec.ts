/**
 * Runs h2spec, which tries all rules of HTTP/2 and HPACK on a server, against ours, over plaintext and TLS: `npm run h2spec`. It
 * needs Go, and builds the h2spec that go.mod names unless `H2SPEC` names the program.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type Credentials, credentials } from "../../src/runtime/node/index.js";
import { createOwnServer } from "../../src/runtime/node/own-server.js";
import type { ServerReceiver, StreamAcceptor } from "../../src/runtime/rpc/transport.js";
import { makeCertificates } from "../rpc/certificates.js";

/** Answers every request with a few bytes, when it has come to its end. */
const acceptor: StreamAcceptor = {
  accept(_request, stream): ServerReceiver {
    return {
      onData: () => {},
      onEnd: () => {
        stream.sendHeaders([":status", "200", "content-type", "text/plain"], false);
        stream.sendTrailers(["x-end", "1"], new TextEncoder().encode("hello, spec"));
      },
      onReset: () => {},
      onDrain: () => {},
    };
  },
};

function program(): string {
  if (process.env["H2SPEC"] !== undefined) return process.env["H2SPEC"];
  const folder = fileURLToPath(new URL("../../.cache/h2spec", import.meta.url));
  if (!existsSync(`${folder}/h2spec`)) {
    const env = { ...process.env, GOBIN: folder };
    execFileSync("go", ["install", "tool"], { cwd: import.meta.dirname, env, stdio: "inherit" });
  }
  return `${folder}/h2spec`;
}

/** Runs h2spec and returns whether every case has passed. */
async function run(name: string, given: Credentials, flags: readonly string[]): Promise<boolean> {
  const server = createOwnServer(given, acceptor, { enter: () => {}, leave: () => {} });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const child = spawn(program(), ["-h", "127.0.0.1", "-p", String(port), "-o", "2", "-S", ...flags]);
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  server.close();
  const summary = /(\d+) tests, (\d+) passed, (\d+) skipped, (\d+) failed/.exec(output);
  const passed = code === 0 && summary !== null && summary[2] === "146";
  console.log(`${name}: ${summary?.[0] ?? "no summary"}`);
  if (!passed) console.log(output.slice(output.indexOf("Failures:")));
  return passed;
}

const { server: certificate } = await makeCertificates();
const results = [
  await run("plaintext", credentials.insecure(), []),
  await run("TLS", credentials.tls(certificate), ["-t", "-k"]),
];
process.exit(results.every(Boolean) ? 0 : 1);
