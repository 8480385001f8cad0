import type { ResolvedCall } from "./call-options.js";
import { DeadlineTimer, NO_DEADLINE } from "./deadline.js";
import type { Cancellable } from "./server-context.js";
import { Status } from "./status.js";
import { StatusError } from "./status-error.js";

/** What can end a call from the client's side: its deadline, its signal and the call it is made for. */
export class CallLimits {
  readonly #target: Cancellable;
  readonly #call: ResolvedCall;
  #timer: DeadlineTimer | undefined;

  /** Watches over `target`, or returns undefined if there is nothing to watch. A limit that is over already cancels at once. */
  static watch(call: ResolvedCall, target: Cancellable): CallLimits | undefined {
    if (call.deadline === NO_DEADLINE && call.signal === undefined && call.parent === undefined) return undefined;
    const limits = new CallLimits(call, target);
    if (call.parent?.aborted !== undefined) limits.cancel(call.parent.aborted);
    else if (call.signal?.aborted) limits.handleEvent();
    else if (call.deadline <= performance.now()) limits.onDeadline();
    else limits.#arm();
    return limits;
  }

  private constructor(call: ResolvedCall, target: Cancellable) {
    this.#call = call;
    this.#target = target;
  }

  #arm(): void {
    const { deadline, signal, parent } = this.#call;
    if (deadline !== NO_DEADLINE) this.#timer = new DeadlineTimer(deadline, this);
    signal?.addEventListener("abort", this);
    parent?.adopt(this);
  }

  disarm(): void {
    this.#timer?.stop();
    this.#call.signal?.removeEventListener("abort", this);
    this.#call.parent?.release(this);
  }

  onDeadline(): void {
    this.#target.cancel(new StatusError(Status.DEADLINE_EXCEEDED, "the deadline has passed"));
  }

  /** The signal was aborted. */
  handleEvent(): void {
    this.#target.cancel(cancellation(this.#call.signal?.reason));
  }

  /** The parent was aborted. */
  cancel(error: StatusError): void {
    this.#target.cancel(
      new StatusError(error.code as Exclude<Status, 0>, `parent call: ${error.rawMessage}`, { cause: error }),
    );
  }
}

/** The outcome of a call that is cancelled for `reason`: a StatusError stands for itself, a text becomes the message. */
export function cancellation(reason: unknown): StatusError {
  if (reason instanceof StatusError) return reason;
  if (reason === undefined) return new StatusError(Status.CANCELLED, "the call was cancelled");
  if (typeof reason === "string") return new StatusError(Status.CANCELLED, reason);
  if (reason instanceof DOMException && reason.name === "TimeoutError") {
    return new StatusError(Status.DEADLINE_EXCEEDED, "the signal has timed out", { cause: reason });
  }
  return new StatusError(Status.CANCELLED, "the call was cancelled", { cause: reason });
}
