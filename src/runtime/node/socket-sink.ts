import type { Socket } from "node:net";
import type { ByteSink, Http2Connection } from "../http2/connection.js";
import { MAX_TIMER_MS } from "../rpc/deadline.js";

/** A socket that has this much to send is given no more content until it has sent it. */
const CONGESTED_BYTES = 128 * 1024;

/** How long a peer may take to close its end of a connection that we have ended, in milliseconds. */
const LINGER_MS = 1_000;

/** Joins a socket and a connection of our own HTTP/2. What a tick has to send goes out in one write. */
export class SocketSink implements ByteSink {
  readonly #socket: Socket;
  #connection: Http2Connection | undefined;
  #awake = false;
  #checkTimer: ReturnType<typeof setTimeout> | undefined;
  #error: string | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Lets the connection hear of the socket, from now on. */
  attach(connection: Http2Connection): void {
    const socket = this.#socket;
    this.#connection = connection;
    socket.on("data", (chunk: Buffer) => connection.push(chunk, 0, chunk.length));
    socket.on("drain", () => connection.onWritable());
    socket.on("error", (error) => {
      this.#error = error.message;
    });
    // The peer sends no more: there is nobody to answer.
    socket.on("end", () => socket.destroySoon());
    socket.on("close", () => {
      clearTimeout(this.#checkTimer);
      connection.lose(this.#error ?? "the connection was lost");
    });
    this.#check();
  }

  wake(): void {
    if (this.#awake) return;
    this.#awake = true;
    process.nextTick(flush, this);
  }

  flush(): void {
    this.#awake = false;
    this.#connection?.flush();
  }

  write(bytes: Uint8Array): boolean {
    const socket = this.#socket;
    if (!socket.writable) return true;
    socket.write(bytes);
    // What the system has taken at once is out of our memory.
    return socket.writableLength === 0;
  }

  get isCongested(): boolean {
    return this.#socket.writableLength > CONGESTED_BYTES;
  }

  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  end(): void {
    const socket = this.#socket;
    if (socket.destroyed) return;
    socket.end();
    // A connection that has ended keeps no process alive.
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  }

  /** Lets the connection look at its time limits, and comes again when it says. The one timer of a connection; it keeps no process alive. */
  #check(): void {
    const now = performance.now();
    const next = this.#connection!.check(now);
    if (next === Number.POSITIVE_INFINITY) return;
    // A process that was busy finds the timer due and the peer's answer unread: timers come first, and immediates behind reading.
    const due = () => setImmediate(() => this.#check());
    this.#checkTimer = setTimeout(due, Math.min(Math.ceil(next - now), MAX_TIMER_MS));
    this.#checkTimer.unref();
  }
}

function flush(sink: SocketSink): void {
  sink.flush();
}
