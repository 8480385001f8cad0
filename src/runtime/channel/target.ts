/** Where a connection goes. */
export type Address =
  | { readonly kind: "tcp"; readonly host: string; readonly port: number }
  | { readonly kind: "unix"; readonly path: string };

/** What a channel is told to connect to. */
export interface Target {
  readonly address: Address;
  /** The `:authority` of its calls, and the name its certificate has to be for. */
  readonly authority: string;
  /** What the scheme of a URL says about TLS; `undefined` leaves it to the credentials. */
  readonly security: "plaintext" | "tls" | undefined;
}

/** The port of a target that names none, as in gRPC. */
const DEFAULT_PORT = 443;

const FORMS =
  'use "host:port", "dns:///host:port", "ipv4:1.2.3.4:50051", "ipv6:[::1]:50051", "unix:/path", "http://host:port" or "https://host"';

/**
 * Reads the name of a server, as gRPC writes it ("gRPC Name Resolution") or as a URL. Throws a TypeError that says what is wrong
 * with it and what to write instead.
 */
export function parseTarget(target: string): Target {
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):(?!\d+$)/.exec(target)?.[1]?.toLowerCase();
  const rest = scheme === undefined ? target : target.slice(scheme.length + 1);
  switch (scheme) {
    case undefined:
      return tcp(target, target, DEFAULT_PORT);
    case "dns": {
      const path = /^(?:\/\/([^/]*)\/)?(.*)$/.exec(rest)!;
      if (path[1]) throw invalid(target, "a DNS server of its own is not supported");
      return tcp(target, path[2]!, DEFAULT_PORT);
    }
    case "ipv4":
    case "ipv6":
      if (rest.includes(",")) throw invalid(target, "several addresses are not supported yet");
      return tcp(target, rest, DEFAULT_PORT);
    case "unix":
      return { address: { kind: "unix", path: unixPath(target, rest) }, authority: "localhost", security: undefined };
    case "http":
      return { ...url(target, rest, 80), security: "plaintext" };
    case "https":
      return { ...url(target, rest, 443), security: "tls" };
    default:
      throw invalid(target, `unknown scheme "${scheme}"`);
  }
}

function url(target: string, rest: string, defaultPort: number): Target {
  const match = /^\/\/([^/?#]+)\/?$/.exec(rest);
  if (match === null) throw invalid(target, "a URL has a host and no path");
  if (match[1]!.includes("@")) throw invalid("", "credentials do not belong into a target");
  return tcp(target, match[1]!, defaultPort);
}

function unixPath(target: string, rest: string): string {
  // "unix:relative", "unix:/absolute" or "unix:///absolute"
  const path = rest.startsWith("//") ? rest.slice(2) : rest;
  if (path === "" || (rest.startsWith("//") && !path.startsWith("/"))) throw invalid(target, "the path is missing");
  return path;
}

function tcp(target: string, hostAndPort: string, defaultPort: number): Target {
  const match = /^(?:\[([^\][]+)\]|([^:[\]/?#@\s]*))(?::(\d+))?$/.exec(hostAndPort);
  const host = match?.[1] ?? match?.[2];
  if (match === null || host === undefined || host === "") {
    const bareIpv6 = /^[0-9a-fA-F:]+$/.test(hostAndPort) && hostAndPort.includes("::");
    throw invalid(target, bareIpv6 ? "an IPv6 address stands in brackets" : "expected a host and a port");
  }
  const port = match[3] === undefined ? defaultPort : Number(match[3]);
  if (port > 65535) throw invalid(target, `port ${port} is above 65535`);
  return { address: { kind: "tcp", host, port }, authority: hostAndPort, security: undefined };
}

function invalid(target: string, problem: string): TypeError {
  return new TypeError(`target ${JSON.stringify(target)}: ${problem}; ${FORMS}`);
}
