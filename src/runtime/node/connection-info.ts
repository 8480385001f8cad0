import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { ConnectionInfo, PeerIdentity } from "../rpc/transport.js";

/** What a server tells its handlers of a connection. */
export function describeConnection(socket: Socket | TLSSocket): ConnectionInfo {
  const { remoteAddress, remotePort, remoteFamily } = socket;
  const host = remoteFamily === "IPv6" ? `[${remoteAddress}]` : remoteAddress;
  return { peer: remoteAddress === undefined ? "unix:" : `${host}:${remotePort}`, identity: readIdentity(socket) };
}

/** The client's certificate, if it has been verified: what is merely claimed is no identity. */
function readIdentity(socket: Socket | TLSSocket): PeerIdentity | undefined {
  if (!(socket as Partial<TLSSocket>).authorized) return undefined;
  const certificate = (socket as TLSSocket).getPeerX509Certificate();
  if (certificate === undefined) return undefined;
  return {
    subject: certificate.subject,
    subjectAltName: certificate.subjectAltName,
    fingerprint256: certificate.fingerprint256,
    raw: certificate.raw,
  };
}
