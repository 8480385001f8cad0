import { connect, type Socket } from "node:net";

/** node:http2 does nothing for this many turns of the event loop only if it has nothing left to do. */
const QUIET_TURNS = 6;

/** Our end of a connection that node:http2 has the other end of: a Unix socket, which is there at once and leaves no port behind. */
export class NodeWire {
  readonly #socket: Socket;
  readonly #received: Buffer[] = [];
  /** Grows with all that happens here. */
  #events = 0;
  /** The other end has closed the connection. */
  isOver = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => {
      this.#events++;
      this.#received.push(chunk);
    });
    for (const event of ["end", "close", "error"]) {
      socket.on(event, () => {
        this.#events++;
        this.isOver = true;
      });
    }
  }

  /** Connects to a server that listens on a Unix socket. */
  static async to(path: string): Promise<NodeWire> {
    const socket = connect(path);
    await new Promise((resolve) => socket.once("connect", resolve));
    return new NodeWire(socket);
  }

  /** All that the other end has sent. */
  get received(): Buffer {
    return Buffer.concat(this.#received);
  }

  /** Sends bytes, and resolves when the other end has done with them. */
  async send(bytes: Buffer): Promise<void> {
    if (!this.isOver) this.#socket.write(bytes);
    await this.settle();
  }

  /** Resolves when the other end has nothing left to do. */
  async settle(): Promise<void> {
    for (let quiet = 0, seen = -1; quiet < QUIET_TURNS; quiet = seen === this.#events ? quiet + 1 : 0) {
      seen = this.#events;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async close(): Promise<void> {
    if (this.#socket.closed) return;
    const closed = new Promise((resolve) => this.#socket.once("close", resolve));
    this.#socket.destroy();
    await closed;
  }
}
