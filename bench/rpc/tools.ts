import type { Contestant } from "./contestant.js";

/** The names of farcall, with its own HTTP/2 and on node:http2, and of those that goals name. */
export const names = {
  own: "farcall",
  onNode: "farcall on node:http2",
  bare: "bare node:http2",
  grpcJs: "grpc-js",
} as const;

/** All tools in the order of the tables. A process imports only the one that it measures. */
const loaders: ReadonlyMap<string, () => Promise<Contestant>> = new Map([
  [names.own, async () => (await import("./tools/farcall.js")).farcall("own")],
  [names.onNode, async () => (await import("./tools/farcall.js")).farcall("node")],
  [names.bare, async () => (await import("./tools/node-http2.js")).nodeHttp2],
  [names.grpcJs, async () => (await import("./tools/grpc-js.js")).grpcJs],
  ["nice-grpc", async () => (await import("./tools/nice-grpc.js")).niceGrpc],
  ["protobuf-ts", async () => (await import("./tools/protobuf-ts.js")).protobufTs],
  ["connect-node", async () => (await import("./tools/connect-node.js")).connectNode],
]);

/** The names of all tools. */
export const tools: readonly string[] = [...loaders.keys()];

/** The tool of that name. */
export function contestant(tool: string): Promise<Contestant> {
  return loaders.get(tool)!();
}
