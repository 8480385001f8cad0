import { NO_DEADLINE, remainingMs } from "../../rpc/deadline.js";
import type { OutgoingCall } from "../../rpc/exchange.js";
import type { AnyMethod } from "../../rpc/method.js";
import type { HeaderFields, PreparedHeaders } from "../../rpc/transport.js";
import { encodeTimeout } from "../timeout.js";

/** The header fields of every request of a method. */
export function prepareRequest(method: AnyMethod, userAgent: string): PreparedHeaders {
  return {
    fields: [
      ":method",
      "POST",
      ":path",
      method.path,
      "content-type",
      "application/grpc",
      "te",
      "trailers",
      "user-agent",
      userAgent,
      "grpc-accept-encoding",
      "identity",
    ],
  };
}

const NONE: HeaderFields = [];

/** The header fields of one request besides the prepared ones. */
export function requestFields(call: OutgoingCall): HeaderFields {
  if (call.deadline === NO_DEADLINE && call.metadata === undefined) return NONE;
  const fields: string[] = [];
  if (call.deadline !== NO_DEADLINE) fields.push("grpc-timeout", encodeTimeout(remainingMs(call.deadline)));
  call.metadata?.appendTo(fields);
  return fields;
}

/** Whether a content type is gRPC's: `application/grpc`, alone or with a sub-type or parameters, but not `application/grpcfoo`. */
export function isGrpcContentType(contentType: string): boolean {
  return /^application\/grpc(?:$|[+; ])/i.test(contentType);
}

/** Whether messages are in the binary form, which is the only one that is spoken here. */
export function isProtoContentType(contentType: string): boolean {
  return /^application\/grpc(?:\+proto)? *(?:$|;)/i.test(contentType);
}

/** The value of a field, the first if there are several. */
export function fieldValue(fields: HeaderFields, name: string): string | undefined {
  for (let i = 0; i < fields.length; i += 2) if (fields[i] === name) return fields[i + 1];
  return undefined;
}
