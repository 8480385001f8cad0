/**
 * `npm run interop:proxies`: every case between our client and our server, and many calls at once, through nginx, HAProxy and Envoy, with TLS before and
 * behind the proxy. Prints a line each and a sum; exits with 1 if one fails.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect as connectTcp, createServer } from "node:net";
import { join } from "node:path";
import { Channel, credentials, Server } from "farcall/node";
import { type Certificates, makeCertificates } from "../../rpc/certificates.js";
import { CASE_NAMES } from "../case-names.js";
import { TestService } from "../gen/grpc/testing/test_pb.js";
import { startProgram } from "../process.js";
import { runCase } from "../run-case.js";
import { testService } from "../test-service.js";
import { envoy } from "./envoy.js";
import { haproxy } from "./haproxy.js";
import { manyCalls } from "./many-calls.js";
import { nginx } from "./nginx.js";
import type { Hop, ProxyProgram, TlsFiles } from "./proxy-program.js";

const CACHE = join(import.meta.dirname, "../../../.cache/interop/proxies");

const certificates = await makeCertificates();
const tls = credentials.tls(certificates.server);
const trusting = credentials.tls({ ca: certificates.ca.cert });
const plaintext = credentials.insecure();

await rm(CACHE, { recursive: true, force: true });
await mkdir(CACHE, { recursive: true });
const files = await writeFiles(certificates);

let passed = 0;
let failed = 0;
for (const proxy of [nginx, haproxy, envoy]) {
  await runCases(proxy, "front");
  await runCases(proxy, "back");
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function runCases(proxy: ProxyProgram, side: Hop["tls"]): Promise<void> {
  const server = new Server().add(TestService, testService);
  const { port: upstream } = await server.listen("127.0.0.1:0", { credentials: side === "back" ? tls : plaintext });
  const port = await freePort();
  const folder = join(CACHE, `${proxy.name}-${side}`);
  await mkdir(folder);
  const running = startProgram(await proxy.command({ tls: side, port, upstream, files, folder }));
  await running.until(() => answers(port));
  const peer = `localhost:${port}`;
  const options = { credentials: side === "front" ? trusting : plaintext };
  const connect = (): Channel => new Channel(peer, options);
  const attempt = async (name: string, run: () => Promise<void>): Promise<void> => {
    const started = performance.now();
    const line = `${proxy.name}, TLS ${side === "front" ? "before" : "behind"} it: ${name}`;
    try {
      await run();
      passed += 1;
      console.log(`pass  ${line} (${Math.round(performance.now() - started)} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL  ${line}`, error, running.output());
    }
  };
  for (const name of CASE_NAMES) await attempt(name, () => runCase(name, { peer, connect, soak: { iterations: 100 } }));
  await attempt("many_calls", async () => {
    await using channel = connect();
    await manyCalls(channel);
  });
  await running.stop();
  await server.close();
}

async function writeFiles({ ca, server }: Certificates): Promise<TlsFiles> {
  const at = (name: string): string => join(CACHE, name);
  const paths = { ca: at("ca.pem"), cert: at("cert.pem"), key: at("key.pem"), both: at("both.pem") };
  await writeFile(paths.ca, ca.cert);
  await writeFile(paths.cert, server.cert);
  await writeFile(paths.key, server.key);
  await writeFile(paths.both, `${server.cert}\n${server.key}`);
  return paths;
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** True once somebody listens on `port`. */
function answers(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connectTcp(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(undefined));
  });
}
