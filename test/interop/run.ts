/**
 * `npm run interop`: every case in both directions, with and without TLS, against grpc-go and grpcio, or against the one that is
 * named behind `--`. Prints a line each and a sum; exits with 1 if one fails.
 */
import { CASE_NAMES } from "./case-names.js";
import { buildGoPrograms, type Certificate, makeCertificate } from "./go-peers.js";
import { farcallPeer, goPeer, grpcioPeer, listeningPort, type Peer } from "./peers.js";
import { runToEnd, startServer } from "./process.js";
import { installGrpcio } from "./python-peer.js";

/** Far above what a case takes; the longest is a soak of 100 calls. */
const CASE_LIMIT_MS = 120_000;

const PEERS: Readonly<Record<string, () => Promise<Peer>>> = {
  "grpc-go": async () => goPeer(await buildGoPrograms()),
  grpcio: async () => grpcioPeer(await installGrpcio()),
};

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PEERS);
const farcall = farcallPeer();
const certificate = await makeCertificate();

let passed = 0;
let failed = 0;
for (const name of names) {
  const make = PEERS[name];
  if (make === undefined) throw new Error(`no peer ${name}: expected one of ${Object.keys(PEERS).join(", ")}`);
  const peer = await make();
  for (const [client, server] of [
    [farcall, peer],
    [peer, farcall],
  ] as const) {
    await runCases(client, server);
    await runCases(client, server, certificate);
  }
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function runCases(client: Peer, server: Peer, certificate?: Certificate): Promise<void> {
  const security = certificate === undefined ? "plaintext" : "TLS";
  const running = await startServer(server.server(certificate), listeningPort);
  try {
    for (const name of CASE_NAMES) {
      const started = performance.now();
      const { ok, output } = await runToEnd(client.client(name, running.port, certificate), CASE_LIMIT_MS);
      const ms = Math.round(performance.now() - started);
      if (ok) passed += 1;
      else failed += 1;
      const verdict = ok ? "pass" : "FAIL";
      console.log(`${verdict}  ${client.name} client, ${server.name} server, ${security}: ${name} (${ms} ms)`);
      if (!ok) console.log(indent(`client:\n${output}\nserver:\n${running.output()}`));
    }
  } finally {
    await running.stop();
  }
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "      ");
}
