import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Hop, ProxyProgram } from "./proxy-program.js";

/** Where nginx would keep bodies, of which it only needs to be able to make the folders. */
const TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

/** nginx with `grpc_pass`. */
export const nginx: ProxyProgram = {
  name: "nginx",
  command: async (hop) => {
    const file = join(hop.folder, "nginx.conf");
    await mkdir(join(hop.folder, "temporary"));
    await writeFile(file, configuration(hop));
    return { program: "nginx", args: ["-p", hop.folder, "-e", "stderr", "-c", file] };
  },
};

function configuration({ tls, port, upstream, files }: Hop): string {
  const server =
    tls === "front"
      ? `listen 127.0.0.1:${port} http2 ssl; ssl_certificate ${files.cert}; ssl_certificate_key ${files.key};`
      : `listen 127.0.0.1:${port} http2;`;
  const location =
    tls === "back"
      ? `grpc_pass grpcs://farcall; grpc_ssl_verify on; grpc_ssl_trusted_certificate ${files.ca}; grpc_ssl_name localhost;`
      : "grpc_pass grpc://farcall;";
  return `
    daemon off;
    master_process off;
    pid nginx.pid;
    error_log stderr warn;
    events {}
    http {
      access_log off;
      ${TEMPORARY.map((kind) => `${kind}_temp_path temporary/${kind};`).join(" ")}
      client_max_body_size 0;
      upstream farcall { server 127.0.0.1:${upstream}; keepalive 4; }
      server { ${server} location / { ${location} } }
    }
  `;
}
