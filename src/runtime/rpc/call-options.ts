import { type Deadline, deadlineAfter, deadlineFromDate, NO_DEADLINE } from "./deadline.js";
import type { OutgoingCall } from "./exchange.js";
import type { Interceptor } from "./interceptor.js";
import { Metadata, type MetadataInit } from "./metadata.js";
import type { AnyMethod } from "./method.js";
import { currentContext } from "./propagation.js";
import { CallContext, type ServerContext } from "./server-context.js";

/** Options of one call. A stub and a channel take the same as defaults: what a call sets itself wins. */
export interface CallOptions {
  /** Sent along, together with the metadata of the defaults. */
  readonly metadata?: MetadataInit | undefined;
  /** When to give up with DEADLINE_EXCEEDED. The earlier one counts if `timeoutMs` is given too. */
  readonly deadline?: Date | undefined;
  /** How long to wait, in milliseconds from now, before giving up with DEADLINE_EXCEEDED. */
  readonly timeoutMs?: number | undefined;
  /** Cancels the call with CANCELLED. */
  readonly signal?: AbortSignal | undefined;
  /** Wait while the channel cannot connect, instead of failing with UNAVAILABLE. Default: false. */
  readonly waitForReady?: boolean | undefined;
  /**
   * The call that this one is made for: its deadline and its cancellation hold for this one too. `null` detaches from the
   * handler that is running, where the server propagates by itself.
   */
  readonly parent?: ServerContext | null | undefined;
  /** Around this call; those of the channel are outermost, then those of the stub. */
  readonly interceptors?: readonly Interceptor[] | undefined;
}

/** The options of a call after all defaults have been applied. */
export class ResolvedCall implements OutgoingCall {
  method: AnyMethod;
  metadata: Metadata | undefined = undefined;
  deadline: Deadline = NO_DEADLINE;
  waitForReady = false;
  signal: AbortSignal | undefined = undefined;
  parent: CallContext | undefined = undefined;
  interceptors: readonly Interceptor[] | undefined = undefined;

  constructor(method: AnyMethod) {
    this.method = method;
  }
}

/** Applies the options of channel, stub and call, the later ones winning. Throws a TypeError for metadata that cannot be sent. */
export function resolveCall(
  method: AnyMethod,
  channel: CallOptions | undefined,
  stub: CallOptions | undefined,
  options: CallOptions | undefined,
): ResolvedCall {
  const call = new ResolvedCall(method);
  let parent: ServerContext | null | undefined;
  let timeoutMs: number | undefined;
  let deadline: Date | undefined;
  for (let layer = 0; layer < 3; layer++) {
    const from = layer === 0 ? channel : layer === 1 ? stub : options;
    if (from === undefined) continue;
    if (from.metadata !== undefined) (call.metadata ??= new Metadata()).merge(from.metadata);
    if (from.deadline !== undefined || from.timeoutMs !== undefined) {
      deadline = from.deadline;
      timeoutMs = from.timeoutMs;
    }
    if (from.signal !== undefined) call.signal = from.signal;
    if (from.waitForReady !== undefined) call.waitForReady = from.waitForReady;
    if (from.parent !== undefined) parent = from.parent;
    if (from.interceptors !== undefined && from.interceptors.length > 0) {
      call.interceptors =
        call.interceptors === undefined ? from.interceptors : [...call.interceptors, ...from.interceptors];
    }
  }
  if (timeoutMs !== undefined) call.deadline = deadlineAfter(checkTimeout(timeoutMs));
  if (deadline !== undefined) call.deadline = Math.min(call.deadline, deadlineFromDate(checkDate(deadline)));
  if (parent === undefined) parent = currentContext();
  if (parent instanceof CallContext) {
    call.parent = parent;
    if (parent.deadlineAt < call.deadline) call.deadline = parent.deadlineAt;
  }
  return call;
}

function checkTimeout(timeoutMs: number): number {
  if (typeof timeoutMs === "number" && !Number.isNaN(timeoutMs)) return timeoutMs;
  throw new TypeError(`timeoutMs: expected a number of milliseconds, got ${timeoutMs}`);
}

function checkDate(date: Date): Date {
  if (date instanceof Date && !Number.isNaN(date.getTime())) return date;
  throw new TypeError(`deadline: expected a valid Date, got ${date}`);
}
