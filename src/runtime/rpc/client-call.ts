import { CallLimits, cancellation } from "./call-limits.js";
import type { ResolvedCall } from "./call-options.js";
import { Deferred, quietRejection } from "./deferred.js";
import type { CallChannel, ClientExchange, ClientExchangeHandler, MessageSource } from "./exchange.js";
import { MessagePump, type PumpOwner } from "./message-pump.js";
import { MessageQueue, type QueueSource } from "./message-queue.js";
import { type Metadata, type ReceivedMetadata, toMetadata } from "./metadata.js";
import { type CallStatus, Status } from "./status.js";
import { StatusError, statusOf } from "./status-error.js";

const RUNNING = Symbol("running");
const DONE: Promise<void> = Promise.resolve();

/**
 * What the four kinds of call have in common. The object that the caller holds is at once the handler of its exchange, and
 * makes its promises only when somebody asks for them.
 */
export abstract class ClientCall<IInit> implements ClientExchangeHandler, PumpOwner {
  readonly #call: ResolvedCall;
  #exchange!: ClientExchange;
  #limits: CallLimits | undefined;
  #outcome: StatusError | undefined | typeof RUNNING = RUNNING;
  #headers: ReceivedMetadata | undefined;
  #trailers: ReceivedMetadata | undefined;
  #headersAsked: Deferred<Metadata> | undefined;
  #trailersAsked: Deferred<Metadata> | undefined;
  #statusAsked: Deferred<CallStatus> | undefined;
  #pump: MessagePump | undefined;
  #drainAsked: Deferred<void> | undefined;
  #sendClosed = false;

  constructor(call: ResolvedCall) {
    this.#call = call;
  }

  /** Takes the message of the response, or the next of its messages. */
  abstract onMessage(message: unknown, bytes: number): void;
  /** The outcome that the exchange's end means for this kind of call. */
  protected abstract conclude(error: StatusError | undefined): StatusError | undefined;
  /** Tells those who wait for messages. */
  protected abstract finish(error: StatusError | undefined): void;

