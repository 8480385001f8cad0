import type { MessageSource, ServerContext } from "../../src/runtime/codegen/v1.js";
import type { $Request, $ResponseInit } from "../holes.js";

/** What a server implements: a method for each procedure. */
export interface $Server {
  $methods: never;
}

/** The methods of an implementation, one for each shape of a call. */
export interface Methods {
  $unary(request: $Request, context: ServerContext): $ResponseInit | Promise<$ResponseInit>;
  $serverStreaming(request: $Request, context: ServerContext): MessageSource<$ResponseInit>;
  $clientStreaming(requests: AsyncIterable<$Request>, context: ServerContext): $ResponseInit | Promise<$ResponseInit>;
  $bidiStreaming(requests: AsyncIterable<$Request>, context: ServerContext): MessageSource<$ResponseInit>;
}
