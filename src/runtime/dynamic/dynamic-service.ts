import { encodeBase64 } from "../message/json/base64.js";
import type { AnyMessageType } from "../message/message-type.js";
import { defineService } from "../rpc/define-service.js";
import type { MethodInit, MethodKind, ServiceType } from "../rpc/method.js";
import {
  type MethodDescriptorProto,
  MethodOptions,
  MethodOptions_IdempotencyLevel,
  type ServiceDescriptorProto,
} from "../wkt/gen/google/protobuf/descriptor_pb.js";
import { methodName } from "./local-names.js";

// biome-ignore lint/suspicious/noExplicitAny: "some method", whatever its messages.
type AnyMethodInit = MethodInit<any, any, any, any, MethodKind>;

/** A service as calls know it. `messageOf` finds the type of a name as descriptors have it, with a dot in front. */
export function dynamicService(
  typeName: string,
  { method: methods }: ServiceDescriptorProto,
  messageOf: (name: string | undefined) => AnyMessageType,
): ServiceType {
  const inits: { [localName: string]: AnyMethodInit } = Object.create(null);
  for (const method of methods) {
    inits[methodName(method.name ?? "", inits)] = {
      kind: kindOf(method),
      name: method.name ?? "",
      input: messageOf(method.inputType),
      output: messageOf(method.outputType),
      idempotency: idempotencyOf(method),
      options: method.options === undefined ? undefined : encodeBase64(MethodOptions.encode(method.options)),
    };
  }
  return defineService(typeName, inits);
}

function kindOf({ clientStreaming, serverStreaming }: MethodDescriptorProto): MethodKind {
  if (clientStreaming) return serverStreaming ? "bidi_streaming" : "client_streaming";
  return serverStreaming ? "server_streaming" : "unary";
}

function idempotencyOf({ options }: MethodDescriptorProto): AnyMethodInit["idempotency"] {
  switch (options?.idempotencyLevel) {
    case MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS:
      return "no_side_effects";
    case MethodOptions_IdempotencyLevel.IDEMPOTENT:
      return "idempotent";
    default:
      return undefined;
  }
}
