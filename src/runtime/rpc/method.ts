import type { MessageType } from "../message/message-type.js";

/** The four shapes of a remote procedure. */
export type MethodKind = "unary" | "server_streaming" | "client_streaming" | "bidi_streaming";

/** `google.protobuf.MethodOptions.IdempotencyLevel`, in lower case. */
export type Idempotency = "unknown" | "no_side_effects" | "idempotent";

/** One remote procedure: what a stub, a server, an interceptor and a protocol need to know about it. */
export interface MethodType<I, IInit, O, OInit, K extends MethodKind = MethodKind> {
  readonly kind: K;
  /** The name in the .proto file: `CreateOrder`. */
  readonly name: string;
  /** The name in TypeScript: `createOrder`. */
  readonly localName: string;
  /** The full name of the service: `acme.shop.v1.OrderService`. */
  readonly service: string;
  /** The `:path` of gRPC over HTTP/2: `/acme.shop.v1.OrderService/CreateOrder`. */
  readonly path: string;
  readonly input: MessageType<I, IInit>;
  readonly output: MessageType<O, OInit>;
  readonly idempotency: Idempotency;
  /** The serialized `google.protobuf.MethodOptions`, empty if the method has none. Decode with `MethodOptions` of `farcall/wkt`. */
  readonly options: Uint8Array;
}

// biome-ignore lint/suspicious/noExplicitAny: "some method", whatever its messages.
export type AnyMethod = MethodType<any, any, any, any>;

export type UnaryMethod<I, IInit, O, OInit> = MethodType<I, IInit, O, OInit, "unary">;
export type ServerStreamingMethod<I, IInit, O, OInit> = MethodType<I, IInit, O, OInit, "server_streaming">;
export type ClientStreamingMethod<I, IInit, O, OInit> = MethodType<I, IInit, O, OInit, "client_streaming">;
export type BidiStreamingMethod<I, IInit, O, OInit> = MethodType<I, IInit, O, OInit, "bidi_streaming">;

/** A service: its methods by their TypeScript names. `Server` is the interface that an implementation satisfies. */
export interface ServiceType<Server = object, Methods = { readonly [localName: string]: AnyMethod }> {
  /** The full name: `acme.shop.v1.OrderService`. */
  readonly typeName: string;
  readonly methods: Methods;
  /** Exists in types only: it carries `Server` to `Server.add`. */
  readonly "~server"?: Server;
}

/** What {@link defineService} is given for each method. */
export interface MethodInit<I, IInit, O, OInit, K extends MethodKind> {
  readonly kind: K;
  readonly name: string;
  readonly input: MessageType<I, IInit>;
  readonly output: MessageType<O, OInit>;
  readonly idempotency?: Idempotency | undefined;
  /** The serialized `google.protobuf.MethodOptions` in base64. */
  readonly options?: string | undefined;
}
