import type { BidiStreamingCall, ClientStreamingCall, ServerStreamingCall, UnaryCall } from "./call.js";
import { type CallOptions, type ResolvedCall, resolveCall } from "./call-options.js";
import { SingleResponseCall, StreamedResponseCall } from "./client-call.js";
import type { CallChannel, MessageSource } from "./exchange.js";
import { InterceptedChannel } from "./intercepted-exchange.js";
import type { BidiStreamingMethod, ClientStreamingMethod, ServerStreamingMethod, UnaryMethod } from "./method.js";

/** Starts a call. For the stubs of generated code, as are its three sisters. */
export function startUnary<I, IInit, O, OInit>(
  channel: CallChannel,
  method: UnaryMethod<I, IInit, O, OInit>,
  request: IInit,
  options: CallOptions | undefined,
  defaults: CallOptions | undefined,
): UnaryCall<O> {
  const resolved = resolveCall(method, channel.defaults, defaults, options);
  const call = new SingleResponseCall<IInit, O>(resolved);
  call.beginWithRequest(route(channel, resolved), request);
  return call;
}

export function startServerStreaming<I, IInit, O, OInit>(
  channel: CallChannel,
  method: ServerStreamingMethod<I, IInit, O, OInit>,
  request: IInit,
  options: CallOptions | undefined,
  defaults: CallOptions | undefined,
): ServerStreamingCall<O> {
  const resolved = resolveCall(method, channel.defaults, defaults, options);
  const call = new StreamedResponseCall<IInit, O>(resolved);
  call.beginWithRequest(route(channel, resolved), request);
  return call;
}

export function startClientStreaming<I, IInit, O, OInit>(
  channel: CallChannel,
  method: ClientStreamingMethod<I, IInit, O, OInit>,
  requests: MessageSource<IInit> | undefined,
  options: CallOptions | undefined,
  defaults: CallOptions | undefined,
): ClientStreamingCall<IInit, O> {
  const resolved = resolveCall(method, channel.defaults, defaults, options);
  const call = new SingleResponseCall<IInit, O>(resolved);
  call.beginWithStream(route(channel, resolved), requests);
  return call;
}

export function startBidiStreaming<I, IInit, O, OInit>(
  channel: CallChannel,
  method: BidiStreamingMethod<I, IInit, O, OInit>,
  requests: MessageSource<IInit> | undefined,
  options: CallOptions | undefined,
  defaults: CallOptions | undefined,
): BidiStreamingCall<IInit, O> {
  const resolved = resolveCall(method, channel.defaults, defaults, options);
  const call = new StreamedResponseCall<IInit, O>(resolved);
  call.beginWithStream(route(channel, resolved), requests);
  return call;
}

/** Without interceptors a call goes straight to its channel. */
function route(channel: CallChannel, call: ResolvedCall): CallChannel {
  return call.interceptors === undefined ? channel : new InterceptedChannel(channel);
}
