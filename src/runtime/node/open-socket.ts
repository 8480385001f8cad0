import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { Address } from "../channel/target.js";
import { secureContextOptions, type TlsOptions } from "./credentials.js";

export interface ConnectorOptions {
  readonly address: Address;
  readonly authority: string;
  /** `undefined` for plaintext with prior knowledge. */
  readonly tls: TlsOptions | undefined;
  /** How long one attempt may take, up to the server's first SETTINGS. */
  readonly connectTimeoutMs: number;
}

/** Begins to connect. The socket tells `connect`, or `secureConnect` with TLS, when it has. */
export function openSocket({ address, authority, tls }: ConnectorOptions): Socket | TLSSocket {
  const where = address.kind === "unix" ? { path: address.path } : { host: address.host, port: address.port };
  if (tls === undefined) {
    const socket = connectTcp(where);
    socket.setNoDelay(true);
    return socket;
  }
  const name = tls.serverName ?? (address.kind === "unix" ? authority : address.host);
  const socket = connectTls({
    ...where,
    ...secureContextOptions(tls),
    ALPNProtocols: ["h2"],
    // A server name is a name: RFC 6066 has no addresses in it. The certificate is checked against the host all the same.
    ...(isIP(name) === 0 && { servername: name }),
  });
  socket.setNoDelay(true);
  return socket;
}
