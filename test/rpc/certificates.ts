/** Certificates for tests: an authority, a server's and a client's certificate signed by it, and one that nobody knows. */
import { generate } from "selfsigned";

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Certificates {
  readonly ca: Certificate;
  readonly server: Certificate;
  readonly client: Certificate;
  /** A client certificate of another authority. */
  readonly stranger: Certificate;
}

export async function makeCertificates(): Promise<Certificates> {
  const ca = await authority("test authority");
  const other = await authority("another authority");
  return {
    ca,
    server: await leaf("localhost", ca),
    client: await leaf("client-7", ca),
    stranger: await leaf("client-7", other),
  };
}

async function authority(name: string): Promise<Certificate> {
  const made = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { cert: made.cert, key: made.private };
}

async function leaf(name: string, ca: Certificate): Promise<Certificate> {
  const made = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    ca: { cert: ca.cert, key: ca.key },
    extensions: [
      { name: "basicConstraints", cA: false },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: name },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}
