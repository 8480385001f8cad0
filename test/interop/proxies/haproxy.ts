import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Hop, ProxyProgram } from "./proxy-program.js";

/** HAProxy with HTTP/2 on both sides. */
export const haproxy: ProxyProgram = {
  name: "HAProxy",
  command: async (hop) => {
    const file = join(hop.folder, "haproxy.cfg");
    await writeFile(file, configuration(hop));
    return { program: "haproxy", args: ["-db", "-f", file] };
  },
};

function configuration({ tls, port, upstream, files }: Hop): string {
  const bind = tls === "front" ? `ssl crt ${files.both} alpn h2` : "proto h2";
  const server = tls === "back" ? `ssl verify required ca-file ${files.ca} verifyhost localhost alpn h2` : "proto h2";
  return `
global
  maxconn 1000
  log stderr local0 warning
defaults
  mode http
  log global
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend clients
  bind 127.0.0.1:${port} ${bind}
  default_backend servers
backend servers
  server farcall 127.0.0.1:${upstream} ${server}
`;
}
