import { ResolvedCall } from "./call-options.js";
import { StreamedResponseCall } from "./client-call.js";
import { deadlineFromDate, deadlineToDate, NO_DEADLINE } from "./deadline.js";
import type { CallChannel, ClientExchange, ClientExchangeHandler, MessageSink } from "./exchange.js";
import { type CallReply, type InterceptedCall, intercept, markComplete, type NextReply } from "./interceptor.js";
import { MessagePump, type PumpOwner } from "./message-pump.js";
import { MessageQueue, READ_HIGH_WATER } from "./message-queue.js";
import { Metadata } from "./metadata.js";
import { StatusError } from "./status-error.js";

/** A channel whose calls run through their interceptors. */
export class InterceptedChannel implements CallChannel {
  readonly #channel: CallChannel;

  constructor(channel: CallChannel) {
    this.#channel = channel;
  }

  openCall(call: ResolvedCall, handler: ClientExchangeHandler): ClientExchange {
    return new InterceptedExchange(this.#channel, call, handler);
  }
}

/**
 * The client's end of an intercepted call: on one side callbacks, as the call object wants them, on the other the iterables
 * that interceptors work with. Only one message a direction is ever held here.
 */
class InterceptedExchange implements ClientExchange, PumpOwner {
  readonly #channel: CallChannel;
  readonly #call: ResolvedCall;
  readonly #handler: ClientExchangeHandler;
  readonly #controller = new AbortController();
  readonly #inner = new Set<StreamedResponseCall<unknown, unknown>>();
  readonly #requests: MessageQueue<unknown>;
  readonly #sink: ResponseSink;
  readonly #responses: MessagePump;
  #requestsPaused = false;
  #reply: CallReply | undefined;
  #closed = false;

  constructor(channel: CallChannel, call: ResolvedCall, handler: ClientExchangeHandler) {
    this.#channel = channel;
    this.#call = call;
    this.#handler = handler;
    this.#requests = new MessageQueue({
      pause: () => {
        this.#requestsPaused = true;
      },
      resume: () => {
        this.#requestsPaused = false;
        if (!this.#closed) handler.onDrain();
      },
      abandon: () => {},
    });
    this.#sink = new ResponseSink(handler);
    this.#responses = new MessagePump(this.#sink, this);
  }

  get writable(): boolean {
    return !this.#requestsPaused;
  }

  start(): void {
    this.#run(this.#requests);
  }

  sendLast(message: unknown): void {
    this.#run([message]);
  }

  send(message: unknown): void {
    this.#requests.push(message, READ_HIGH_WATER);
  }

  closeSend(): void {
    this.#requests.end();
  }

  pause(): void {
    this.#sink.writable = false;
  }

  resume(): void {
    this.#sink.writable = true;
    this.#responses.resume();
  }

  cancel(error: StatusError): void {
    this.#close(error, error.metadata);
  }

  #run(messages: InterceptedCall["messages"]): void {
    const call = this.#call;
    const { signal } = this.#controller;
    const deadline = deadlineToDate(call.deadline);
    const intercepted: InterceptedCall = {
      method: call.method,
      metadata: call.metadata ?? new Metadata(),
      deadline,
      messages,
      signal,
      context: undefined,
    };
    intercept(call.interceptors!, intercepted, (changed) => this.#callOn(changed, deadline)).then(
      (reply) => this.#receive(reply),
      (error) => this.onPumpError(error),
    );
  }

  /** The innermost `next`: makes the call as the interceptors have left it. */
  #callOn(intercepted: InterceptedCall, deadline: Date | undefined): NextReply {
    const call = new ResolvedCall(intercepted.method);
    call.metadata = intercepted.metadata;
    call.waitForReady = this.#call.waitForReady;
    if (intercepted.deadline !== deadline) {
      call.deadline = intercepted.deadline === undefined ? NO_DEADLINE : deadlineFromDate(intercepted.deadline);
    } else {
      call.deadline = this.#call.deadline;
    }
    const inner = new StreamedResponseCall<unknown, unknown>(call);
    const { messages } = intercepted;
    if (Array.isArray(messages) && messages.length === 1) inner.beginWithRequest(this.#channel, messages[0]);
    else inner.beginWithStream(this.#channel, messages);
    this.#inner.add(inner);
    const status = inner.status;
    status.then(() => this.#inner.delete(inner));
    if (this.#closed) inner.cancel(this.#controller.signal.reason);
    return markComplete({
      messages: inner,
      status,
      get headers(): Promise<Metadata> {
        return inner.headers;
      },
      get trailers(): Promise<Metadata> {
        return inner.trailers;
      },
    });
  }

  #receive(reply: CallReply): void {
    this.#reply = reply;
    if (!this.#closed) {
      Promise.resolve(reply.headers).then(
        (headers) => this.#closed || headers === undefined || this.#handler.onHeaders(headers),
        () => {}, // The messages fail for the same reason.
      );
    }
    this.#responses.start(reply.messages);
    if (this.#closed) this.#responses.stop();
  }

  onPumpEnd(): void {
    Promise.resolve(this.#reply?.trailers).then(
      (trailers) => this.#close(undefined, trailers ?? new Metadata()),
      (error) => this.onPumpError(error),
    );
  }

  onPumpError(error: unknown): void {
    const failure = StatusError.from(error);
    this.#close(failure, failure.metadata);
  }

  #close(error: StatusError | undefined, trailers: Metadata): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#requests.fail(error);
    this.#responses.stop();
    if (error !== undefined) this.#controller.abort(error);
    for (const inner of this.#inner) inner.cancel(error);
    this.#handler.onClose(error, trailers);
  }
}

/** Hands the responses of the outermost interceptor to the call object. */
class ResponseSink implements MessageSink {
  writable = true;
  readonly #handler: ClientExchangeHandler;

  constructor(handler: ClientExchangeHandler) {
    this.#handler = handler;
  }

  send(message: unknown): void {
    // Their size is not known here, so each is taken for a big one: the call object then asks for one at a time.
    this.#handler.onMessage(message, READ_HIGH_WATER);
  }
}
