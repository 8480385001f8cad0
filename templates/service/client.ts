import type {
  BidiStreamingCall,
  BidiStreamingMethod,
  CallChannel,
  CallOptions,
  ClientStreamingCall,
  ClientStreamingMethod,
  MessageSource,
  ServerStreamingCall,
  ServerStreamingMethod,
  UnaryCall,
  UnaryMethod,
} from "../../src/runtime/codegen/v1.js";
import {
  startBidiStreaming,
  startClientStreaming,
  startServerStreaming,
  startUnary,
} from "../../src/runtime/codegen/v1.js";
import type { $RequestInit, $Response } from "../holes.js";

declare const $service: {
  readonly methods: {
    readonly $unary: UnaryMethod<unknown, $RequestInit, $Response, unknown>;
    readonly $serverStreaming: ServerStreamingMethod<unknown, $RequestInit, $Response, unknown>;
    readonly $clientStreaming: ClientStreamingMethod<unknown, $RequestInit, $Response, unknown>;
    readonly $bidiStreaming: BidiStreamingMethod<unknown, $RequestInit, $Response, unknown>;
  };
};

/** The stub: a method for each procedure. */
export class $Client {
  readonly #channel: CallChannel;
  readonly #defaults: CallOptions | undefined;

  constructor(channel: CallChannel, defaults?: CallOptions) {
    this.#channel = channel;
    this.#defaults = defaults;
  }

  $methods!: never;
}

/** The methods of a stub, one for each shape of a call. */
export abstract class Methods {
  readonly #channel!: CallChannel;
  readonly #defaults: CallOptions | undefined;

  $unary(request: $RequestInit, options?: CallOptions): UnaryCall<$Response> {
    return startUnary(this.#channel, $service.methods.$unary, request, options, this.#defaults);
  }

  $serverStreaming(request: $RequestInit, options?: CallOptions): ServerStreamingCall<$Response> {
    return startServerStreaming(this.#channel, $service.methods.$serverStreaming, request, options, this.#defaults);
  }

  $clientStreaming(
    requests?: MessageSource<$RequestInit>,
    options?: CallOptions,
  ): ClientStreamingCall<$RequestInit, $Response> {
    return startClientStreaming(this.#channel, $service.methods.$clientStreaming, requests, options, this.#defaults);
  }

  $bidiStreaming(
    requests?: MessageSource<$RequestInit>,
    options?: CallOptions,
  ): BidiStreamingCall<$RequestInit, $Response> {
    return startBidiStreaming(this.#channel, $service.methods.$bidiStreaming, requests, options, this.#defaults);
  }
}