  /** Begins the call, with its one request. */
  beginWithRequest(channel: CallChannel, request: IInit): void {
    this.#sendClosed = true;
    if (this.#open(channel)) this.#exchange.sendLast(request);
  }

  /** Begins the call; the requests are those of `source`, or come through `send`. */
  beginWithStream(channel: CallChannel, source: MessageSource<IInit> | undefined): void {
    if (!this.#open(channel)) return;
    this.#exchange.start();
    if (source === undefined || this.#outcome !== RUNNING) return;
    this.#pump = new MessagePump(this.#exchange, this);
    this.#pump.start(source);
  }

  /** False if a limit has ended the call already. */
  #open(channel: CallChannel): boolean {
    this.#exchange = channel.openCall(this.#call, this);
    this.#limits = CallLimits.watch(this.#call, this.#exchange);
    return this.#outcome === RUNNING;
  }

  /**
   * The metadata with which the server began to answer. Rejects with the call's StatusError if it failed before the server
   * answered at all.
   */
  get headers(): Promise<Metadata> {
    if (this.#headersAsked === undefined) {
      this.#headersAsked = new Deferred();
      this.#settleHeaders();
    }
    return this.#headersAsked.promise;
  }

  /** The metadata that came with the status; empty if the call ended without an answer of the server. Never rejects. */
  get trailers(): Promise<Metadata> {
    if (this.#trailersAsked === undefined) {
      this.#trailersAsked = new Deferred();
      if (this.#trailers !== undefined) this.#trailersAsked.resolve(toMetadata(this.#trailers));
    }
    return this.#trailersAsked.promise;
  }

  /** How the call ended. Never rejects. A call with streamed responses ends only when they have been read. */
  get status(): Promise<CallStatus> {
    if (this.#statusAsked === undefined) {
      this.#statusAsked = new Deferred();
      if (this.#outcome !== RUNNING) this.#statusAsked.resolve(statusOf(this.#outcome));
    }
    return this.#statusAsked.promise;
  }

  /** Ends the call with CANCELLED, also for the server. `reason` becomes the message or the cause. No effect after its end. */
  cancel(reason?: unknown): void {
    if (this.#outcome === RUNNING) this.#exchange.cancel(cancellation(reason));
  }

  /** Sends one request. Resolves when flow control asks for more; rejects if the call is over. */
  send(message: IInit): Promise<void> {
    if (this.#pump !== undefined) {
      return quietRejection(new TypeError("send: this call was given its requests as an iterable"));
    }
    if (this.#sendClosed) return quietRejection(new TypeError("send: called after close()"));
    if (this.#outcome === RUNNING) this.#exchange.send(message);
    if (this.#outcome !== RUNNING) return quietRejection(this.#afterEnd(this.#outcome));
    if (this.#exchange.writable) return DONE;
    return (this.#drainAsked ??= new Deferred()).promise;
  }

  /** Says that no request follows. */
  close(): void {
    if (this.#sendClosed || this.#pump !== undefined) return;
    this.#sendClosed = true;
    this.#exchange.closeSend();
  }

  protected pause(): void {
    this.#exchange.pause();
  }

  protected resume(): void {
    this.#exchange.resume();
  }

  /** Ends the call because of what its messages are. */
  protected fail(error: StatusError): void {
    this.#exchange.cancel(error);
  }

  onHeaders(headers: ReceivedMetadata): void {
    this.#headers = headers;
    this.#settleHeaders();
  }

  onDrain(): void {
    this.#drainAsked?.resolve();
    this.#drainAsked = undefined;
    this.#pump?.resume();
  }

  onClose(error: StatusError | undefined, trailers: ReceivedMetadata): void {
    const outcome = this.conclude(error);
    this.#outcome = outcome;
    this.#trailers = trailers;
    this.#limits?.disarm();
    this.#settleHeaders();
    this.#trailersAsked?.resolve(toMetadata(trailers));
    this.#statusAsked?.resolve(statusOf(outcome));
    this.#drainAsked?.reject(this.#afterEnd(outcome));
    this.#drainAsked = undefined;
    this.#pump?.stop();
    this.finish(outcome);
  }

  onPumpEnd(): void {
    this.#exchange.closeSend();
  }

  onPumpError(error: unknown): void {
    this.#exchange.cancel(new StatusError(Status.CANCELLED, "the iterable of requests has thrown", { cause: error }));
  }

  #settleHeaders(): void {
    const asked = this.#headersAsked;
    if (asked === undefined) return;
    if (this.#headers !== undefined) asked.resolve(toMetadata(this.#headers));
    else if (this.#outcome !== RUNNING) {
      asked.reject(this.#outcome ?? new StatusError(Status.UNKNOWN, "the call ended without headers"));
    }
  }

  #afterEnd(outcome: StatusError | undefined): StatusError {
    return outcome ?? new StatusError(Status.CANCELLED, "the server has ended the call");
  }
}

/** A call with one response, of which it is the promise. */
export class SingleResponseCall<IInit, O> extends ClientCall<IInit> implements Promise<O> {
  readonly [Symbol.toStringTag] = "Call";
  #response: O | undefined;
  #count = 0;
  #outcome: StatusError | undefined | typeof RUNNING = RUNNING;
  /** Settled when the call is over, if anybody has asked. */
  #over: Deferred<void> | undefined;
  #asked: Promise<O> | undefined;

  // biome-ignore lint/suspicious/noThenProperty: a call is the promise of its response.
  then<A = O, B = never>(
    onFulfilled?: ((response: O) => A | PromiseLike<A>) | null,
    onRejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#promise().then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<O | B> {
    return this.#promise().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<O> {
    return this.#promise().finally(onFinally);
  }

  #promise(): Promise<O> {
    return (this.#asked ??= this.#settle());
  }

  async #settle(): Promise<O> {
    if (this.#outcome === RUNNING) {
      this.#over = new Deferred();
      await this.#over.promise;
    }
    const error = this.#outcome as StatusError | undefined;
    if (error === undefined) return this.#response as O;
    // The error was made where the answer came in. From here, the engine sees who awaits the call.
    Error.captureStackTrace?.(error);
    throw error;
  }

  override onMessage(message: unknown): void {
    this.#response = message as O;
    if (++this.#count === 2) {
      this.fail(new StatusError(Status.UNIMPLEMENTED, "the server has sent two messages where one is due"));
    }
  }

  protected override conclude(error: StatusError | undefined): StatusError | undefined {
    if (error !== undefined || this.#count === 1) return error;
    return new StatusError(Status.UNIMPLEMENTED, "the server has sent no message where one is due");
  }

  protected override finish(error: StatusError | undefined): void {
    this.#outcome = error;
    this.#over?.resolve();
  }
}

/** A call with streamed responses, which it yields once. Leaving the loop early cancels the call. */
export class StreamedResponseCall<IInit, O> extends ClientCall<IInit> implements AsyncIterable<O>, QueueSource {
  readonly #queue = new MessageQueue<O>(this);

  [Symbol.asyncIterator](): AsyncIterator<O> {
    return this.#queue[Symbol.asyncIterator]();
  }

  override onMessage(message: unknown, bytes: number): void {
    this.#queue.push(message as O, bytes);
  }

  protected override conclude(error: StatusError | undefined): StatusError | undefined {
    return error;
  }

  protected override finish(error: StatusError | undefined): void {
    // What has arrived is still read before an error, but for one of our own making: after cancel() nothing more comes.
    this.#queue.end(error);
  }

  abandon(): void {
    this.cancel("the reader has left the responses");
  }

  override pause(): void {
    super.pause();
  }

  override resume(): void {
    super.resume();
  }
}
