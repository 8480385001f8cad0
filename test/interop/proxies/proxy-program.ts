import type { Command } from "../peers.js";

/** A program that stands between a client and a server. */
export interface ProxyProgram {
  readonly name: string;
  /** The program that takes HTTP/2 on `hop.port` of 127.0.0.1 and hands it on to `hop.upstream`, in HTTP/2 too. */
  command(hop: Hop): Promise<Command>;
}

/** What a proxy stands between. TLS is on one side of it: that of the client (`front`) or that of the server (`back`). */
export interface Hop {
  readonly tls: "front" | "back";
  readonly port: number;
  /** The port of the server. */
  readonly upstream: number;
  readonly files: TlsFiles;
  /** An empty folder for what the proxy has to find or to write. */
  readonly folder: string;
}

/** Paths of PEM files. The certificate is for `localhost` and 127.0.0.1. */
export interface TlsFiles {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  /** Certificate and key in one, as HAProxy wants them. */
  readonly both: string;
}
