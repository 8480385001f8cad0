export type { BackoffOptions } from "../channel/backoff.js";
export { ConnectivityState } from "../channel/connectivity-state.js";
export { Channel, type ChannelOptions } from "./channel.js";
export { type Credentials, credentials, type Pem, type TlsOptions } from "./credentials.js";
export type { Http2Engine } from "./http2-engine.js";
export type { KeepaliveOptions, ServerKeepaliveOptions } from "./keepalive-options.js";
export { type Listening, type ListenOptions, Server, type ServerOptions, type ShutdownOptions } from "./server.js";
