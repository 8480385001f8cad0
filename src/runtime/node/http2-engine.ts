/** What speaks HTTP/2 on a socket: Node's own module, or our own, which is made for gRPC. */
export type Http2Engine = "node" | "own";
