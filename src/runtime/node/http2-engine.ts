/** What speaks HTTP/2 on a socket: Node's own module, or our own, which is made for gRPC. */
export type Http2Engine = "node" | "own";

/** Options that Node's module cannot keep. */
const OWN_OPTIONS = ["keepalive", "stallTimeoutMs", "handshakeTimeoutMs"];

/** Throws a TypeError if one of them is set: a limit that nobody keeps is worse than none. */
export function refuseOwnOptions(options: object | undefined): void {
  for (const name of OWN_OPTIONS) {
    if ((options as { readonly [name: string]: unknown } | undefined)?.[name] === undefined) continue;
    throw new TypeError(`${name}: Node's HTTP/2 does not have it; leave out \`http2: "node"\``);
  }
}
