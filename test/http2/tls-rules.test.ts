/** What HTTP/2 asks of TLS (RFC 9113, section 9.2), of the peer's choice. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect as connectTls, createServer as createTlsServer } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { Channel, credentials, Server } from "../../src/runtime/node/index.js";
import { makeCertificates } from "../rpc/certificates.js";
import { NoteService, NoteServiceClient } from "../rpc/notes.js";

const TLS12 = { minVersion: "TLSv1.2", maxVersion: "TLSv1.2" } as const;
/** An encryption with CBC, which HTTP/2 prohibits, and one that it allows. */
const PROHIBITED = "ECDHE-ECDSA-AES128-SHA256";
const ALLOWED = "ECDHE-ECDSA-AES128-GCM-SHA256";

test("a client refuses a server that chooses a prohibited cipher", async () => {
  const { ca, server } = await makeCertificates();
  const other = createTlsServer({ ...server, ...TLS12, ciphers: PROHIBITED, ALPNProtocols: ["h2"] }, (socket) =>
    socket.on("error", () => {}).resume(),
  );
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const channel = new Channel(`127.0.0.1:${port}`, { credentials: credentials.tls({ ca: ca.cert }), http2: "own" });
  onTestFinished(async () => {
    await channel.close();
    other.close();
  });
  await expect(new NoteServiceClient(channel).echo({})).rejects.toThrow(`chose TLSv1.2 with ${PROHIBITED}`);
});

test.each([
  [ALLOWED, true],
  [PROHIBITED, false],
])("a server speaks to a client that offers %s alone: %s", async (ciphers, spoken) => {
  const { ca, server: own } = await makeCertificates();
  const server = new Server({ http2: "own" }).add(NoteService, { echo: (note) => note }) as Server;
  const { port } = await server.listen("127.0.0.1:0", { credentials: credentials.tls(own) });
  onTestFinished(() => server.close());
  const socket = connectTls({ host: "127.0.0.1", port, ca: ca.cert, ...TLS12, ciphers, ALPNProtocols: ["h2"] });
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => {});
  const greeted = await Promise.race([
    once(socket, "data").then(
      () => true,
      () => false,
    ),
    once(socket, "close").then(() => false),
  ]);
  expect(greeted).toBe(spoken);
});
