import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

/** The cipher suites of TLS 1.2 that are not on HTTP/2's list of prohibited ones: ephemeral keys and authenticated encryption. */
const ALLOWED_IN_TLS12 = /^(?:ECDHE|DHE)-.*(?:GCM|CCM|CHACHA20)/;

/** Why HTTP/2 may not be spoken on a socket that has shaken hands (RFC 9113, section 9.2), or `undefined` if it may. */
export function refuseTls(socket: Socket): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  if (socket.alpnProtocol !== "h2") return 'does not speak HTTP/2 over TLS (ALPN "h2" was refused)';
  const version = socket.getProtocol();
  const cipher = socket.getCipher().name;
  if (version === "TLSv1.3" || (version === "TLSv1.2" && ALLOWED_IN_TLS12.test(cipher))) return undefined;
  return `chose ${version} with ${cipher}, which HTTP/2 does not allow`;
}
