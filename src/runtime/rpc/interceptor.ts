import { Deferred } from "./deferred.js";
import type { MessageSource } from "./exchange.js";
import { Metadata } from "./metadata.js";
import type { AnyMethod } from "./method.js";
import type { ServerContext } from "./server-context.js";
import { type CallStatus, Status } from "./status.js";
import { StatusError, statusOf } from "./status-error.js";

/**
 * A call on its way through interceptors. All four kinds look alike: messages go in and messages come out, of which some kinds
 * have exactly one. Hand on the call itself, changed or not, or a copy: `next({ ...call, deadline })`.
 */
export interface InterceptedCall {
  readonly method: AnyMethod;
  /** The metadata of the request. */
  metadata: Metadata;
  deadline: Date | undefined;
  /**
   * The requests. On a client, those of a method with one request are an array of one; others can be iterated once.
   */
  messages: MessageSource<unknown>;
  /** Aborts when the call is cancelled or its deadline passes. */
  readonly signal: AbortSignal;
  /** The call's context on a server; undefined on a client. */
  readonly context: ServerContext | undefined;
}

/** What comes back: the responses, and what surrounds them. An interceptor may return another one than it got. */
export interface CallReply {
  /** The responses. A call fails by throwing a StatusError from them. */
  readonly messages: MessageSource<unknown>;
  readonly headers?: Promise<Metadata> | Metadata | undefined;
  readonly trailers?: Promise<Metadata> | Metadata | undefined;
}

/** A reply as `next` gives it. */
export interface NextReply extends CallReply {
  readonly messages: AsyncIterable<unknown>;
  /** Rejects if the call fails before the headers. */
  readonly headers: Promise<Metadata>;
  /** Never rejects. */
  readonly trailers: Promise<Metadata>;
  /** How the call ended, once the messages have been read. Never rejects. */
  readonly status: Promise<CallStatus>;
}

/**
 * Stands around calls, on a client or a server, the first of a list outermost. It may look at everything, change it, refuse
 * the call by throwing a StatusError, answer it itself, or call `next` again.
 *
 *     const timing: Interceptor = async (call, next) => {
 *       const start = performance.now();
 *       const reply = await next(call);
 *       reply.status.then(({ code }) => record(call.method.path, code, performance.now() - start));
 *       return reply;
 *     };
 */
export type Interceptor = (
  call: InterceptedCall,
  next: (call: InterceptedCall) => Promise<NextReply>,
) => CallReply | Promise<CallReply>;

/** Runs a call through `interceptors` to `innermost`. */
export function intercept(
  interceptors: readonly Interceptor[],
  call: InterceptedCall,
  innermost: (call: InterceptedCall) => NextReply,
): Promise<CallReply> {
  const run = async (index: number, current: InterceptedCall): Promise<CallReply> =>
    index === interceptors.length
      ? innermost(current)
      : interceptors[index]!(current, async (changed) => completeReply(await run(index + 1, changed)));
  return run(0, call);
}

const complete = new WeakSet<CallReply>();

/** Marks a reply that keeps all promises of {@link NextReply}. */
export function markComplete(reply: NextReply): NextReply {
  complete.add(reply);
  return reply;
}

/** Fills in what an interceptor has left out of its reply, and tells the status that its messages come to. */
function completeReply(reply: CallReply): NextReply {
  if (complete.has(reply)) return reply as NextReply;
  const status = new Deferred<CallStatus>();
  return markComplete({
    messages: trackStatus(reply.messages, status),
    headers: Promise.resolve(reply.headers ?? new Metadata()),
    trailers: Promise.resolve(reply.trailers ?? new Metadata()),
    status: status.promise,
  });
}

async function* trackStatus(messages: MessageSource<unknown>, status: Deferred<CallStatus>): AsyncGenerator<unknown> {
  try {
    yield* messages;
    status.resolve(statusOf(undefined));
  } catch (error) {
    status.resolve(statusOf(StatusError.from(error)));
    throw error;
  } finally {
    // Still open only if the reader has left before the end.
    status.resolve({ code: Status.CANCELLED, message: "the reader has left the messages" });
  }
}
