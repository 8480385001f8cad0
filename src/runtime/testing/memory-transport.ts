import {
  type ByteReceiver,
  type ClientReceiver,
  type ClientStream,
  type ClientTransport,
  type ConnectionInfo,
  type HeaderFields,
  type PreparedHeaders,
  ResetCode,
  type ServerReceiver,
  type ServerStream,
  type StreamAcceptor,
  WRITE_HIGH_WATER,
} from "../rpc/transport.js";

const CONNECTION: ConnectionInfo = { peer: "memory", identity: undefined };

/** A connection without a network: what a client writes is handed to the acceptor in the next microtask, and back. */
export class MemoryTransport implements ClientTransport {
  readonly #acceptor: StreamAcceptor;
  readonly #open = new Set<MemoryClientStream>();

  constructor(acceptor: StreamAcceptor) {
    this.#acceptor = acceptor;
  }

  open(prepared: PreparedHeaders, fields: HeaderFields, receiver: ClientReceiver): ClientStream {
    const stream = new MemoryClientStream(this.#acceptor, [...prepared.fields, ...fields], receiver, () =>
      this.#open.delete(stream),
    );
    this.#open.add(stream);
    return stream;
  }

  /** How many streams are open. */
  get openStreams(): number {
    return this.#open.size;
  }

  /** Breaks the connection under all streams. */
  destroy(): void {
    for (const stream of this.#open) stream.breakOff();
  }
}

type Delivery = (() => void) & { bytes?: number };

/** One direction of a stream: what was sent and not yet delivered, in order. */
class Pipe {
  #queue: Delivery[] = [];
  #bufferedBytes = 0;
  #paused = false;
  #scheduled = false;
  #full = false;
  readonly #onDrain: () => void;

  constructor(onDrain: () => void) {
    this.#onDrain = onDrain;
  }

  get bufferedBytes(): number {
    return this.#bufferedBytes;
  }

  /** Puts a delivery in the line, `bytes` of which count for back-pressure. */
  put(deliver: Delivery, bytes = 0): void {
    deliver.bytes = bytes;
    this.#queue.push(deliver);
    this.#bufferedBytes += bytes;
    if (this.#bufferedBytes >= WRITE_HIGH_WATER) this.#full = true;
    this.#schedule();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#schedule();
  }

  clear(): void {
    this.#queue = [];
    this.#bufferedBytes = 0;
  }

  #schedule(): void {
    if (this.#scheduled || this.#paused || this.#queue.length === 0) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#deliver();
    });
  }

  #deliver(): void {
    const queue = this.#queue;
    let at = 0;
    while (at < queue.length && !this.#paused && queue === this.#queue) {
      const deliver = queue[at++]!;
      this.#bufferedBytes -= deliver.bytes!;
      deliver();
    }
    if (queue !== this.#queue) return;
    this.#queue = queue.slice(at);
    if (this.#full && this.#bufferedBytes < WRITE_HIGH_WATER) {
      this.#full = false;
      this.#onDrain();
    }
    this.#schedule();
  }
}

class MemoryClientStream implements ClientStream {
  readonly #receiver: ClientReceiver;
  readonly #requests: Pipe;
  readonly #responses: Pipe;
  readonly #forget: () => void;
  #server: ServerReceiver | undefined;
  #requestEnded = false;
  #responseEnded = false;
  #closed = false;

  constructor(acceptor: StreamAcceptor, head: HeaderFields, receiver: ClientReceiver, forget: () => void) {
    this.#receiver = receiver;
    this.#forget = forget;
    this.#requests = new Pipe(() => receiver.onDrain());
    this.#responses = new Pipe(() => this.#server?.onDrain());
    this.#requests.put(() => {
      this.#server = acceptor.accept(head, new MemoryServerStream(this));
    });
  }

  get bufferedBytes(): number {
    return this.#requests.bufferedBytes;
  }

  write(bytes: Uint8Array, start = 0, end: number = bytes.length): void {
    if (this.#closed || this.#requestEnded) return;
    this.#carry(this.#requests, bytes.subarray(start, end), () => this.#server!);
  }

  end(bytes?: Uint8Array): void {
    if (bytes !== undefined) this.write(bytes);
    if (this.#closed || this.#requestEnded) return;
    this.#requestEnded = true;
    this.#requests.put(() => this.#server!.onEnd());
  }

  pause(): void {
    this.#responses.pause();
  }

  resume(): void {
    this.#responses.resume();
  }

  reset(code: ResetCode): void {
    if (this.#closed) return;
    this.#close();
    // A server that has not heard of the stream yet never does.
    const server = this.#server;
    if (server !== undefined && !this.#responseEnded) {
      queueMicrotask(() => server.onReset(code, `the client has reset the stream with code ${code}`));
    }
  }

  breakOff(): void {
    if (this.#closed) return;
    const server = this.#responseEnded ? undefined : this.#server;
    this.#close();
    queueMicrotask(() => {
      this.#receiver.onReset(ResetCode.CONNECTION_LOST, "the connection was lost");
      server?.onReset(ResetCode.CONNECTION_LOST, "the connection was lost");
    });
  }

  // What the server's end of the stream does:

  get responseBytes(): number {
    return this.#responses.bufferedBytes;
  }

  respond(fields: HeaderFields, last: boolean): void {
    if (this.#closed || this.#responseEnded) return;
    if (last) this.#responseEnded = true;
    this.#responses.put(() => {
      if (last) this.#close();
      this.#receiver.onHeaders(fields, last);
    });
  }

  writeResponse(bytes: Uint8Array): void {
    if (!this.#closed && !this.#responseEnded) this.#carry(this.#responses, bytes, () => this.#receiver);
  }

  endResponse(trailers: HeaderFields): void {
    if (this.#closed || this.#responseEnded) return;
    this.#responseEnded = true;
    this.#responses.put(() => {
      this.#close();
      this.#receiver.onTrailers(trailers);
    });
  }

  pauseRequests(): void {
    this.#requests.pause();
  }

  resumeRequests(): void {
    this.#requests.resume();
  }

  resetByServer(code: ResetCode): void {
    if (this.#closed) return;
    this.#close();
    queueMicrotask(() => this.#receiver.onReset(code, `the server has reset the stream with code ${code}`));
  }

  #carry(pipe: Pipe, bytes: Uint8Array, receiver: () => ByteReceiver): void {
    pipe.put(() => receiver().onData(bytes, 0, bytes.length), bytes.length);
  }

  /** The response has been delivered, or the stream was reset: what is still on its way is dropped. */
  #close(): void {
    this.#closed = true;
    this.#requests.clear();
    this.#responses.clear();
    this.#forget();
  }
}

class MemoryServerStream implements ServerStream {
  readonly connection: ConnectionInfo = CONNECTION;
  readonly #client: MemoryClientStream;

  constructor(client: MemoryClientStream) {
    this.#client = client;
  }

  get bufferedBytes(): number {
    return this.#client.responseBytes;
  }

  sendHeaders(fields: HeaderFields, last: boolean): void {
    this.#client.respond(fields, last);
  }

  write(bytes: Uint8Array, start = 0, end: number = bytes.length): void {
    this.#client.writeResponse(bytes.subarray(start, end));
  }

  sendTrailers(fields: HeaderFields, bytes?: Uint8Array): void {
    if (bytes !== undefined) this.#client.writeResponse(bytes);
    this.#client.endResponse(fields);
  }

  pause(): void {
    this.#client.pauseRequests();
  }

  resume(): void {
    this.#client.resumeRequests();
  }

  reset(code: ResetCode): void {
    this.#client.resetByServer(code);
  }
}
