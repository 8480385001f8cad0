import type { SecureVersion } from "node:tls";

/** A certificate, key or list of authorities in PEM. */
export type Pem = string | Uint8Array;

export interface TlsOptions {
  /**
   * The authorities to trust. A client without it trusts those of Node; a server with it asks every client for a certificate that
   * one of them has signed (mutual TLS).
   */
  readonly ca?: Pem | readonly Pem[] | undefined;
  /** The own certificate, with its chain. A server must have one, a client may, for mutual TLS. */
  readonly cert?: Pem | undefined;
  /** The private key of `cert`. */
  readonly key?: Pem | undefined;
  readonly passphrase?: string | undefined;
  /**
   * Server: `"require"` (default with `ca`) refuses clients without a valid certificate, `"request"` lets them in without an
   * identity, `"none"` (default without `ca`) does not ask.
   */
  readonly clientCertificates?: "none" | "request" | "require" | undefined;
  /** Client: the name that the server's certificate has to be for, if it is not the target's host. */
  readonly serverName?: string | undefined;
  /** Default: TLSv1.2, the least that HTTP/2 allows. */
  readonly minVersion?: SecureVersion | undefined;
}

/** How a channel or a server secures its connections. */
export type Credentials =
  | { readonly security: "plaintext" }
  | { readonly security: "tls"; readonly options: TlsOptions };

/** Makes {@link Credentials}. */
export const credentials: {
  /** No encryption and no identity: for loopback, sidecars and tests. */
  insecure(): Credentials;
  /** TLS, mutual if both sides have certificates. */
  tls(options?: TlsOptions): Credentials;
} = {
  insecure: () => ({ security: "plaintext" }),
  tls: (options = {}) => {
    if ((options.cert === undefined) !== (options.key === undefined)) {
      throw new TypeError("credentials.tls: `cert` and `key` go together, but only one of them is given");
    }
    return { security: "tls", options };
  },
};

/** The options that client and server hand to Node in the same form. */
export function secureContextOptions(options: TlsOptions): {
  ca?: (string | Buffer)[];
  cert?: string | Buffer;
  key?: string | Buffer;
  passphrase?: string;
  minVersion: SecureVersion;
} {
  const authorities = options.ca === undefined ? undefined : isPem(options.ca) ? [options.ca] : options.ca;
  return {
    ...(authorities !== undefined && { ca: authorities.map(toNode) }),
    ...(options.cert !== undefined && { cert: toNode(options.cert) }),
    ...(options.key !== undefined && { key: toNode(options.key) }),
    ...(options.passphrase !== undefined && { passphrase: options.passphrase }),
    minVersion: options.minVersion ?? "TLSv1.2",
  };
}

/** The options of a TLS server: its certificate, and whether it asks clients for theirs. */
export function serverTlsOptions(
  options: TlsOptions,
): ReturnType<typeof secureContextOptions> & { requestCert: boolean; rejectUnauthorized: boolean } {
  const ask = options.clientCertificates ?? (options.ca === undefined ? "none" : "require");
  return { ...secureContextOptions(options), requestCert: ask !== "none", rejectUnauthorized: ask === "require" };
}

function isPem(value: Pem | readonly Pem[]): value is Pem {
  return typeof value === "string" || value instanceof Uint8Array;
}

function toNode(pem: Pem): string | Buffer {
  return typeof pem === "string" ? pem : Buffer.from(pem.buffer, pem.byteOffset, pem.byteLength);
}
