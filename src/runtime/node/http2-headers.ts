import type { OutgoingHttpHeaders } from "node:http2";
import type { HeaderFields } from "../rpc/transport.js";

/**
 * Header fields as node:http2 wants them: an object, in which the values of one name are a list. `base` comes first. The object has
 * no prototype, for `__proto__` is a name that may be sent.
 */
export function toNodeHeaders(fields: HeaderFields, base?: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const headers = { __proto__: null, ...base } as object as OutgoingHttpHeaders;
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i]!;
    const value = fields[i + 1]!;
    const present = headers[name];
    if (present === undefined) headers[name] = value;
    else if (Array.isArray(present)) present.push(value);
    else headers[name] = [String(present), value];
  }
  return headers;
}

/** The flag of a HEADERS frame that ends its direction (RFC 9113, section 6.2). */
export const END_STREAM = 0x1;

/** 1 MiB a stream and 16 MiB a connection keep a fast network busy, and hold other calls up less than small windows do. */
export const STREAM_WINDOW: number = 1024 * 1024;
export const CONNECTION_WINDOW: number = 16 * STREAM_WINDOW;

/**
 * Node refuses streams, with ENHANCE_YOUR_CALM, once a session holds `maxSessionMemory`: by default 10 MB, less than a few thousand
 * calls in flight or one of our windows. What a connection holds is bounded by its windows, its streams and the back-pressure of
 * their writers instead.
 */
export const NO_SESSION_MEMORY_LIMIT: { readonly maxSessionMemory: number } = {
  maxSessionMemory: Number.MAX_SAFE_INTEGER,
};
