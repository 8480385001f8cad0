import { DeadlineTimer, deadlineFromDate } from "./deadline.js";
import type { MessageSink, MessageSource, ServerExchange, ServerExchangeHandler } from "./exchange.js";
import { type CallReply, type InterceptedCall, intercept, type NextReply } from "./interceptor.js";
import { isThenable, MessagePump, openSource, type PumpOwner } from "./message-pump.js";
import { MessageQueue, type QueueSource } from "./message-queue.js";
import type { Metadata } from "./metadata.js";
import type { MethodKind } from "./method.js";
import type { Route, Router } from "./router.js";
import type { CallContext } from "./server-context.js";
import { Status } from "./status.js";
import { StatusError } from "./status-error.js";

/** Runs the handler of one call and carries messages between it and the call's exchange. */
export class ServerCall implements ServerExchangeHandler, MessageSink, PumpOwner, QueueSource {
  readonly #router: Router;
  readonly #route: Route;
  readonly #context: CallContext;
  readonly #exchange: ServerExchange;
  /** The requests of a method that has many. */
  #requests: MessageQueue<unknown> | undefined;
  /** The request of a method that has one. */
  #request: unknown;
  #requestCount = 0;
  #responses: MessagePump | undefined;
  #responseCount = 0;
  /** What the outermost interceptor has answered. */
  #reply: CallReply | undefined;
  #timer: DeadlineTimer | undefined;

  constructor(router: Router, route: Route, context: CallContext, exchange: ServerExchange) {
    this.#router = router;
    this.#route = route;
    this.#context = context;
    this.#exchange = exchange;
  }

