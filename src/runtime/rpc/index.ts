export type {
  BidiStreamingCall,
  Call,
  ClientStreamingCall,
  RequestStream,
  ServerStreamingCall,
  UnaryCall,
} from "./call.js";
export type { CallOptions } from "./call-options.js";
export { defineService } from "./define-service.js";
export type { CallChannel, MessageSource } from "./exchange.js";
export type { CallReply, InterceptedCall, Interceptor, NextReply } from "./interceptor.js";
export type { Limits } from "./limits.js";
export { Metadata, type MetadataInit } from "./metadata.js";
export type {
  AnyMethod,
  BidiStreamingMethod,
  ClientStreamingMethod,
  Idempotency,
  MethodKind,
  MethodType,
  ServerStreamingMethod,
  ServiceType,
  UnaryMethod,
} from "./method.js";
export { Router, type RouterOptions } from "./router.js";
export { ContextKey, type ContextValues, type ServerContext } from "./server-context.js";
export { type CallStatus, Status, statusName } from "./status.js";
export type { PackedDetail } from "./status-details.js";
export { type StatusDetail, StatusError, type StatusErrorOptions } from "./status-error.js";
export { startBidiStreaming, startClientStreaming, startServerStreaming, startUnary } from "./stub.js";
export type { PeerIdentity } from "./transport.js";