  /** Runs the handler, if it does not have to wait for its request. */
  start(): void {
    if (hasOneRequest(this.#route.method.kind)) return;
    this.#requests = new MessageQueue(this);
    this.#run(this.#requests);
  }

  onMessage(message: unknown, bytes: number): void {
    if (this.#requests !== undefined) {
      this.#requests.push(message, bytes);
    } else {
      this.#request = message;
      if (++this.#requestCount === 2) this.#refuse("the client has sent two messages where one is due");
    }
  }

  onHalfClose(): void {
    if (this.#requests !== undefined) this.#requests.end();
    else if (this.#requestCount === 0) this.#refuse("the client has sent no message where one is due");
    else this.#run(this.#request);
  }

  onDrain(): void {
    this.#responses?.resume();
  }

  onAbort(error: StatusError): void {
    this.#timer?.stop();
    this.#context.abort(error);
    this.#requests?.fail(error);
    this.#responses?.stop();
  }

  onUnencodable(error: unknown): void {
    this.#report(error);
    this.#close(new StatusError(Status.INTERNAL, "the response cannot be encoded"));
  }

  pause(): void {
    this.#exchange.pause();
  }

  resume(): void {
    this.#exchange.resume();
  }

  /** The handler wants no more requests. What still comes is dropped. */
  abandon(): void {
    this.#exchange.resume();
  }

  get writable(): boolean {
    return this.#exchange.writable;
  }

  /** Sends the next of many responses. */
  send(message: unknown): void {
    this.#responseCount++;
    this.#exchange.send(message);
  }

  onPumpEnd(): void {
    if (hasOneResponse(this.#route.method.kind) && this.#responseCount !== 1) {
      this.#close(new StatusError(Status.INTERNAL, `the server has ${this.#responseCount} responses where one is due`));
    } else if (this.#reply?.trailers === undefined) {
      this.#close(undefined);
    } else {
      this.#closeWith(this.#reply.trailers).catch(this.#onError);
    }
  }

  onPumpError(error: unknown): void {
    this.#fail(error);
  }

  #run(input: unknown): void {
    if (this.#router.interceptors !== undefined) {
      this.#runIntercepted(hasOneRequest(this.#route.method.kind) ? [input] : (input as MessageSource<unknown>));
      return;
    }
    let result: unknown;
    try {
      result = this.#callHandler(input);
    } catch (error) {
      this.#fail(error);
      return;
    }
    if (!hasOneResponse(this.#route.method.kind)) this.#stream(result as MessageSource<unknown>);
    else if (isThenable(result)) result.then(this.#onResponse, this.#onError);
    else this.#onResponse(result);
  }

  #callHandler(input: unknown): unknown {
    const { handler, implementation } = this.#route;
    const store = this.#router.contextStore;
    if (store === undefined) return handler.call(implementation, input, this.#context);
    const result = store.run(this.#context, () => handler.call(implementation, input, this.#context));
    return hasOneResponse(this.#route.method.kind)
      ? result
      : bindSource(result as MessageSource<unknown>, (step) => store.run(this.#context, step));
  }

  #stream(source: MessageSource<unknown>): void {
    this.#responses = new MessagePump(this, this);
    this.#responses.start(source);
    if (this.#context.aborted !== undefined) this.#responses.stop();
  }

  readonly #onResponse = (message: unknown): void => {
    this.#exchange.sendLast(message);
  };

  readonly #onError = (error: unknown): void => {
    this.#fail(error);
  };

  #refuse(message: string): void {
    this.#close(new StatusError(Status.UNIMPLEMENTED, message));
  }

  #fail(thrown: unknown): void {
    if (thrown instanceof StatusError) {
      this.#close(thrown);
      return;
    }
    this.#report(thrown);
    this.#close(new StatusError(Status.UNKNOWN, "the server has failed unexpectedly"));
  }

  #report(error: unknown): void {
    if (this.#context.aborted !== undefined) return;
    try {
      this.#router.onError?.(error, this.#context);
    } catch {
      // A broken logger must not take the process down.
    }
  }

  #close(error: StatusError | undefined): void {
    this.#timer?.stop();
    this.#exchange.close(error);
    this.#requests?.fail(error ?? new StatusError(Status.CANCELLED, "the call has ended"));
    this.#responses?.stop();
  }

  #runIntercepted(messages: MessageSource<unknown>): void {
    const context = this.#context;
    const deadline = context.deadline;
    const call: InterceptedCall = {
      method: context.method,
      metadata: context.metadata,
      deadline,
      messages,
      get signal(): AbortSignal {
        return context.signal;
      },
      context,
    };
    intercept(this.#router.interceptors!, call, (changed) => this.#answer(changed, deadline))
      .then((reply) => this.#sendReply(reply))
      .catch(this.#onError);
  }

  /** The innermost `next`: runs the handler for the call as the interceptors have left it. */
  #answer(call: InterceptedCall, deadline: Date | undefined): NextReply {
    const context = this.#context;
    context.metadata = call.metadata;
    if (call.deadline !== undefined && call.deadline !== deadline) {
      context.deadlineAt = Math.min(context.deadlineAt, deadlineFromDate(call.deadline));
      this.#timer ??= new DeadlineTimer(context.deadlineAt, this);
    }
    return {
      messages: this.#handle(call.messages),
      headers: Promise.resolve(context.headers),
      trailers: Promise.resolve(context.trailers),
      status: Promise.resolve({ code: Status.OK, message: "" }),
    };
  }

  /** An interceptor's shorter deadline has passed. */
  onDeadline(): void {
    const error = new StatusError(Status.DEADLINE_EXCEEDED, "the deadline has passed");
    this.#close(error);
    this.#context.abort(error);
  }

  async *#handle(messages: MessageSource<unknown>): AsyncGenerator<unknown> {
    const { kind } = this.#route.method;
    const input = hasOneRequest(kind) ? await onlyMessage(messages) : asIterable(messages);
    if (hasOneResponse(kind)) yield await this.#callHandler(input);
    else yield* this.#callHandler(input) as MessageSource<unknown>;
  }

  async #sendReply(reply: CallReply): Promise<void> {
    this.#reply = reply;
    const headers = await reply.headers;
    if (headers !== undefined && headers !== this.#context.headers) this.#context.headers.merge(headers);
    this.#stream(reply.messages);
  }

  async #closeWith(replyTrailers: Metadata | Promise<Metadata>): Promise<void> {
    const trailers = await replyTrailers;
    if (trailers !== this.#context.trailers) this.#context.trailers.merge(trailers);
    this.#close(undefined);
  }
}

export function hasOneRequest(kind: MethodKind): boolean {
  return kind === "unary" || kind === "server_streaming";
}

export function hasOneResponse(kind: MethodKind): boolean {
  return kind === "unary" || kind === "client_streaming";
}

async function onlyMessage(messages: MessageSource<unknown>): Promise<unknown> {
  for await (const message of messages) return message;
  throw new StatusError(Status.INTERNAL, "an interceptor has passed on no request where one is due");
}

async function* asIterable(messages: MessageSource<unknown>): AsyncGenerator<unknown> {
  yield* messages;
}

/** A source whose every step runs through `run`. */
function bindSource(
  source: MessageSource<unknown>,
  run: <R>(step: () => R) => R,
): { [Symbol.asyncIterator](): AsyncIterator<unknown> } {
  return {
    [Symbol.asyncIterator]: () => {
      const iterator = openSource(source);
      return {
        next: () => run(() => iterator.next()) as Promise<IteratorResult<unknown>>,
        return: () => run(() => iterator.return?.()) as Promise<IteratorResult<unknown>>,
      };
    },
  };
}
